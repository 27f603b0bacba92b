using System.Collections.Concurrent;
using System.Text.Json;
using Xe.Libp2p.Host;
using Xe.Libp2p.Mdns;

namespace Xe.Interop.Tests;

public sealed class MdnsInteropTests
{
    [MulticastFact]
    public async Task We_find_js_and_js_finds_us()
    {
        await using Libp2pHost own = await OwnHost.StartAsync();
        await using MdnsDiscovery discovery = new(own, new MdnsOptions { QueryInterval = TimeSpan.FromSeconds(1) });
        ConcurrentQueue<DiscoveredPeer> found = new();
        discovery.PeerFound += found.Enqueue;
        discovery.Start();
        await using JsPeer js = await JsPeer.StartAsync("--mdns", "--mdns-interval", "500");

        JsonElement seen = await js.WaitAsync("discovered", told => told.GetProperty("peer").GetString() == own.LocalPeer.ToString());
        await Wait.Until(() => found.Any(peer => peer.Peer == js.Id), "js discovered");

        Assert.Contains(seen.GetProperty("addrs").EnumerateArray(), address => OwnHost.DialAddress(own).StartsWith(address.GetString()!, StringComparison.Ordinal));
        Assert.Contains(js.Addresses[0].WithoutPeer(), found.First(peer => peer.Peer == js.Id).Addresses);
    }
}
