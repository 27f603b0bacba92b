using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Work;

namespace Xe.Node.Leases;

/// <summary>The one builder of blocks on the node's own account (spec 14 §5.1): tip, draft, signature, work and intake under one
/// lock, so that the node never signs two blocks for one position. The lock is never held while peers or machines are waited
/// for.</summary>
public sealed class OwnChain : IDisposable
{
    private readonly NodeCore _core;
    private readonly BlockIntake _intake;
    private readonly BlockSigner _signer;
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>A builder over a node's parts.</summary>
    public OwnChain(NodeCore core, BlockIntake intake)
    {
        ArgumentNullException.ThrowIfNull(core);
        (_core, _intake) = (core, intake);
        _signer = new BlockSigner(core.Genesis.NetworkId, core.Genesis.Rules);
        Builder = new BlockBuilder(core.Clock);
    }

    /// <summary>Makes drafts.</summary>
    public BlockBuilder Builder { get; }

    /// <summary>Balance and frontier of the node's account, as of now.</summary>
    public ChainTip Tip => _core.Ledger.State.GetAccount(_core.Key.Address) is { } account
        ? new ChainTip(account.Account, account.Frontier, account.Xe ?? 0, account.Xusd ?? 0, account.LastTimestamp)
        : ChainTip.Unopened(_core.Key.Address);

    /// <summary>Appends a block: committed and spread when this returns without a rejection.</summary>
    /// <param name="draft">Makes the draft on the tip, or says why there is none.</param>
    /// <param name="cancellationToken">Gives up before the block is taken in.</param>
    public async Task<(WireBlock? Block, Rejection? Rejection)> AppendAsync(
        Func<ChainTip, (WireBlock? Draft, Rejection? Rejection)> draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            (WireBlock? block, Rejection? refused) = draft(Tip);
            if (block is null)
                return (null, refused);
            if (_signer.Sign(block, _core.Key) is { } unsigned)
                return (null, unsigned);
            await Task.Run(() => _signer.SolveWork(block, new WorkSearchOptions { TimeProvider = _core.Clock }, cancellationToken), cancellationToken).ConfigureAwait(false);
            IntakeResult result = await _intake.SubmitAsync(block).ConfigureAwait(false);
            return result.Outcome == AddOutcome.Rejected ? (null, result.Rejection) : (block, null);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();
}
