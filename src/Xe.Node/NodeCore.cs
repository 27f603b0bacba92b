using Microsoft.Extensions.Logging;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.StateChain;
using Xe.Core.Storage;
using Xe.Core.Work;
using Xe.Node.Observability;

namespace Xe.Node;

/// <summary>The parts of a running node that network and API work with; made by Hosting in the order of spec 14 §3.3.</summary>
public sealed class NodeCore
{
    /// <summary>The network the node is on.</summary>
    public required GenesisPair Genesis { get; init; }

    /// <summary>The node's own key: account, votes, attestations.</summary>
    public required AccountKey Key { get; init; }

    /// <summary>The one clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>The store; writing is the writer's business.</summary>
    public required ILedgerStore Store { get; init; }

    /// <summary>The ordered writer.</summary>
    public required LedgerWriter Writer { get; init; }

    /// <summary>The ledger.</summary>
    public required Ledger Ledger { get; init; }

    /// <summary>The state chain.</summary>
    public required StateChainLog StateChain { get; init; }

    /// <summary>Certificates known.</summary>
    public required CertificateSet Certificates { get; init; }

    /// <summary>The elections.</summary>
    public required Elections Elections { get; init; }

    /// <summary>Counters and their meter.</summary>
    public required NodeMetrics Metrics { get; init; }

    /// <summary>What became final and who voted lately.</summary>
    public required FinalityTracker Finality { get; init; }

    /// <summary>Decodes blocks of this network.</summary>
    public required BlockDecoder Decoder { get; init; }

    /// <summary>Work difficulty of chat envelopes: the default, or the blocks' where that is lower (spec 13 §6).</summary>
    public ulong ChatDifficulty => Math.Min(WorkDifficulty.Chat, Genesis.Rules.WorkDifficulty);
}
