using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Node.Events;

/// <summary>The JSON of events.</summary>
public static class EventJson
{
    /// <summary>The event's data, one line of UTF-8.</summary>
    public static byte[] Data(NodeEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Payload switch
        {
            Block block => JsonSerializer.SerializeToUtf8Bytes(block.ToWire(), ViewsJson.Default.WireBlock),
            FinalEvent final => JsonSerializer.SerializeToUtf8Bytes(final, ViewsJson.Default.FinalEvent),
            RejectedEvent rejected => JsonSerializer.SerializeToUtf8Bytes(rejected, ViewsJson.Default.RejectedEvent),
            ConflictRecord conflict => JsonSerializer.SerializeToUtf8Bytes(ViewOf.Conflict(conflict), ViewsJson.Default.ConflictView),
            Vote vote => JsonSerializer.SerializeToUtf8Bytes(ViewOf.Vote(vote), ViewsJson.Default.VoteEvent),
            LeaseRecord lease => JsonSerializer.SerializeToUtf8Bytes(ViewOf.Lease(lease), ViewsJson.Default.LeaseView),
            PeerEvent peer => JsonSerializer.SerializeToUtf8Bytes(peer, ViewsJson.Default.PeerEvent),
            _ => throw new InvalidOperationException($"an event holds {happened.Payload.GetType().Name}, which has no JSON"),
        };
    }

    /// <summary>The event's name in a stream.</summary>
    public static string Name(NodeEventKind kind) => kind switch
    {
        NodeEventKind.Accepted => "accepted",
        NodeEventKind.Final => "final",
        NodeEventKind.Rejected => "rejected",
        NodeEventKind.Conflict => "conflict",
        NodeEventKind.Vote => "vote",
        NodeEventKind.Lease => "lease",
        NodeEventKind.Peer => "peer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an event"),
    };

    /// <summary>The kind of a name; null for any other text.</summary>
    public static NodeEventKind? Parse(string name)
    {
        foreach (NodeEventKind kind in Enum.GetValues<NodeEventKind>())
        {
            if (Name(kind) == name)
                return kind;
        }
        return null;
    }
}
