using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Pulls;

/// <summary>Votes at a position, both sides (spec 07 §5.2).</summary>
internal sealed class VotePull(IPeerNetwork network, Messenger messenger, Elections elections, ILogger log)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public void Register() => messenger.Handle(MessageTypes.VoteRequest, (_, payload, _) => ValueTask.FromResult(Answer(payload)));

    /// <summary>Asks one connected peer after the other; each vote goes the ordinary way. True where a vote was taken.</summary>
    /// <param name="position">The election.</param>
    /// <param name="isSettled">Asked between peers: true ends the round, since nothing more is needed.</param>
    /// <param name="cancellationToken">Ends the round.</param>
    public async Task<bool> PullAsync(Position position, Func<bool> isSettled, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> request = PullJson.VoteRequest(position);
        PeerId[] peers = [.. network.ConnectedPeers];
        Random.Shared.Shuffle(peers);
        bool taken = false;
        foreach (PeerId peer in peers)
        {
            if (isSettled())
                break;
            try
            {
                ReadOnlyMemory<byte> reply = await messenger.RequestAsync(
                    peer, MessageTypes.VoteRequest, request, Timeout, cancellationToken).ConfigureAwait(false);
                foreach (Vote vote in PullJson.ReadVotes(reply.Span) ?? [])
                {
                    if (vote.Position == position && VoteCheck.Signature(vote) is null)
                        taken |= elections.Receive(vote) is null;
                }
            }
            catch (Exception e) when (NetFault.IsExpected(e))
            {
                cancellationToken.ThrowIfCancellationRequested();
                NetLog.MessageFailed(log, MessageTypes.VoteRequest, peer, e.Message);
            }
        }
        return taken;
    }

    internal MessageReply Answer(ReadOnlyMemory<byte> payload) =>
        PullJson.ReadVoteRequest(payload.Span) is { } position
            ? MessageReply.Of(PullJson.Votes(elections.VotesFor(position)))
            : MessageReply.Fail("invalid request: no position");
}
