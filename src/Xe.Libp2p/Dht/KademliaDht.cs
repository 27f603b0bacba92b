using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Libp2p.Host;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Dht;

/// <summary>A Kademlia DHT for finding peers and providers (spec 07 §9.1). Values are not stored. Thread-safe.</summary>
public sealed partial class KademliaDht : IAsyncDisposable
{
    private const int MaxRefreshDepth = 12;
    private const int ProbeWorkers = 4;

    private readonly IPeerNetwork _network;
    private readonly DhtOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly RoutingTable _table;
    private readonly ProviderStore _providers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<PeerId> _probes;
    private readonly List<Task> _loops = [];

    /// <summary>A DHT over a host; it does nothing before <see cref="Start"/>.</summary>
    public KademliaDht(IPeerNetwork network, DhtOptions? options = null, ILogger<KademliaDht>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _options = options ?? new DhtOptions();
        _logger = logger ?? NullLogger<KademliaDht>.Instance;
        _clock = network.Clock;
        _table = new RoutingTable(network.LocalPeer, _options.BucketSize, 2 * _options.RefreshInterval, _clock);
        _providers = new ProviderStore(_options, _clock);
        _probes = Channel.CreateBounded<PeerId>(new BoundedChannelOptions(_options.ProbeQueueLength) { FullMode = BoundedChannelFullMode.DropWrite });
    }

    /// <summary>Peers in the routing table.</summary>
    public int TableSize => _table.Count;

    /// <summary>The protocol id served.</summary>
    public string Protocol => _options.Protocol;

    /// <summary>Serves requests (in server mode) and keeps the routing table; it fills from connections.</summary>
    public void Start()
    {
        if (_options.Mode == DhtMode.Server) _network.Handle(_options.Protocol, ServeAsync);
        _network.PeerIdentified += OnIdentified;
        foreach (PeerId peer in _network.ConnectedPeers) OnIdentified(peer);
        for (int i = 0; i < ProbeWorkers; i++) _loops.Add(Task.Run(ProbeAsync));
        _loops.Add(Task.Run(() => RepeatAsync(_options.RefreshInterval, RefreshAsync)));
        _loops.Add(Task.Run(() => RepeatAsync(_options.LowWaterInterval, FixLowWaterAsync)));
    }

    /// <summary>Looks for this host's own neighbourhood, which fills the routing table and makes this host known.</summary>
    public async Task BootstrapAsync(CancellationToken cancellationToken = default) =>
        await NearestAsync(_network.LocalPeer.Memory, cancellationToken).ConfigureAwait(false);

