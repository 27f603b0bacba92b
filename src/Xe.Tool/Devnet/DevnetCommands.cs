using System.CommandLine;
using System.Globalization;
using Xe.Tool.Cli;

namespace Xe.Tool.Devnet;

/// <summary><c>dotnet xe devnet</c>: a network of real node processes on this machine.</summary>
internal static class DevnetCommands
{
    private const string Variable = "XE_DEVNET";

    internal static Command Create() => Verb.Group("devnet", "Run a network of several nodes on this machine", Up(), Status(), Down());

    private static Option<string> DirectoryOption() => new("--dir")
    {
        Description = "Folder of genesis, keys, data and logs (default: XE_DEVNET, else ./devnet)",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : "./devnet",
    };

    private static Command Up()
    {
        Option<string> directory = DirectoryOption();
        Option<int?> nodes = new("--nodes") { Description = "Nodes of a new devnet (default: 3)", HelpName = "N" };
        Option<int> provide = new("--provide") { Description = "How many of the nodes, the last ones, offer mock machines", HelpName = "K", DefaultValueFactory = _ => 0 };
        Option<string> level = new("--log-level") { Description = "Log level of the nodes", HelpName = "LEVEL", DefaultValueFactory = _ => "info" };
        return Verb.Create(
            "up", "Make a devnet and start it, or start one that is there again", [directory, nodes, provide, level],
            async (run, ct) =>
            {
                if (run.Get(nodes) is < 1 or > DevnetCluster.MaxNodes)
                    throw new UsageException($"--nodes takes 1 to {DevnetCluster.MaxNodes}");
                if (run.Get(provide) is < 0 or > DevnetCluster.MaxNodes)
                    throw new UsageException($"--provide takes 0 to {DevnetCluster.MaxNodes}");
                DevnetCluster cluster = new(new DevnetDirectory(run.Get(directory)!), run.Screen);
                DevnetStatus status = await cluster.UpAsync(run.Get(nodes), run.Get(provide), ["--log-level", run.Get(level)!], ct).ConfigureAwait(false);
                Show(run, status);
                return ExitCode.Ok;
            },
            "dotnet xe devnet up --nodes 4 --provide 2",
            "dotnet xe devnet up --dir /tmp/devnet --json");
    }

    private static Command Status()
    {
        Option<string> directory = DirectoryOption();
        return Verb.Create(
            "status", "Show the nodes of a devnet; exit code 1 where one does not run or is out of step", [directory],
            async (run, ct) =>
            {
                DevnetStatus status = await new DevnetCluster(new DevnetDirectory(run.Get(directory)!), run.Screen).StatusAsync(ct).ConfigureAwait(false);
                Show(run, status);
                return status.InStep ? ExitCode.Ok : ExitCode.Failed;
            },
            "dotnet xe devnet status");
    }

    private static Command Down()
    {
        Option<string> directory = DirectoryOption();
        Option<bool> remove = new("--remove") { Description = "Delete the folder afterwards, keys included" };
        return Verb.Create(
            "down", "Stop the nodes of a devnet", [directory, remove],
            async (run, ct) =>
            {
                DevnetDownResult result = await new DevnetCluster(new DevnetDirectory(run.Get(directory)!), run.Screen)
                    .DownAsync(run.Get(remove), ct).ConfigureAwait(false);
                run.Screen.Result(result, DevnetJson.Plain.DevnetDownResult, output =>
                {
                    output.WriteLine($"{result.Stopped.Count} node(s) stopped" + (result.Killed.Count > 0 ? $", {result.Killed.Count} killed: {string.Join(", ", result.Killed)}" : ""));
                    if (result.Removed)
                        output.WriteLine("removed " + result.Directory);
                });
                return ExitCode.Ok;
            },
            "dotnet xe devnet down --remove");
    }

    private static void Show(Run run, DevnetStatus status) => run.Screen.Result(status, DevnetJson.Plain.DevnetStatus, output =>
    {
        output.WriteLine("network".PadRight(10) + status.NetworkId);
        output.WriteLine("keys".PadRight(10) + status.KeysDirectory);
        output.WriteLine("in step".PadRight(10) + (status.InStep ? "yes" : "no"));
        output.WriteLine();
        output.WriteLine("node".PadRight(10) + "pid".PadRight(9) + "peers".PadRight(7) + "accounts".PadRight(10) + "blocks".PadRight(9) + "API".PadRight(26) + "data");
        foreach (DevnetNodeStatus node in status.Nodes)
        {
            string pid = node.Running ? Number(node.Pid) : "stopped";
            output.WriteLine(node.Name.PadRight(10) + pid.PadRight(9) + Number(node.Peers).PadRight(7) + Number(node.Accounts).PadRight(10)
                + Number(node.Blocks).PadRight(9) + node.ApiUrl.PadRight(26) + node.Data);
        }
    });

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
