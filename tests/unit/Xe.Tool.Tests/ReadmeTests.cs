using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

/// <summary>The commands of README.md do what it says.</summary>
public sealed class ReadmeTests
{
    // Others on this machine may use the default ports.
    private const string FreePorts = "node start --listen 127.0.0.1 --port 0 --api-port 0 --metrics-addr off --disable-mdns --no-discovery";
    private const string NotRun = "<!-- not run by the tests";

    public static TheoryData<int> Runnable() => [.. Blocks().Index().Where(block => !block.Item.IsExempt).Select(block => block.Index)];

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task A_command_block_runs(int index)
    {
        if (OperatingSystem.IsWindows())
            return;
        using TempDirectory directory = new();
        string script = "set -euo pipefail\n" + Blocks()[index].Text.Replace("node start", FreePorts, StringComparison.Ordinal);
        Dictionary<string, string?> environment = new()
        {
            ["XE_DATA"] = directory.File("data"),
            ["XE_WALLET_DIR"] = directory.File("wallets"),
            ["XE_NET"] = directory.File("mynet"),
        };
        try
        {
            (await XeProcess.RunProgramAsync("bash", ["-c", script], null, environment, Checkout.Root)).Ok();
            Assert.False(File.Exists(directory.File("data/node.json")), "the block leaves a node running");
        }
        finally
        {
            await XeProcess.RunAsync(["node", "stop", "--quiet"], null, environment);
        }
    }

    [Fact]
    public void Only_three_blocks_are_exempt_and_each_says_why()
    {
        Assert.Equal(3, Blocks().Count(block => block.IsExempt));
        Assert.True(Blocks().Count(block => !block.IsExempt) >= 4);
    }

    [Fact]
    public void The_two_commands_are_there_and_executable()
    {
        foreach (string script in new[] { "scripts/run.sh", "scripts/test.sh" })
        {
            Assert.Contains(Blocks(), block => block.Text.Trim() == script);
            if (!OperatingSystem.IsWindows())
                Assert.True(File.GetUnixFileMode(Path.Combine(Checkout.Root, script)).HasFlag(UnixFileMode.UserExecute), script);
        }
    }

    private static List<(bool IsExempt, string Text)> Blocks()
    {
        List<(bool, string)> blocks = [];
        bool inside = false, exempt = false;
        List<string> lines = [];
        foreach (string line in File.ReadAllLines(Path.Combine(Checkout.Root, "README.md")))
        {
            if (line.StartsWith(NotRun, StringComparison.Ordinal))
                exempt = true;
            else if (line == "```sh")
                inside = true;
            else if (inside && line == "```")
            {
                blocks.Add((exempt, string.Join('\n', lines)));
                lines.Clear();
                (inside, exempt) = (false, false);
            }
            else if (inside)
                lines.Add(line);
        }
        return blocks;
    }
}
