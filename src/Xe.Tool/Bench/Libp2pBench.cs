using System.Diagnostics;
using System.Text.Json;
using Xe.Libp2p;
using Xe.Libp2p.Host;

namespace Xe.Tool.Bench;

/// <summary>The libp2p stack beside js-libp2p: two processes of ours over loopback, then two of theirs, the same work.</summary>
internal sealed class Libp2pBench : IBench
{
    private const double Wanted = 3;
    private const int Rounds = 2;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan JsPatience = TimeSpan.FromMinutes(3);

    public string Name => "libp2p";

    public string Summary => "dial, request/response, bulk and signed gossip between two processes, beside js-libp2p";

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        string script = FindScript() ?? throw new FileNotFoundException("tests/interop/js-peer/bench.mjs is not there or not installed: run tests/interop/setup.sh in a checkout");
        Figures own = new();
        Figures peer = new();
        // In turns, the best of each: on a shared machine everything but the best measures the neighbours.
        for (int round = 1; round <= Rounds; round++)
        {
            run.Progress($"libp2p: own, round {round} of {Rounds}");
            own.Improve(OwnAsync(run.CancellationToken).GetAwaiter().GetResult());
            run.Progress($"libp2p: js-libp2p, round {round} of {Rounds}");
            peer.Improve(JsAsync(script, run.CancellationToken).GetAwaiter().GetResult());
        }
        string how = $"two processes on loopback, {Span.TotalSeconds:0} s each, best of {Rounds} rounds in turn";
        yield return new BenchResult("libp2p-dial", own.DialMs, peer.DialMs, "ms", "median of 30 dials: TCP, multistream, Noise, yamux; " + how) { AtMost = 1 / Wanted };
        yield return Rate("libp2p-new-stream", own.NewStream, peer.NewStream, "requests/s", "200 bytes there and back, a stream each; " + how);
        yield return Rate("libp2p-new-stream-16", own.NewStream16, peer.NewStream16, "requests/s", "the same, 16 at a time; " + how);
        yield return Rate("libp2p-kept-stream", own.KeptStream, peer.KeptStream, "requests/s", "200 bytes there and back on one stream; " + how);
        yield return Rate("libp2p-bulk", own.BulkMiB, peer.BulkMiB, "MiB/s", "one stream, writes of 64 KiB, at most 512 MiB; " + how);
        yield return Rate("libp2p-gossip", own.Gossip, peer.Gossip, "messages/s", "200 bytes, signed, verified and delivered; " + how);
    }

    private static BenchResult Rate(string name, double own, double peer, string unit, string how) => new(name, own, peer, unit, how) { AtLeast = Wanted };

    private static async Task<Figures> OwnAsync(CancellationToken cancellationToken)
    {
        using Process serving = Process.Start(SelfStart()) ?? throw new InvalidOperationException("the serving process does not start");
        try
        {
            string line = await serving.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? throw new EndOfStreamException("the serving process ended");
            Libp2pLoad load = new(Multiaddr.Parse(line), serving.StandardOutput, Span, cancellationToken);
            Figures figures = new() { DialMs = await load.DialAsync().ConfigureAwait(false) };
            await using (Libp2pHost host = await load.ConnectAsync().ConfigureAwait(false))
            {
                figures.NewStream = await load.NewStreamsAsync(host, 1).ConfigureAwait(false);
                figures.NewStream16 = await load.NewStreamsAsync(host, 16).ConfigureAwait(false);
                figures.KeptStream = await load.KeptStreamAsync(host).ConfigureAwait(false);
                figures.BulkMiB = await load.BulkAsync(host).ConfigureAwait(false);
            }
            figures.Gossip = await load.GossipAsync().ConfigureAwait(false);
            return figures;
        }
        finally
        {
            serving.StandardInput.Close();
            if (!serving.WaitForExit(TimeSpan.FromSeconds(5))) serving.Kill();
        }
    }

    private static async Task<Figures> JsAsync(string script, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("node") { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(script) };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add("--seconds");
        start.ArgumentList.Add(Span.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("node does not start");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(JsPatience);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement root = document.RootElement;
            return new Figures
            {
                DialMs = root.GetProperty("dial").GetProperty("medianMs").GetDouble(),
                NewStream = root.GetProperty("newStreamPerRequestPerSecond").GetDouble(),
                NewStream16 = root.GetProperty("newStreamPerRequestPerSecond16Parallel").GetDouble(),
                KeptStream = root.GetProperty("sameStreamRequestsPerSecond").GetDouble(),
                BulkMiB = root.GetProperty("bulkOneStream").GetProperty("MiBps").GetDouble(),
                Gossip = root.GetProperty("gossipsubSigned").GetProperty("perSecond").GetDouble(),
            };
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo SelfStart()
    {
        string self = Environment.ProcessPath ?? throw new InvalidOperationException("the own program is not known");
        ProcessStartInfo start = new(self) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (string.Equals(Path.GetFileNameWithoutExtension(self), "dotnet", StringComparison.OrdinalIgnoreCase)) start.ArgumentList.Add(typeof(Libp2pBench).Assembly.Location);
        start.ArgumentList.Add("bench");
        start.ArgumentList.Add(Libp2pBenchPeer.Name);
        return start;
    }

    private static string? FindScript()
    {
        foreach (string from in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (DirectoryInfo? at = new(from); at is not null; at = at.Parent)
            {
                string directory = Path.Combine(at.FullName, "tests", "interop", "js-peer");
                if (Directory.Exists(Path.Combine(directory, "node_modules", "libp2p"))) return Path.Combine(directory, "bench.mjs");
            }
        }
        return null;
    }

    private sealed class Figures
    {
        public double DialMs { get; set; }

        public double NewStream { get; set; }

        public double NewStream16 { get; set; }

        public double KeptStream { get; set; }

        public double BulkMiB { get; set; }

        public double Gossip { get; set; }

        public void Improve(Figures other)
        {
            DialMs = DialMs == 0 ? other.DialMs : Math.Min(DialMs, other.DialMs);
            NewStream = Math.Max(NewStream, other.NewStream);
            NewStream16 = Math.Max(NewStream16, other.NewStream16);
            KeptStream = Math.Max(KeptStream, other.KeptStream);
            BulkMiB = Math.Max(BulkMiB, other.BulkMiB);
            Gossip = Math.Max(Gossip, other.Gossip);
        }
    }
}
