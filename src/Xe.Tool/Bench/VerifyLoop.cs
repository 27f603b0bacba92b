using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Tool.Bench;

/// <summary>The two sides of the verify measure over one set of signed blocks, a batch a call.</summary>
internal sealed class VerifyLoop
{
    private readonly WireBlock[] _wires;
    private readonly byte[][] _texts;
    private readonly SignatureItem[] _items;
    private readonly StatelessBatch _batch = new(BenchNetwork.Rules);
    private readonly StatelessResult[] _results;
    private readonly int _batchBlocks;
    private int _next;

    public VerifyLoop(int blocks, int batchBlocks)
    {
        SodiumLibrary.Initialize();
        List<Block> made = new BlockCorpus(seed: 1, signed: true).Spread(BlockCorpus.GroupAccounts, blocks);
        Dictionary<Address, PublicKey> keys = made.Where(block => block.PubKey is not null).ToDictionary(block => block.Account, block => block.PubKey!.Value);
        _wires = [.. made.Select(block => block.ToWire())];
        _texts = [.. _wires.Select(wire => Encoding.UTF8.GetBytes(BlockJson.ToText(wire)))];
        _items = [.. made.Select(block => new SignatureItem(keys[block.Account], block.Hash, block.Signature.Memory))];
        _batchBlocks = batchBlocks;
        _results = new StatelessResult[batchBlocks];
    }

    /// <summary>Checks the next batch from its JSON model on.</summary>
    public int Check() => Check(static (self, i) => self._wires[i]);

    /// <summary>Checks the next batch from its JSON text on.</summary>
    public int CheckJson() => Check(static (self, i) =>
        BlockJson.TryRead(self._texts[i], BlockJsonOptions.Body, out WireBlock? wire, out string? error) ? wire : throw new InvalidOperationException(error));

    /// <summary>Verifies the next batch's signatures, one libsodium call each.</summary>
    public int Bare()
    {
        int start = Advance();
        for (int i = start; i < start + _batchBlocks; i++)
        {
            ref readonly SignatureItem item = ref _items[i];
            if (Sodium.SignVerifyDetached(item.Signature.Span, item.Message.Value.Span, Bytes32.Size, item.Key.Value.Span) != 0)
                throw new InvalidOperationException("a good signature was refused");
        }
        return _batchBlocks;
    }

    private int Check(Func<VerifyLoop, int, WireBlock> wireAt)
    {
        int start = Advance();
        _batch.Clear();
        for (int i = start; i < start + _batchBlocks; i++)
        {
            if (!BenchNetwork.Decoder.TryDecode(wireAt(this, i), out Block? block, out var rejection))
                throw new InvalidOperationException(rejection.Text);
            _batch.Add(block, _items[i].Key);
        }
        _batch.Run(_results);
        foreach (StatelessResult result in _results)
        {
            if (result.Rejection is not null || result.VerifiedKey is null)
                throw new InvalidOperationException("a good block was refused");
        }
        return _batchBlocks;
    }

    private int Advance()
    {
        int start = _next;
        _next = (_next + _batchBlocks) % (_wires.Length / _batchBlocks * _batchBlocks);
        return start;
    }
}
