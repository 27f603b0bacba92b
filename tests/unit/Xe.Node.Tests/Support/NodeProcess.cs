using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Xe.Core.Blocks;
using Xe.Core.Views;

namespace Xe.Node.Tests.Support;

/// <summary>A node in a process of its own, which can be killed.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();

    private NodeProcess(Process process) => _process = process;

    public HttpClient Http { get; private set; } = null!;

    public int Id => _process.Id;

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts the process without waiting for the node.</summary>
    public static NodeProcess Launch(string directory, string port = "0")
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(NodeProcess).Assembly.Location);
        foreach (string argument in (string[])[NodeProgram.Role, directory, port])
            start.ArgumentList.Add(argument);
        NodeProcess node = new(Process.Start(start)!);
        node._process.ErrorDataReceived += (_, e) => Append(node._errors, e.Data);
        node._process.OutputDataReceived += (_, e) => Append(node._output, e.Data);
        node._process.BeginErrorReadLine();
        node._process.BeginOutputReadLine();
        return node;
    }

    /// <summary>Starts a node and waits until it serves.</summary>
    public static async Task<NodeProcess> StartAsync(string directory)
    {
        NodeProcess node = Launch(directory);
        NodeFile file = await node.DescriptionAsync(directory);
        node.Http = new HttpClient { BaseAddress = new Uri(file.ApiUrl!), Timeout = TimeSpan.FromSeconds(20) };
        string token = await File.ReadAllTextAsync(Path.Combine(directory, NodeFile.TokenFileName));
        node.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return node;
    }

    /// <summary>Ends the process as kill -9 does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        using HttpResponseMessage response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), type) : null;
    }

    public async Task<bool> SubmitAsync(WireBlock block)
    {
        using StringContent body = new(BlockJson.ToText(block), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.PostAsync(new Uri("/blocks/" + block.Type, UriKind.Relative), body);
        return response.StatusCode == System.Net.HttpStatusCode.Created;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        Http?.Dispose();
    }

    private async Task<NodeFile> DescriptionAsync(string directory)
    {
        string path = Path.Combine(directory, NodeFile.FileName);
        for (int i = 0; i < 1200; i++)
        {
            Assert.False(_process.HasExited, "the node ended: " + Errors);
            // A file of an earlier process that was killed may still be there.
            if (File.Exists(path) && JsonSerializer.Deserialize(await File.ReadAllBytesAsync(path), ViewsJson.Default.NodeFile) is { } file && file.Pid == _process.Id)
                return file;
            await Task.Delay(50);
        }
        Assert.Fail("the node did not start: " + Errors);
        throw new InvalidOperationException();
    }

    private static void Append(StringBuilder to, string? line)
    {
        if (line is null)
            return;
        lock (to)
            to.Append(line).Append('\n');
    }
}
