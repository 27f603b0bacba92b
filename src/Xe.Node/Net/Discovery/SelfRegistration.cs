using Xe.Core.AccountDirectory;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Libp2p.Host;
using Xe.Node.AccountDirectory;
using Xe.Node.Net.Gossip;

namespace Xe.Node.Net.Discovery;

/// <summary>Keeps the node's own directory record alive (spec 07 §7): in the own table at once, with others as soon as there is
/// a peer, since gossip without peers reaches nobody, then every half life.</summary>
internal sealed class SelfRegistration(
    IPeerNetwork network, AccountKey key, string networkId, DirectoryTable directory, GossipService gossip)
{
    private static readonly TimeSpan FirstPeerPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMinutes(1);

    // A mesh needs a heartbeat or two to form around a new peer.
    private static readonly TimeSpan MeshDelay = TimeSpan.FromSeconds(3);

    /// <summary>Puts the record into the own table.</summary>
    public DirectoryRegistration Register()
    {
        DirectoryRegistration registration = key.WithSeed(
            seed => RegistrationSigning.Create(seed, network.LocalPeer.ToString(), network.Clock.UnixNow(), networkId));
        directory.RegisterVerified(registration);
        return registration;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (network.ConnectedPeers.Count == 0)
            await Task.Delay(FirstPeerPoll, network.Clock, cancellationToken).ConfigureAwait(false);
        await Task.Delay(MeshDelay, network.Clock, cancellationToken).ConfigureAwait(false);
        gossip.Publish(Register());
        TimeSpan period = directory.Ttl / 2 > ShortestPeriod ? directory.Ttl / 2 : ShortestPeriod;
        using PeriodicTimer timer = new(period, network.Clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            gossip.Publish(Register());
    }
}
