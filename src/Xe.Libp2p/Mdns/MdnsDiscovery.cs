using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Libp2p.Host;
using Xe.Libp2p.Observability;

namespace Xe.Libp2p.Mdns;

/// <summary>Finds peers on the local links by multicast DNS (spec 07 §9.4): queries for the service from time to time,
/// answers queries with this host's addresses as <c>dnsaddr=</c> texts.</summary>
public sealed class MdnsDiscovery : IAsyncDisposable
{
    private const int MaxTextBytes = 255;
    private const int MaxAddresses = 16;
    private const int MaxPeersPerPacket = 32;
    private const string TextPrefix = "dnsaddr=";

    private readonly IPeerNetwork _network;
    private readonly MdnsOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly string _service;
    private readonly string _instance = RandomInstance();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private readonly Dictionary<PeerId, (long At, int Addresses)> _found = []; // used by the receiving loop alone
    private IMulticastChannel? _channel;
    private long? _lastAnswer;

    /// <summary>Discovery for a host; it does nothing before <see cref="Start()"/>.</summary>
    public MdnsDiscovery(IPeerNetwork network, MdnsOptions? options = null, ILogger<MdnsDiscovery>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _options = options ?? new MdnsOptions();
        _logger = logger ?? NullLogger<MdnsDiscovery>.Instance;
        _clock = network.Clock;
        _service = _options.Service.TrimEnd('.') + ".local";
    }

    /// <summary>A peer and its addresses were found. Raised on the receiving loop: handlers only enqueue. Nothing proves that
    /// the peer is at these addresses until a connection does.</summary>
    public event Action<DiscoveredPeer>? PeerFound;

    /// <summary>Joins the multicast group and begins.</summary>
    /// <exception cref="SocketException">Multicast does not work here.</exception>
    public void Start() => Start(MulticastSocket.Open(_logger));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channel?.Dispose();
        _stopping.Dispose();
    }

    internal void Start(IMulticastChannel channel)
    {
        _channel = channel;
        _loops.Add(Task.Run(QueryAsync));
        _loops.Add(Task.Run(ReceiveAsync));
    }

    private async Task QueryAsync()
    {
        byte[] query = DnsWriter.Query(_service);
        using PeriodicTimer timer = new(_options.QueryInterval, _clock);
        do
        {
            await SendAsync(query).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false));
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[DnsMessage.MaxBytes];
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                int length = await _channel!.ReceiveAsync(buffer, _stopping.Token).ConfigureAwait(false);
                if (!DnsMessage.TryDecode(buffer.AsSpan(0, length), out DnsMessage? message))
                    Libp2pMetrics.MdnsRefused.Add(1, new KeyValuePair<string, object?>("reason", "malformed"));
                else if (message.IsResponse) Learn(message);
                else if (message.Questions.Any(IsForUs)) await AnswerAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                _logger.MdnsLoopFailed(e);
                await Task.Delay(_options.AnswerInterval, _clock, _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    private bool IsForUs(DnsQuestion question) => question.Type is DnsType.Ptr or DnsType.Any && DnsName.Same(question.Name, _service);

    private async Task AnswerAsync()
    {
        if (_lastAnswer is { } last && _clock.GetElapsedTime(last) < _options.AnswerInterval) return;
        IReadOnlyList<Multiaddr> own = _network.ListenAddresses;
        string[] texts =
        [
            .. own.Select(address => TextPrefix + address.WithPeer(_network.LocalPeer)).Where(text => Encoding.UTF8.GetByteCount(text) <= MaxTextBytes).Take(MaxAddresses),
        ];
        if (texts.Length == 0) return;
        _lastAnswer = _clock.GetTimestamp();
        IPAddress[] ips = [.. own.Select(address => address.IpAddress).OfType<IPAddress>().Distinct().Take(MaxAddresses)];
        await SendAsync(DnsWriter.Response(_service, _instance, _options.PlaceholderPort, texts, ips)).ConfigureAwait(false);
    }

    private async Task SendAsync(byte[] packet)
    {
        try
        {
            await _channel!.SendAsync(packet, _stopping.Token).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            _logger.MdnsUnavailable("any interface", e.Message);
        }
    }

    private void Learn(DnsMessage message)
    {
        // The answer must be about this service; the texts belong to its instances.
        if (!message.Records.Any(record => record.Type == DnsType.Ptr && DnsName.Same(record.Name, _service))) return;
        Dictionary<PeerId, List<Multiaddr>> peers = [];
        foreach (DnsRecord record in message.Records)
        {
            if (record.Type != DnsType.Txt || !record.Name.TrimEnd('.').EndsWith('.' + _service, StringComparison.OrdinalIgnoreCase)) continue;
            foreach (string text in record.Texts)
            {
                if (!text.StartsWith(TextPrefix, StringComparison.Ordinal) || !Multiaddr.TryParse(text.AsSpan(TextPrefix.Length), out Multiaddr? address)) continue;
                if (address.Peer is not { } peer || peer == _network.LocalPeer) continue;
                if (!peers.TryGetValue(peer, out List<Multiaddr>? addresses))
                {
                    if (peers.Count >= MaxPeersPerPacket) continue;
                    peers[peer] = addresses = [];
                }
                if (addresses.Count < MaxAddresses) addresses.Add(address.WithoutPeer());
            }
        }
        foreach ((PeerId peer, List<Multiaddr> addresses) in peers) Report(peer, addresses);
    }

    private void Report(PeerId peer, List<Multiaddr> addresses)
    {
        HashCode hash = default;
        foreach (Multiaddr address in addresses) hash.Add(address);
        int fingerprint = hash.ToHashCode();
        if (_found.TryGetValue(peer, out (long At, int Addresses) known) && known.Addresses == fingerprint && _clock.GetElapsedTime(known.At) < _options.RepeatInterval) return;
        if (_found.Count >= _options.MaxPeers) _found.Clear();
        _found[peer] = (_clock.GetTimestamp(), fingerprint);
        _logger.MdnsFound(peer);
        PeerFound?.Invoke(new DiscoveredPeer(peer, addresses));
    }

    private static string RandomInstance() =>
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", RandomNumberGenerator.GetInt32(32, 64));
}