    /// <summary>Addresses of a peer: what is known of a connected one, else what a lookup finds; null where nobody knows it.</summary>
    public async Task<IReadOnlyList<Multiaddr>?> FindPeerAsync(PeerId peer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer == _network.LocalPeer) return _network.ListenAddresses;
        if (_network.ConnectedPeers.Contains(peer) && _network.Peers.Addresses(peer) is { Count: > 0 } known) return known;
        DhtPeer? found = null;
        byte[] key = peer.Span.ToArray();
        await new Lookup(KadKey.Of(peer), _network.LocalPeer, _options).RunAsync(
            _table.Nearest(KadKey.Of(peer), _options.BucketSize),
            async (asked, token) =>
            {
                DhtMessage? answer = await RequestAsync(asked, new DhtMessage { Type = DhtMessageType.FindNode, Key = key }, token).ConfigureAwait(false);
                DhtPeer? hit = answer?.Closer.FirstOrDefault(named => named.Id == peer && named.Addresses.Count > 0);
                if (hit is not null) Interlocked.CompareExchange(ref found, hit, null);
                return answer?.Closer;
            },
            () => Volatile.Read(ref found) is not null,
            cancellationToken).ConfigureAwait(false);
        if (found is null) return null;
        _network.Peers.AddAddresses(peer, found.Addresses, _options.LookupAddressLifetime);
        return found.Addresses;
    }

    /// <summary>The peers nearest to a key (of which the SHA-256 is taken) that answer, nearest first; at most k.</summary>
    public Task<List<PeerId>> NearestAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
    {
        byte[] copy = key.ToArray();
        KadKey target = KadKey.Of(copy);
        return new Lookup(target, _network.LocalPeer, _options).RunAsync(
            _table.Nearest(target, _options.BucketSize),
            async (asked, token) => (await RequestAsync(asked, new DhtMessage { Type = DhtMessageType.FindNode, Key = copy }, token).ConfigureAwait(false))?.Closer,
            enough: null,
            cancellationToken);
    }

    /// <summary>Makes this host known as provider of a key, at the k peers nearest to it. Returns how many were told.</summary>
    /// <param name="key">A multihash of at most 80 bytes.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<int> ProvideAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default)
    {
        RequireProviderKey(key.Span);
        byte[] copy = key.ToArray();
        _providers.TryAdd(copy, _network.LocalPeer);
        DhtMessage record = new() { Type = DhtMessageType.AddProvider, Key = copy, Providers = [new DhtPeer(_network.LocalPeer, _network.ListenAddresses)] };
        List<PeerId> nearest = await NearestAsync(key, cancellationToken).ConfigureAwait(false);
        int told = 0;
        await Parallel.ForEachAsync(nearest, new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken }, async (peer, token) =>
        {
            if (await TellAsync(peer, record, token).ConfigureAwait(false)) Interlocked.Increment(ref told);
        }).ConfigureAwait(false);
        return told;
    }

    /// <summary>Providers of a key, from this host's records and from a lookup; stops once enough are known.</summary>
    /// <param name="key">A multihash of at most 80 bytes.</param>
    /// <param name="max">Providers wanted.</param>
    /// <param name="cancellationToken">Ends it with an exception.</param>
    public async Task<IReadOnlyList<DhtPeer>> FindProvidersAsync(ReadOnlyMemory<byte> key, int max, CancellationToken cancellationToken = default)
    {
        RequireProviderKey(key.Span);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        byte[] copy = key.ToArray();
        KadKey target = KadKey.Of(copy);
        Lock gate = new();
        Dictionary<PeerId, DhtPeer> found = [];
        foreach (PeerId provider in _providers.Get(copy)) found[provider] = Describe(provider);
        if (found.Count >= max) return [.. found.Values.Take(max)];
        await new Lookup(target, _network.LocalPeer, _options).RunAsync(
            _table.Nearest(target, _options.BucketSize),
            async (asked, token) =>
            {
                DhtMessage? answer = await RequestAsync(asked, new DhtMessage { Type = DhtMessageType.GetProviders, Key = copy }, token).ConfigureAwait(false);
                foreach (DhtPeer provider in answer?.Providers ?? [])
                {
                    lock (gate)
                        if (!found.TryGetValue(provider.Id, out DhtPeer? known) ? found.Count < max : known.Addresses.Count == 0) found[provider.Id] = provider;
                    _network.Peers.AddAddresses(provider.Id, provider.Addresses, _options.LookupAddressLifetime);
                }
                return answer?.Closer;
            },
            () =>
            {
                lock (gate) return found.Count >= max;
            },
            cancellationToken).ConfigureAwait(false);
        lock (gate) return [.. found.Values];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        if (_options.Mode == DhtMode.Server) _network.Unhandle(_options.Protocol);
        _network.PeerIdentified -= OnIdentified;
        await _stopping.CancelAsync().ConfigureAwait(false);
        _probes.Writer.TryComplete();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static void RequireProviderKey(ReadOnlySpan<byte> key)
    {
        if (key.Length is 0 or > MaxProviderKeyBytes) throw new ArgumentException($"a provider key has 1 to {MaxProviderKeyBytes} bytes", nameof(key));
    }

    private DhtPeer Describe(PeerId peer) =>
        new(peer, peer == _network.LocalPeer ? _network.ListenAddresses : _network.Peers.Addresses(peer));

    /// <summary>One request with its answer; null where there is none. The routing table learns from it.</summary>
    private async Task<DhtMessage?> RequestAsync(PeerId peer, DhtMessage request, CancellationToken cancellationToken)
    {
        DhtMessage? answer = null;
        await TryAsync(peer, request, async (stream, token) =>
        {
            using FramedReader reader = new(stream, _options.MaxMessageBytes);
            FramedMessage frame = await reader.ReadAsync(token).ConfigureAwait(false);
            if (frame.Status == FrameStatus.Message && DhtMessage.TryDecode(frame.Payload.Span, out DhtMessage? read) && read.Type == request.Type) answer = read;
            else stream.Reset();
        }, cancellationToken).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested || _stopping.IsCancellationRequested) return answer;
        Libp2pMetrics.DhtRequests.Add(1, new KeyValuePair<string, object?>("result", answer is null ? "failed" : "answered"));
        if (answer is null)
        {
            _table.Remove(peer);
            return null;
        }
        _table.Answered(peer);
        foreach (DhtPeer named in answer.Closer)
            if (named.Id != _network.LocalPeer) _network.Peers.AddAddresses(named.Id, named.Addresses, _options.LookupAddressLifetime);
        return answer;
    }

    /// <summary>Sends a message that has no answer; true where it was sent.</summary>
    private Task<bool> TellAsync(PeerId peer, DhtMessage message, CancellationToken cancellationToken) =>
        TryAsync(peer, message, async (stream, token) =>
        {
            await stream.CloseWriteAsync(token).ConfigureAwait(false);
            try
            {
                // The peer ends the stream when it has read the message, each implementation in its own way.
                byte[] none = new byte[1];
                await stream.ReadAsync(none, token).ConfigureAwait(false);
            }
            catch (StreamResetException)
            {
            }
        }, cancellationToken);

    /// <summary>Opens a stream, sends, and does the rest on it. A stream that breaks, perhaps because its connection was closed
    /// as the second of two, is tried once more.</summary>
    private async Task<bool> TryAsync(PeerId peer, DhtMessage message, Func<IPeerStream, CancellationToken, Task> rest, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(_options.RequestTimeout, _clock);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken, _stopping.Token);
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                IPeerStream stream = await _network.OpenStreamAsync(peer, [_options.Protocol], linked.Token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    await stream.WriteFramedAsync(message.Encode(), linked.Token).ConfigureAwait(false);
                    await rest(stream, linked.Token).ConfigureAwait(false);
                    return true;
                }
            }
            catch (StreamResetException) when (attempt == 0)
            {
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (!cancellationToken.IsCancellationRequested && !_stopping.IsCancellationRequested) _logger.DhtRequestFailed(peer, message.Type.ToString(), e.Message);
                return false;
            }
        }
    }

    /// <summary>A key to ask for whose SHA-256 shares exactly this many leading bits with this host's.</summary>
    internal static byte[] RandomKey(PeerId self, int commonPrefixLength)
    {
        KadKey own = KadKey.Of(self);
        byte[] key = RandomNumberGenerator.GetBytes(38);
        for (ulong i = 0; ; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(key, i);
            if (own.CommonPrefixLength(KadKey.Of(key)) == commonPrefixLength) return key;
        }
    }
}
