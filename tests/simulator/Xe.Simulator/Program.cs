using System.Diagnostics;
using System.Globalization;
using Xe.Simulator;

// scripts/xe simulate --seeds N [--seed S] [--bug NAME] [--trace] [--threads T]
int seeds = 100;
ulong first = 1;
bool trace = false;
int threads = Environment.ProcessorCount;
PlantedBug bug = PlantedBug.None;
for (int i = 0; i < args.Length; i++)
{
    string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value");
    try
    {
        switch (args[i])
        {
            case "--seeds": seeds = int.Parse(Value(), CultureInfo.InvariantCulture); break;
            case "--seed": first = ulong.Parse(Value(), CultureInfo.InvariantCulture); if (!args.Contains("--seeds")) seeds = 1; break;
            case "--bug": bug = Enum.Parse<PlantedBug>(Value(), ignoreCase: true); break;
            case "--threads": threads = int.Parse(Value(), CultureInfo.InvariantCulture); break;
            case "--trace": trace = true; break;
            default: throw new ArgumentException($"unknown option {args[i]}");
        }
    }
    catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
    {
        Console.Error.WriteLine($"simulate: {e.Message}");
        Console.Error.WriteLine("usage: simulate --seeds N [--seed S] [--bug SkipLockFlush|CountUnheldHashes|DropFinalityWall] [--threads T] [--trace]");
        return 2;
    }
}

var watch = Stopwatch.StartNew();
SeedSummary summary = SeedRunner.Run(first, seeds, bug, threads, trace ? Console.Error : null,
    failure => Console.Error.WriteLine($"seed {failure.Seed}: {failure.Message}{Environment.NewLine}  {failure.Replay}"));
Console.WriteLine($"{summary} in {watch.Elapsed.TotalSeconds:F1} s");
return summary.Violations == 0 ? 0 : 1;
