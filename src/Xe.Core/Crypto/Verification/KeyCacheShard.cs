using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>
/// One part of the <see cref="KeyCache"/>: a segmented cache (Karedla, Love, Wherry, "Caching strategies to improve
/// disk system performance", 1994) with clocks for the order of use. New tables are on probation; a use makes them
/// protected, and when three quarters are protected, the one longest unused returns to probation. Only tables on
/// probation are replaced.
/// </summary>
internal sealed class KeyCacheShard
{
    private const int SeenPerSlot = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<Bytes32, int> _slotOf;
    private readonly Slot[] _slots;
    private readonly Bytes32[] _seen;
    private readonly int _mostProtected;
    private AlignedWords? _tables;
    private int _protectedCount;
    private int _evictionHand;
    private int _demotionHand;

    internal KeyCacheShard(int capacity)
    {
        _slots = new Slot[capacity];
        _seen = new Bytes32[capacity * SeenPerSlot];
        _slotOf = new Dictionary<Bytes32, int>(capacity);
        _mostProtected = capacity * 3 / 4;
    }

    private enum SlotState : byte
    {
        Free,
        Building,
        Probation,
        Protected,
    }

    /// <summary>Looks a key up; a slot found is held.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">Bits of its hash, for the memory of keys seen.</param>
    /// <param name="slot">The slot, where cached.</param>
    internal KeyLookup Find(in Bytes32 key, uint hash, out int slot)
    {
        lock (_gate)
        {
            if (_slotOf.TryGetValue(key, out slot))
            {
                ref var found = ref _slots[slot];
                found.Holds++;
                found.UsedLately = true;
                if (found.State == SlotState.Probation)
                    Protect(ref found);
                return KeyLookup.Cached;
            }
            return NoteUse(key, hash) ? KeyLookup.Wanted : KeyLookup.Unknown;
        }
    }

    /// <summary>Takes a free slot, or that of the oldest table on probation that nobody holds.</summary>
    internal bool TryReserve(out int slot)
    {
        lock (_gate)
        {
            _tables ??= new AlignedWords(_slots.Length * TableShape.Key.Words(TableShape.Key.Chunks));
            for (var i = 0; i < _slots.Length; i++)
            {
                slot = _evictionHand;
                _evictionHand = (_evictionHand + 1) % _slots.Length;
                ref var candidate = ref _slots[slot];
                if (candidate.Holds > 0 || candidate.State == SlotState.Protected)
                    continue;
                if (candidate.State == SlotState.Probation)
                    _slotOf.Remove(candidate.Key);
                candidate.State = SlotState.Building;
                candidate.Holds = 1;
                return true;
            }
            slot = -1;
            return false;
        }
    }

    internal void Publish(int slot, in Bytes32 key)
    {
        lock (_gate)
        {
            // Another thread may have built the same key's table meanwhile; then this one is dropped.
            if (!_slotOf.TryAdd(key, slot))
                return;
            _slots[slot].Key = key;
            _slots[slot].State = SlotState.Probation;
        }
    }

    internal void Release(int slot)
    {
        lock (_gate)
        {
            ref var released = ref _slots[slot];
            released.Holds--;
            if (released.State != SlotState.Building)
                return;

            // Not published: the next table comes here, so that keys that do not decode replace nothing further.
            released.State = SlotState.Free;
            _evictionHand = slot;
        }
    }

    internal unsafe nint Address(int slot)
    {
        return (nint)(_tables!.Start + slot * TableShape.Key.Words(TableShape.Key.Chunks));
    }

    /// <summary>Whether the key was seen lately; if not, it takes the place of the oldest of its bucket.</summary>
    private bool NoteUse(in Bytes32 key, uint hash)
    {
        var bucket = _seen.AsSpan((int)(hash % (uint)_slots.Length) * SeenPerSlot, SeenPerSlot);
        if (bucket.Contains(key))
            return true;
        bucket[..^1].CopyTo(bucket[1..]);
        bucket[0] = key;
        return false;
    }

    private void Protect(ref Slot slot)
    {
        slot.State = SlotState.Protected;
        _protectedCount++;
        while (_protectedCount > _mostProtected)
        {
            ref var oldest = ref _slots[_demotionHand];
            _demotionHand = (_demotionHand + 1) % _slots.Length;
            if (oldest.State != SlotState.Protected)
                continue;
            if (!oldest.UsedLately)
            {
                oldest.State = SlotState.Probation;
                _protectedCount--;
            }
            oldest.UsedLately = false;
        }
    }

    private struct Slot
    {
        internal Bytes32 Key;
        internal int Holds;
        internal SlotState State;
        internal bool UsedLately;
    }
}
