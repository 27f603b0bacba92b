using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.StateChain.SystemKeys;
using Xe.Core.Storage;

namespace Xe.Core.StateChain;

/// <summary>Rebuilds the state from the stored blocks (spec 11 §8): index, hash, predecessor and signatures are checked again,
/// content rules are not. Hashes and signatures are computed on all cores, page by page; blocks are applied in order.</summary>
internal static class StateReplay
{
    private const int PageSize = 256;

    internal static StateView? Run(
        StateView genesis, IStateChainStore store, out Rejection? error, CancellationToken cancellationToken)
    {
        StateView view = genesis;
        ulong count = store.StateChainTip();
        for (ulong next = 1; next <= count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<ReadOnlyMemory<byte>> page = store.GetStateBlocks(next, PageSize);
            if (page.Count == 0)
            {
                error = new Rejection("state_replay_gap", $"gap: store reports {count} blocks but only {next - 1} were readable");
                return null;
            }
            foreach (Prepared prepared in Prepare(page, cancellationToken))
            {
                error = prepared.Error ?? Check(prepared, view, next);
                if (error is not null)
                    return null;
                view = view.Apply(prepared.Block!);
                next++;
            }
        }
        error = null;
        if (count > 0 && GovernanceKeyset.Load(view.State, out string? fault) is null)
            error = new Rejection("state_no_keyset", fault!);
        return error is null ? view : null;
    }

    private static Rejection? Check(Prepared prepared, StateView view, ulong expected)
    {
        StateBlock block = prepared.Block!;
        if (block.Index != expected)
            return new Rejection("state_replay_gap", $"gap: expected block {expected}, store has {block.Index}");
        if (prepared.HashFault is { } hashFault)
            return hashFault.Prefixed($"block {expected}: ");
        Rejection? fault = block.PreviousHash != view.Tip.Hash
            ? new Rejection("state_prev_hash_mismatch", $"prev_hash mismatch: expected {view.Tip.Hash}, got {block.PreviousHash}")
            : StateBlockRules.CheckSignatures(block, prepared.Hash, view, prepared.Verified);
        return fault?.Prefixed($"block {expected}: ");
    }

    private static Prepared[] Prepare(IReadOnlyList<ReadOnlyMemory<byte>> page, CancellationToken cancellationToken)
    {
        Prepared[] prepared = new Prepared[page.Count];
        ParallelOptions options = new() { CancellationToken = cancellationToken };
        Parallel.For(0, page.Count, options, i => prepared[i] = Prepare(page[i]));
        return prepared;
    }

    private static Prepared Prepare(ReadOnlyMemory<byte> json)
    {
        if (!StateBlockJson.TryRead(json.Span, JsonStrictness.Exact, out StateBlock? block, out Rejection? error))
            return new Prepared { Error = error };
        Rejection? hashFault = StateBlockEncoding.VerifyHash(block, out Hash256 hash);
        IReadOnlyList<StateSignature> signatures = block.Signatures ?? [];
        bool[] verified = new bool[signatures.Count];
        for (int i = 0; i < verified.Length; i++)
            verified[i] = TextSignature.Holds(signatures[i].PublicKey, hash.Value.Span, signatures[i].Signature);
        return new Prepared { Block = block, Hash = hash, HashFault = hashFault, Verified = verified };
    }

    private sealed class Prepared
    {
        public Rejection? Error { get; init; }

        public StateBlock? Block { get; init; }

        public Hash256 Hash { get; init; }

        public Rejection? HashFault { get; init; }

        public bool[]? Verified { get; init; }
    }
}
