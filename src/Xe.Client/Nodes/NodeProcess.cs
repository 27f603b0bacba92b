using System.Diagnostics;
using System.Text;
using Xe.Client.Http;
using Xe.Core.Views;

namespace Xe.Client.Nodes;

/// <summary>Starts and stops nodes in the background.</summary>
public static class NodeProcess
{
    private const int LogTailBytes = 8192;
    private const int LogTailLines = 5;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan GiveUpLimit = TimeSpan.FromSeconds(10);

    /// <summary>Starts a node and waits until its API answers. On failure, timeout and cancellation its process is ended.</summary>
    /// <param name="options">What to start.</param>
    /// <param name="progress">Gets the last line of the node's log while it starts.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="XeException">"node_running", or "node_start_failed" with the end of the node's log.</exception>
    public static async Task<NodeFile> StartAsync(NodeStartOptions options, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        NodeDirectory directory = new(options.DataDirectory);
        if (directory.ReadRunning() is { } running)
            throw new XeException(XeErrors.NodeRunning, $"a node runs on {directory.Path} already (process {running.Pid})");
        Files.CreatePrivateDirectory(directory.Path);
        long logStart = File.Exists(directory.LogPath) ? new FileInfo(directory.LogPath).Length : 0;
        string[] arguments = ["node", "run", "--data", directory.Path, .. options.Arguments];
        using Process process = BackgroundLauncher.Start(options.Program, arguments, options.Environment, directory.LogPath);
        try
        {
            return await WaitAsync(process, directory, logStart, options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Asked first: a node that stops by itself also takes its files away.
            await EndAsync(process, GiveUpLimit, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks the node of a data directory to stop; kills it where it has not stopped in time.</summary>
    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="timeout">Longest wait for a clean stop.</param>
    /// <param name="cancellationToken">Ends the wait; the node goes on stopping.</param>
    /// <returns>True after a clean stop, false where it was killed.</returns>
    /// <exception cref="XeException">"node_not_running".</exception>
    public static async Task<bool> StopAsync(string dataDirectory, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        NodeDirectory directory = new(dataDirectory);
        NodeFile? file = directory.ReadFile();
        using Process process = (file is null ? null : NodeDirectory.FindProcess(file))
            ?? throw new XeException(XeErrors.NodeNotRunning, $"no node runs on {directory.Path}");
        return await EndAsync(process, timeout, cancellationToken).ConfigureAwait(false);
    }

    // True after a clean stop, false where the process had to be killed.
    private static async Task<bool> EndAsync(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (HasEnded(process))
            return true;
        StopSignal.Send(process);
        using CancellationTokenSource limit = new(timeout);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (!HasEnded(process))
                await Task.Delay(PollInterval, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await KillAsync(process).ConfigureAwait(false);
            return false;
        }
    }

    private static bool HasEnded(Process process) => process.HasExited || NodeDirectory.IsZombie(process.Id);

    private static async Task<NodeFile> WaitAsync(
        Process process, NodeDirectory directory, long logStart, NodeStartOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        long started = options.TimeProvider.GetTimestamp();
        string last = "";
        while (true)
        {
            if (process.HasExited)
                throw Failed($"the node ended with exit code {process.ExitCode}", directory, logStart);
            if (directory.ReadRunning() is { } file && await AnswersAsync(file, directory, cancellationToken).ConfigureAwait(false))
                return file;
            if (options.TimeProvider.GetElapsedTime(started) >= options.Timeout)
                throw Failed($"the node was not ready after {options.Timeout.TotalSeconds:0} s and was ended", directory, logStart);
            if (progress is not null && Tail(directory.LogPath, logStart) is [.., var line] && line != last)
                progress.Report(last = line);
            await Task.Delay(PollInterval, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> AnswersAsync(NodeFile file, NodeDirectory directory, CancellationToken cancellationToken)
    {
        // Without an API the note itself, written last, says that the node is up.
        if (file.ApiUrl is not { } api)
            return true;
        using XeClient client = new(new XeClientOptions { BaseUri = new Uri(api), Token = directory.ReadToken(), Timeout = TimeSpan.FromSeconds(5), MaxRetries = 0 });
        try
        {
            await client.GetNodeAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (XeException)
        {
            return false;
        }
    }

    private static XeException Failed(string what, NodeDirectory directory, long logStart)
    {
        string[] tail = Tail(directory.LogPath, logStart);
        string said = LogReason.Find(tail) ?? string.Join(" | ", tail);
        return new XeException(XeErrors.NodeStartFailed, $"{what}{(said.Length == 0 ? "" : ": " + said)} (log: {directory.LogPath})");
    }

    private static string[] Tail(string path, long from)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = Math.Max(Math.Min(from, stream.Length), stream.Length - LogTailBytes);
            byte[] bytes = new byte[LogTailBytes];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return [.. Encoding.UTF8.GetString(bytes, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LogTailLines)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            while (!HasEnded(process))
                await Task.Delay(PollInterval, CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
