using System.Diagnostics;
using System.Globalization;
using Xe.Client.Nodes;

namespace Xe.Client.Tests;

public sealed class NodeDirectoryTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("xe-node-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_note_of_a_running_process_is_believed()
    {
        Note(Environment.ProcessId, DateTimeOffset.UtcNow);
        Assert.Equal(Environment.ProcessId, new NodeDirectory(_path).ReadRunning()?.Pid);
    }

    [Fact]
    public void A_note_whose_process_number_went_to_a_younger_process_is_not()
    {
        Note(Environment.ProcessId, Process.GetCurrentProcess().StartTime.ToUniversalTime().AddMinutes(-5));
        Assert.NotNull(new NodeDirectory(_path).ReadFile());
        Assert.Null(new NodeDirectory(_path).ReadRunning());
    }

    [Fact]
    public void A_note_of_a_process_that_ended_is_not()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!;
        process.WaitForExit();
        Note(process.Id, DateTimeOffset.UtcNow);
        Assert.Null(new NodeDirectory(_path).ReadRunning());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"pid\":\"x\"}")]
    public void A_note_that_is_not_whole_is_none(string content)
    {
        File.WriteAllText(Path.Combine(_path, "node.json"), content);
        Assert.Null(new NodeDirectory(_path).ReadFile());
    }

    [Fact]
    public void A_token_goes_only_to_its_own_node()
    {
        Note(Environment.ProcessId, DateTimeOffset.UtcNow);
        File.WriteAllText(Path.Combine(_path, "api.token"), new string('c', 64));
        NodeEndpoint found = NodeEndpoint.Resolve(null, _path);
        Assert.Equal((new Uri("http://127.0.0.1:4242/"), new string('c', 64)), (found.BaseUri, found.Token));
        Assert.Null(NodeEndpoint.Resolve("http://127.0.0.1:4243").Token);
        Assert.Equal(new string('c', 64), NodeEndpoint.Resolve("http://127.0.0.1:4242", _path).Token);
    }

    [Theory]
    [InlineData("time=2026 level=INFO msg=\"up\"\ntime=2026 level=ERROR msg=\"port 1 is \\\"in use\\\"\"", "port 1 is \"in use\"")]
    [InlineData("time=2026 level=ERROR msg=plain", "plain")]
    [InlineData("nothing here", null)]
    public void The_reason_of_a_failed_start_is_found_in_the_log(string log, string? reason) => Assert.Equal(reason, LogReason.Find(log.Split('\n')));

    private void Note(int pid, DateTimeOffset startedAt) => File.WriteAllText(
        Path.Combine(_path, "node.json"),
        $"{{\"pid\":{pid},\"api_url\":\"http://127.0.0.1:4242\",\"started_at\":\"{startedAt.ToString("O", CultureInfo.InvariantCulture)}\"}}");
}
