using System.CommandLine;
using Xe.Client.Nodes;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary><c>node start</c>: a node in the background, with its log in its data directory.</summary>
internal static class NodeStartCommand
{
    internal static Command Create()
    {
        NodeRunOptionSet options = new();
        Option<double> timeout = new("--start-timeout") { Description = "Longest wait until it answers", HelpName = "S", DefaultValueFactory = _ => 120 };
        return Verb.Create(
            "start", "Start a node in the background; its log is node.log in the data directory", [.. options.Symbols, timeout],
            async (run, ct) =>
            {
                // Values are checked here, where the user sees what is wrong with them.
                options.Read(run);
                NodeFile node = await NodeProcess.StartAsync(
                    new NodeStartOptions
                    {
                        DataDirectory = run.Get(options.Data)!,
                        Program = NodeProgram.Current(),
                        Arguments = options.Arguments(run),
                        Timeout = TimeSpan.FromSeconds(run.Get(timeout)),
                    },
                    new Display(run.Screen), ct).ConfigureAwait(false);
                run.Screen.Result(node, PlainViews.Json.NodeFile, output =>
                {
                    output.WriteLine("process".PadRight(12) + node.Pid);
                    output.WriteLine("API".PadRight(12) + (node.ApiUrl ?? "off"));
                    output.WriteLine("network".PadRight(12) + node.NetworkId);
                    output.WriteLine("address".PadRight(12) + node.Address);
                    output.WriteLine("log".PadRight(12) + new NodeDirectory(run.Get(options.Data)!).LogPath);
                });
                return ExitCode.Ok;
            },
            "dotnet xe node start",
            "dotnet xe node start --data /tmp/xe --port 0 --api-port 0 --json");
    }

    private sealed class Display(Screen screen) : IProgress<string>
    {
        public void Report(string value) => screen.Progress(value.Length > 160 ? value[..160] : value);
    }
}
