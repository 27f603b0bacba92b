using System.Reflection;
using System.Text;
using System.Runtime.CompilerServices;
using Xe.Tool.Cli;

namespace Xe.Tool;

/// <summary>The entry point of <c>dotnet xe</c>.</summary>
internal static class Program
{
    /// <summary>The build's version.</summary>
    internal static string Version =>
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    private static int Main(string[] args)
    {
        // Answered before anything else is loaded: scripts ask for it often.
        if (args is ["--version"])
        {
            Console.Out.Write("xe " + Version + "\n");
            return ExitCode.Ok;
        }
        return Run(args);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
    {
        // Buffered: some commands answer thousands of lines. Commands whose answers must not wait flush.
        using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 32_768) { NewLine = "\n" };
        return XeCommandLine.RunAsync(args, output, Console.Error).GetAwaiter().GetResult();
    }
}
