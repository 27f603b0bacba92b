using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>Checks the signatures of several messages at once. Reusable; not thread-safe.</summary>
internal sealed class SignatureBatch(ISignatureVerifier verifier) : IDisposable
{
    private readonly ProtoWriter _signed = new(4096);
    private readonly List<(byte[] Key, int Start, int Length, ReadOnlyMemory<byte> Signature)> _jobs = [];
    private readonly List<int> _places = [];
    private readonly SignedItem[] _items = new SignedItem[verifier.BatchSize];
    private readonly bool[] _valid = new bool[verifier.BatchSize];
    private readonly SignatureCheck[] _checks = new SignatureCheck[verifier.BatchSize];

    /// <summary>Messages taken at once.</summary>
    public int Capacity => verifier.BatchSize;

    /// <summary>One verdict a message, in order; valid until the next call.</summary>
    public ReadOnlySpan<SignatureCheck> Run(ReadOnlySpan<ReadOnlyMemory<byte>> messages)
    {
        _signed.Reset();
        _jobs.Clear();
        _places.Clear();
        for (int i = 0; i < messages.Length; i++)
        {
            ReadOnlyMemory<byte> raw = messages[i];
            _checks[i] = SignatureCheck.Invalid;
            if (!MessageView.TryParse(raw.Span, out MessageView view)) continue;
            int start = _signed.Length;
            _checks[i] = MessageSigner.Prepare(view, _signed, out byte[] key);
            if (_checks[i] != SignatureCheck.Valid) continue;
            view.Raw.Overlaps(view.Signature, out int at);
            _jobs.Add((key, start, _signed.Length - start, raw.Slice(at, view.Signature.Length)));
            _places.Add(i);
        }
        // Only now: the buffer may have moved while it grew.
        for (int i = 0; i < _jobs.Count; i++)
            _items[i] = new SignedItem(_jobs[i].Key, _signed.Written.Slice(_jobs[i].Start, _jobs[i].Length), _jobs[i].Signature);
        verifier.Verify(_items.AsSpan(0, _jobs.Count), _valid.AsSpan(0, _jobs.Count));
        for (int i = 0; i < _jobs.Count; i++)
            _checks[_places[i]] = MessageSigner.Judge(_valid[i], _jobs[i].Key, _jobs[i].Signature.Span);
        return _checks.AsSpan(0, messages.Length);
    }

    public void Dispose() => _signed.Dispose();
}
