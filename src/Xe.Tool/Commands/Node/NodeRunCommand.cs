using System.CommandLine;
using Xe.Node.Hosting;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary><c>node run</c>: a node in the foreground, as a service manager runs it.</summary>
internal static class NodeRunCommand
{
    internal static Command Create()
    {
        NodeRunOptionSet options = new();
        return Verb.Create(
            "run", "Run a node in the foreground until it is interrupted", options.Symbols,
            // Its lines must not wait in a buffer: whoever started it reads them.
            (run, ct) => NodeRunner.RunAsync(options.Read(run), run.Screen.Quiet ? TextWriter.Null : Console.Out, Console.Error, ct),
            "dotnet xe node run",
            "dotnet xe node run --data /var/lib/xe --genesis-dir genesis/testnet-0003 --dial /ip4/45.77.226.208/tcp/9000/p2p/12D3Koo...");
    }
}
