using System.Text.Json;
using Xe.Libp2p.Dht;
using Xe.Libp2p.Host;

namespace Xe.Interop.Tests;

public sealed class DhtInteropTests
{
    [Fact]
    public async Task Js_finds_a_peer_over_us()
    {
        await using Libp2pHost own = await OwnHost.StartAsync();
        await using KademliaDht dht = Start(own);
        await using JsPeer target = await JsPeer.StartAsync("--kad-prefix", "/xe", "--dial", OwnHost.DialAddress(own));
        await Wait.Until(() => dht.TableSize == 1, "the target in our table");
        await using JsPeer finder = await JsPeer.StartAsync("--kad-prefix", "/xe", "--dial", OwnHost.DialAddress(own), "--find-peer", target.Id.ToString());

        JsonElement found = await finder.WaitAsync("dht-find");

        Assert.True(found.GetProperty("found").GetBoolean(), found.ToString());
        Assert.Contains(found.GetProperty("addrs").EnumerateArray(), address => target.Addresses[0].ToString().StartsWith(address.GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_js_client_is_served_but_stands_in_no_table()
    {
        await using Libp2pHost own = await OwnHost.StartAsync();
        await using KademliaDht dht = Start(own);
        await using JsPeer target = await JsPeer.StartAsync("--kad-prefix", "/xe", "--dial", OwnHost.DialAddress(own));
        await Wait.Until(() => dht.TableSize == 1, "the target in our table");
        await using JsPeer finder = await JsPeer.StartAsync("--kad-prefix", "/xe", "--kad-client", "--dial", OwnHost.DialAddress(own), "--find-peer", target.Id.ToString());

        JsonElement found = await finder.WaitAsync("dht-find");

        Assert.True(found.GetProperty("found").GetBoolean(), found.ToString());
        Assert.Equal(1, dht.TableSize);
    }

    [Fact]
    public async Task We_find_a_peer_and_its_records_over_js()
    {
        await using JsPeer middle = await JsPeer.StartAsync("--kad-prefix", "/xe");
        await using Libp2pHost target = await OwnHost.StartAsync();
        await using KademliaDht sought = Start(target);
        await target.ConnectAsync(middle.Id, middle.Addresses, OwnHost.Patience);
        await Wait.Until(() => sought.TableSize == 1, "js in the target's table");
        byte[] key = Convert.FromHexString("1220639218e854592d9e67ed97b9eeb47efb2563aa2b26c9c8b9f88687a2994861e1");
        Assert.Equal(1, await sought.ProvideAsync(key));
        await using Libp2pHost finder = await OwnHost.StartAsync();
        await using KademliaDht seeking = Start(finder);
        await finder.ConnectAsync(middle.Id, middle.Addresses, OwnHost.Patience);
        await Wait.Until(() => seeking.TableSize == 1, "js in the finder's table");

        IReadOnlyList<Multiaddr>? addresses = null;
        await Wait.Until(() => (addresses = seeking.FindPeerAsync(target.LocalPeer).GetAwaiter().GetResult()) is not null, "the target known to js");
        IReadOnlyList<DhtPeer> providers = await seeking.FindProvidersAsync(key, 8);

        Assert.Contains(target.ListenAddresses[0], addresses!);
        DhtPeer provider = Assert.Single(providers);
        Assert.Equal(target.LocalPeer, provider.Id);
    }

    private static KademliaDht Start(Libp2pHost host)
    {
        KademliaDht dht = new(host);
        dht.Start();
        return dht;
    }
}
