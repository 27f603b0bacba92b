using System.Runtime.InteropServices;
using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>The stateless check of many decoded blocks with their signatures collected, so that a vectorised verifier can take
/// them in lanes (spec 03 §5 steps 3d–4). The answers are those of <see cref="StatelessCheck.Check"/> for each block.
/// Reusable; for one thread at a time.</summary>
public sealed class StatelessBatch
{
    private readonly NetworkRules _rules;
    private readonly SignatureLanes _lanes;
    private readonly List<Block> _blocks = [];
    private readonly List<int> _itemOf = [];
    private readonly List<SignatureItem> _items = [];
    private bool[] _valid = [];

    /// <summary>For blocks of one network.</summary>
    /// <param name="rules">The work difficulty.</param>
    /// <param name="lanes">Verifies the signatures; null = side by side, by <see cref="Ed25519Verifier.Shared"/>.</param>
    public StatelessBatch(NetworkRules rules, SignatureLanes? lanes = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
        _lanes = lanes ?? Ed25519Verifier.Shared.Verify;
    }

    /// <summary>Blocks added since the last <see cref="Clear"/>.</summary>
    public int Count => _blocks.Count;

    /// <summary>Adds a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="storedKey">The key on record for its account, where known: its signature is then checked ahead of the
    /// ledger.</param>
    public void Add(Block block, PublicKey? storedKey = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        PublicKey? key = block.Signatures.Count > 0 ? null : block.IsOpen ? block.PubKey : storedKey;
        bool collects = key is not null && !block.Signature.IsInvalidHex && block.Signature.Bytes.Length == Ed25519.SignatureSize;
        _itemOf.Add(collects ? _items.Count : -1);
        _blocks.Add(block);
        if (collects)
            _items.Add(new SignatureItem(key!.Value, block.Hash, block.Signature.Memory));
    }

    /// <summary>Checks every block added; one result per block, in order.</summary>
    public void Run(Span<StatelessResult> results)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(results.Length, _blocks.Count);
        if (_valid.Length < _items.Count)
            _valid = new bool[Math.Max(_items.Count, _valid.Length * 2)];
        Span<bool> valid = _valid.AsSpan(0, _items.Count);
        valid.Clear();
        if (_items.Count > 0)
            _lanes(CollectionsMarshal.AsSpan(_items), valid);
        for (int i = 0; i < _blocks.Count; i++)
        {
            bool holds = _itemOf[i] >= 0 && valid[_itemOf[i]];
            results[i] = new StatelessResult(Judge(_blocks[i], holds), holds ? _items[_itemOf[i]].Key : null);
        }
    }

    /// <summary>Forgets the blocks; memory is kept for the next ones.</summary>
    public void Clear()
    {
        _blocks.Clear();
        _itemOf.Clear();
        _items.Clear();
    }

    private Rejection? Judge(Block block, bool holds)
    {
        if (!holds && StatelessCheck.OpenKey(block) is not null)
            return (StatelessCheck.CheckShape(block.Signature) ?? StatelessCheck.SignatureFailed).Prefixed("verify: ");
        return StatelessCheck.CheckWork(block, _rules.WorkDifficulty);
    }
}
