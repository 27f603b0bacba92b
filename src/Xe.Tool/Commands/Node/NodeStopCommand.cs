using System.CommandLine;
using Xe.Client.Nodes;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Node;

/// <summary><c>node stop</c>: asks the node of a data directory to stop, and waits.</summary>
internal static class NodeStopCommand
{
    internal static Command Create()
    {
        Option<string> data = NodeCommands.DataOption();
        Option<double> timeout = new("--stop-timeout") { Description = "Longest wait for a clean stop; then the node is killed", HelpName = "S", DefaultValueFactory = _ => 40 };
        return Verb.Create(
            "stop", "Stop the node of a data directory", [data, timeout],
            async (run, ct) =>
            {
                bool clean = await NodeProcess.StopAsync(run.Get(data)!, TimeSpan.FromSeconds(run.Get(timeout)), ct).ConfigureAwait(false);
                run.Screen.Result(new NodeStopResult(true, clean), ToolJson.Plain.NodeStopResult, output => output.WriteLine(clean ? "stopped" : "killed"));
                if (!clean)
                    run.Screen.Warn("the node did not stop in time and was killed; nothing that it acknowledged is lost");
                return ExitCode.Ok;
            },
            "dotnet xe node stop --data /tmp/xe");
    }
}
