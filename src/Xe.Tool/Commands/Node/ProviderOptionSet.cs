using System.CommandLine;
using Xe.Node.Leases;
using Xe.Node.Vm;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary>The options of provider mode (spec 12 §2).</summary>
internal sealed class ProviderOptionSet
{
    private const string Mock = "mock";

    private readonly Option<bool> _provide = new("--provide") { Description = "Offer machines for rent" };
    private readonly Option<string> _backend = new("--vm-backend")
    {
        Description = "What makes the machines; 'mock' answers TCP and runs nothing: for development networks",
        HelpName = "NAME",
    };
    private readonly Option<ulong> _vcpus = Number("--vcpus", "Virtual CPUs offered", 2);
    private readonly Option<ulong> _memory = Number("--memory", "Memory offered, MiB", 2048);
    private readonly Option<ulong> _disk = Number("--disk", "Disk offered, GB", 20);
    private readonly Option<ulong> _multiplier = Number("--price-multiplier", "Price × 1000, 500 to 10000", 1000);
    private readonly Option<string> _minDuration = new("--min-lease-duration") { Description = "Shortest lease taken", HelpName = "DURATION", DefaultValueFactory = _ => "" };
    private readonly Option<string> _maxDuration = new("--max-lease-duration") { Description = "Longest lease taken", HelpName = "DURATION", DefaultValueFactory = _ => "" };
    private readonly Option<ulong> _minCost = Number("--min-lease-cost", "Cheapest lease taken, micro-XUSD; 0 = any", 0);
    private readonly Option<ulong> _maxCost = Number("--max-lease-cost", "Dearest lease taken, micro-XUSD; 0 = any", 0);
    private readonly Option<ulong> _maxLeases = Number("--max-concurrent-leases", "Most machines at once; 0 = as many as fit", 0);

    internal IReadOnlyList<Option> Options =>
        [_provide, _backend, _vcpus, _memory, _disk, _multiplier, _minDuration, _maxDuration, _minCost, _maxCost, _maxLeases];

    /// <summary>What is offered; null without <c>--provide</c>.</summary>
    internal ProviderOptions? Read(Run run)
    {
        if (!run.Get(_provide))
            return null;
        if (run.Get(_backend) is not Mock)
            throw new UsageException("--provide needs --vm-backend mock: the Lima and QEMU backends are not part of this version");
        return new ProviderOptions
        {
            Capacity = new VmResources(run.Get(_vcpus), run.Get(_memory), run.Get(_disk)),
            PriceMultiplierMilli = run.Get(_multiplier),
            MinDurationSecs = Seconds(run, _minDuration),
            MaxDurationSecs = Seconds(run, _maxDuration),
            MinCost = run.Get(_minCost),
            MaxCost = run.Get(_maxCost),
            MaxConcurrentLeases = run.Get(_maxLeases),
        };
    }

    private static ulong Seconds(Run run, Option<string> option) =>
        run.Get(option) is { Length: > 0 } text ? (ulong)GoDuration.Parse(text, option.Name).TotalSeconds : 0;

    private static Option<ulong> Number(string name, string description, ulong value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
}
