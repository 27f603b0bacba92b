using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub;
using Xe.Node.Net.Gossip;

namespace Xe.Tool.Bench;

/// <summary>The measuring side of <see cref="Libp2pBench"/>: the same work, sizes and order as js-libp2p's <c>bench.mjs</c>.</summary>
internal sealed class Libp2pLoad(Multiaddr target, TextReader reports, TimeSpan span, CancellationToken cancellationToken)
{
    private const int Dials = 45;
    private const int WarmUpDials = 15;
    private const int ChunkBytes = 64 * 1024;
    private const long MaxBulkBytes = 512L * 1024 * 1024;
    private const int GossipWindow = 200;

    private readonly PeerId _peer = target.Peer!;
    private readonly byte[] _payload = [.. Enumerable.Range(0, Libp2pBenchPeer.MessageBytes).Select(i => (byte)i)];

    /// <summary>Median time until a connection is secured and muxed, in milliseconds; every dial waits for identify before the next.</summary>
    public async Task<double> DialAsync()
    {
        await using Libp2pHost host = Libp2pBenchPeer.NewHost(listen: false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        List<double> times = [];
        for (int i = 0; i < Dials; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await host.ConnectAsync(_peer, [target], cancellationToken).ConfigureAwait(false);
            if (i >= WarmUpDials) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await IdentifiedAsync(host).ConfigureAwait(false);
            await host.DisconnectAsync(_peer).ConfigureAwait(false);
        }
        times.Sort();
        return times[(times.Count - 1) / 2];
    }

    /// <summary>A host connected to the peer, which has told what it speaks.</summary>
    public async Task<Libp2pHost> ConnectAsync()
    {
        Libp2pHost host = Libp2pBenchPeer.NewHost(listen: false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        await host.ConnectAsync(_peer, [target], cancellationToken).ConfigureAwait(false);
        await IdentifiedAsync(host).ConfigureAwait(false);
        return host;
    }

    /// <summary>Requests per second, each on a stream of its own.</summary>
    public async Task<double> NewStreamsAsync(Libp2pHost host, int lanes)
    {
        byte[] buffer = new byte[Libp2pBenchPeer.MessageBytes];
        for (int i = 0; i < 200; i++) await OneRequestAsync(host, buffer).ConfigureAwait(false);
        long started = Stopwatch.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, lanes).Select(async _ =>
        {
            byte[] own = new byte[Libp2pBenchPeer.MessageBytes];
            int count = 0;
            for (; Stopwatch.GetElapsedTime(started) < span; count++) await OneRequestAsync(host, own).ConfigureAwait(false);
            return count;
        })).ConfigureAwait(false);
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Requests per second on one stream.</summary>
    public async Task<double> KeptStreamAsync(Libp2pHost host)
    {
        await using IPeerStream stream = await host.OpenStreamAsync(_peer, [Libp2pBenchPeer.Echo], cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[Libp2pBenchPeer.MessageBytes];
        for (int i = 0; i < 500; i++) await RoundTripAsync(stream, buffer).ConfigureAwait(false);
        long started = Stopwatch.GetTimestamp();
        int count = 0;
        for (; Stopwatch.GetElapsedTime(started) < span; count++) await RoundTripAsync(stream, buffer).ConfigureAwait(false);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>MiB per second on one stream, as the receiver counts them.</summary>
    public async Task<double> BulkAsync(Libp2pHost host)
    {
        await using IPeerStream stream = await host.OpenStreamAsync(_peer, [Libp2pBenchPeer.Sink], cancellationToken).ConfigureAwait(false);
        byte[] chunk = new byte[ChunkBytes];
        long sent = 0;
        long started = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(started) < span && sent < MaxBulkBytes; sent += chunk.Length)
            await stream.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
        await stream.CloseWriteAsync(cancellationToken).ConfigureAwait(false);
        byte[] answer = new byte[sizeof(ulong)];
        await ReadExactAsync(stream, answer).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        ulong received = BinaryPrimitives.ReadUInt64BigEndian(answer);
        return received == (ulong)sent ? received / seconds / 1048576 : throw new InvalidDataException($"sent {sent} bytes, {received} arrived");
    }

    /// <summary>Signed messages per second that the peer has verified and delivered.</summary>
    public async Task<double> GossipAsync()
    {
        await using Libp2pHost host = Libp2pBenchPeer.NewHost(listen: false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        await using GossipSub gossip = new(host, new GossipSubOptions { SignatureVerifier = new LaneSignatureVerifier() });
        gossip.Start();
        using GossipTopic topic = gossip.Join(Libp2pBenchPeer.Topic, new TopicOptions { SubscriptionQueueLength = 0 });
        await host.ConnectAsync(_peer, [target], cancellationToken).ConfigureAwait(false);
        for (int i = 0; topic.Mesh.Count == 0; i++)
        {
            if (i == 200) throw new InvalidDataException("the peer does not join the mesh");
            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
        GossipRun run = new(topic, reports, cancellationToken);
        await run.SendAsync(TimeSpan.FromSeconds(0.5)).ConfigureAwait(false);
        long before = run.Seen;
        long started = Stopwatch.GetTimestamp();
        await run.SendAsync(span).ConfigureAwait(false);
        return (run.Seen - before) / Stopwatch.GetElapsedTime(started, run.LastSeen).TotalSeconds;
    }

    private async Task OneRequestAsync(Libp2pHost host, byte[] buffer)
    {
        IPeerStream stream = await host.OpenStreamAsync(_peer, [Libp2pBenchPeer.Echo], cancellationToken).ConfigureAwait(false);
        await RoundTripAsync(stream, buffer).ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask RoundTripAsync(IPeerStream stream, byte[] buffer)
    {
        await stream.WriteAsync(_payload, cancellationToken).ConfigureAwait(false);
        await ReadExactAsync(stream, buffer).ConfigureAwait(false);
    }

    private async ValueTask ReadExactAsync(IPeerStream stream, byte[] buffer)
    {
        for (int have = 0; have < buffer.Length;)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(have), cancellationToken).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException("the peer closed early");
            have += read;
        }
    }

    private async Task IdentifiedAsync(Libp2pHost host)
    {
        for (int i = 0; i < 1000 && !host.Peers.Supports(_peer, Libp2pBenchPeer.Sink); i++) await Task.Delay(1, cancellationToken).ConfigureAwait(false);
    }

    private sealed class GossipRun(GossipTopic topic, TextReader reports, CancellationToken cancellationToken)
    {
        private long _sent;

        public long Seen { get; private set; }

        public long LastSeen { get; private set; }

        public async Task SendAsync(TimeSpan time)
        {
            long started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                for (int i = 0; i < Libp2pBenchPeer.ReportEvery; i++, _sent++)
                {
                    byte[] data = new byte[Libp2pBenchPeer.MessageBytes];
                    BinaryPrimitives.WriteInt64BigEndian(data, _sent);
                    PublishResult result = await topic.PublishAsync(data, cancellationToken).ConfigureAwait(false);
                    if (result != PublishResult.Published) throw new InvalidDataException($"message not published: {result}");
                }
                while (_sent - Seen >= GossipWindow) await ReadReportAsync().ConfigureAwait(false);
            }
            while (Seen < _sent) await ReadReportAsync().ConfigureAwait(false);
        }

        private async Task ReadReportAsync()
        {
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(10));
            string line = await reports.ReadLineAsync(patience.Token).ConfigureAwait(false) ?? throw new EndOfStreamException("the serving peer ended");
            string[] parts = line.Split(' ');
            Seen = long.Parse(parts[0], CultureInfo.InvariantCulture);
            LastSeen = long.Parse(parts[1], CultureInfo.InvariantCulture);
        }
    }
}
