using System.Net.Sockets;
using System.Runtime.InteropServices;
using Xe.Core.Views;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests.Hosting;

/// <summary>The process around a node: lines, exit codes, signals (spec 09 §7).</summary>
public sealed partial class NodeProcessTests : IDisposable
{
    private const int Sigterm = 15;

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "xe-node-process-" + Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    // Not SIGINT, which whoever runs the tests in the background has ignored for us; both take one path.
    [Fact]
    public async Task A_signal_stops_the_node_cleanly()
    {
        if (OperatingSystem.IsWindows())
            return;
        using NodeProcess node = await NodeProcess.StartAsync(_directory);
        Assert.Equal(0, Kill(node.Id, Sigterm));
        Assert.Equal(0, await node.ExitAsync());
        Assert.Matches("^Node started without a network\nAPI listening on port [0-9]+\nAddress:    [0-9a-f]{64}\nPublic key: [0-9a-f]{64}\nReceived SIGTERM, shutting down...\n$", node.Output);
        Assert.Contains("level=INFO msg=\"xe ", node.Errors, StringComparison.Ordinal);
        Assert.Contains("msg=\"Node stopped\"", node.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory, NodeFile.FileName)));
    }

    [Fact]
    public async Task A_failed_start_says_why_on_stderr_and_exits_with_1()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        using NodeProcess node = NodeProcess.Launch(_directory, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1, await node.ExitAsync());
        Assert.Equal("", node.Output);
        Assert.Contains($"level=ERROR msg=\"the API address 127.0.0.1:{port} is in use", node.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Xe.", node.Errors, StringComparison.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
