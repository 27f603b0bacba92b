using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Xe.Libp2p.Host;

namespace Xe.Libp2p.Identify;

/// <summary>The addresses this host tells others: where it listens, with wildcards expanded to this machine's addresses, what was
/// configured, and the public address that several peers say they see it at.</summary>
internal sealed class OwnAddresses(HostOptions options)
{
    /// <summary>Peers that have to report an address before it is believed.</summary>
    private const int Witnesses = 4;

    private const int MaxObserved = 64;
    private const int MaxAddresses = 64;

    private static readonly TimeSpan InterfacesLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Multiaddr, HashSet<PeerId>> _observed = [];
    private IReadOnlyList<Multiaddr> _listening = [];
    private IReadOnlyList<Multiaddr> _current = [];
    private long _expanded;

    /// <summary>The addresses as of now.</summary>
    public IReadOnlyList<Multiaddr> Current
    {
        get
        {
            lock (_lock)
            {
                if (options.Clock.GetElapsedTime(_expanded) > InterfacesLifetime) Expand();
                return _current;
            }
        }
    }

    public void SetListening(IReadOnlyList<Multiaddr> addresses)
    {
        lock (_lock)
        {
            _listening = addresses;
            Expand();
        }
    }

    /// <summary>A peer says where it sees this host. True where that made a new address believed.</summary>
    /// <remarks>An outbound connection leaves from a port of its own, so only the IP address is taken, with the ports listened on.</remarks>
    public bool Observe(PeerId witness, Multiaddr seen)
    {
        if (seen.IpAddress is not { AddressFamily: AddressFamily.InterNetwork } ip || IsPrivate(ip)) return false;
        lock (_lock)
        {
            bool changed = false;
            foreach (Multiaddr listening in _listening)
            {
                if (!listening.TryGetTcpEndPoint(out IPEndPoint? local) || local.AddressFamily != ip.AddressFamily || IPAddress.IsLoopback(local.Address)) continue;
                Multiaddr candidate = Multiaddr.FromTcp(new IPEndPoint(ip, local.Port));
                if (_current.Contains(candidate)) continue;
                if (!_observed.TryGetValue(candidate, out HashSet<PeerId>? witnesses))
                {
                    if (_observed.Count >= MaxObserved) _observed.Clear(); // somebody makes them up
                    _observed.Add(candidate, witnesses = []);
                }
                if (witnesses.Count < Witnesses) witnesses.Add(witness);
                changed |= witnesses.Count >= Witnesses;
            }
            if (changed) Expand();
            return changed;
        }
    }

    private void Expand()
    {
        List<Multiaddr> all = [.. options.AnnounceAddresses];
        foreach (Multiaddr address in _listening)
        {
            if (address.TryGetTcpEndPoint(out IPEndPoint? local) && (local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any)))
                all.AddRange(Interfaces(local.AddressFamily).Select(ip => Multiaddr.FromTcp(new IPEndPoint(ip, local.Port))));
            else all.Add(address);
        }
        all.AddRange(_observed.Where(o => o.Value.Count >= Witnesses).Select(o => o.Key));
        _current = [.. all.Distinct().Take(MaxAddresses)];
        _expanded = options.Clock.GetTimestamp();
    }

    private static IEnumerable<IPAddress> Interfaces(AddressFamily family)
    {
        List<IPAddress> found = [];
        try
        {
            foreach (NetworkInterface nic in NetworkInterface.GetAllNetworkInterfaces())
            {
                if (nic.OperationalStatus != OperationalStatus.Up && nic.NetworkInterfaceType != NetworkInterfaceType.Loopback) continue;
                foreach (UnicastIPAddressInformation info in nic.GetIPProperties().UnicastAddresses)
                    if (info.Address.AddressFamily == family && !info.Address.IsIPv6LinkLocal) found.Add(info.Address);
            }
        }
        catch (NetworkInformationException)
        {
            // Some containers do not let us look; loopback is always there.
        }
        if (found.Count == 0) found.Add(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback);
        return found.OrderBy(IPAddress.IsLoopback);
    }

    private static bool IsPrivate(IPAddress ip)
    {
        byte[] b = ip.GetAddressBytes();
        return b[0] is 0 or 10 or 127 or >= 224 || (b[0] == 100 && b[1] is >= 64 and < 128) || (b[0] == 169 && b[1] == 254)
            || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168);
    }
}
