using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Xe.Interop.Tests;

/// <summary>A js-libp2p peer in a process of its own (<c>tests/interop/js-peer/peer.mjs</c>). It speaks in events, one JSON object
/// a line, which can be waited for by name; all are kept, so the order of waiting does not matter.</summary>
internal sealed class JsPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<JsonElement> _events = [];
    private readonly List<Channel<bool>> _waiting = [];
    private readonly List<string> _errors = [];
    private readonly Task _reading;

    private JsPeer(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadEventsAsync(), ReadErrorsAsync());
    }

    /// <summary>The peer's id; known when it listens.</summary>
    public PeerId Id { get; private set; } = null!;

    /// <summary>The addresses it listens on, with its id at their end.</summary>
    public IReadOnlyList<Multiaddr> Addresses { get; private set; } = [];

    /// <summary>Every event so far.</summary>
    public IReadOnlyList<JsonElement> Events
    {
        get
        {
            lock (_lock) return [.. _events];
        }
    }

    /// <summary>Starts a peer with these flags (see <c>node peer.mjs --help</c>) and waits until it is up.</summary>
    public static async Task<JsPeer> StartAsync(params string[] flags)
    {
        string directory = Path.Combine(Directory(), "js-peer");
        if (!File.Exists(Path.Combine(directory, "node_modules", "libp2p", "package.json")))
            throw new InvalidOperationException("the js-libp2p peer is not installed: run tests/interop/setup.sh");
        ProcessStartInfo start = new("node") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add("peer.mjs");
        foreach (string flag in flags) start.ArgumentList.Add(flag);
        // Whatever becomes of this test process, the peer does not outlive it by much.
        start.ArgumentList.Add("--run-for");
        start.ArgumentList.Add("300");
        JsPeer peer = new(Process.Start(start) ?? throw new InvalidOperationException("node does not start"));
        JsonElement listening = await peer.WaitAsync("listening");
        peer.Id = PeerId.Parse(listening.GetProperty("peer").GetString()!);
        peer.Addresses = [.. listening.GetProperty("addrs").EnumerateArray().Select(a => Multiaddr.Parse(a.GetString()!))];
        return peer;
    }

    /// <summary>Waits for an event of this name, past or to come, that fits.</summary>
    public async Task<JsonElement> WaitAsync(string name, Func<JsonElement, bool>? fits = null)
    {
        Channel<bool> news = Channel.CreateUnbounded<bool>();
        int seen = 0;
        lock (_lock) _waiting.Add(news);
        using CancellationTokenSource patience = new(Patience);
        try
        {
            while (true)
            {
                JsonElement[] fresh;
                lock (_lock) fresh = [.. _events.Skip(seen)];
                seen += fresh.Length;
                foreach (JsonElement e in fresh)
                    if (e.GetProperty("event").GetString() == name && (fits is null || fits(e))) return e;
                if (!await news.Reader.WaitToReadAsync(patience.Token)) throw new InvalidOperationException($"js peer ended without '{name}': {Transcript()}");
                while (news.Reader.TryRead(out _)) { }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no event '{name}' from the js peer: {Transcript()}");
        }
        finally
        {
            lock (_lock) _waiting.Remove(news);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    /// <summary>What the peer said, for the message of a failed test.</summary>
    public string Transcript()
    {
        lock (_lock) return string.Join('\n', _events.Select(e => e.GetRawText()).Concat(_errors).TakeLast(40));
    }

    private async Task ReadEventsAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonElement e = JsonDocument.Parse(line).RootElement.Clone();
            lock (_lock)
            {
                _events.Add(e);
                foreach (Channel<bool> waiting in _waiting) waiting.Writer.TryWrite(true);
            }
        }
        lock (_lock)
            foreach (Channel<bool> waiting in _waiting) waiting.Writer.TryComplete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            lock (_lock) _errors.Add(line);
    }

    private static string Directory([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file)!)!;
}
