using System.Collections.Concurrent;
using Xe.Core.Primitives;

namespace Xe.Core.Ledger;

/// <summary>Delegated weight per representative: the sum of the live XE balances of the accounts that name it (spec 03 §12).
/// Written by one thread at a time (the ledger's gate), read by any.</summary>
public sealed class RepresentativeWeights
{
    private readonly ConcurrentDictionary<Address, UInt128> _weights = new();
    private readonly Lock _totalLock = new();
    private UInt128 _total;

    /// <summary>Times a subtraction had to be clamped at zero: always 0 unless state is corrupt.</summary>
    public long Underflows { get; private set; }

    /// <summary>Sum of all weights, micro-XE.</summary>
    public UInt128 Total
    {
        get
        {
            lock (_totalLock)
                return _total;
        }
    }

    /// <summary>Weight of one representative, micro-XE.</summary>
    public UInt128 Get(Address representative) => _weights.GetValueOrDefault(representative);

    /// <summary>All representatives with weight, unordered.</summary>
    public IReadOnlyList<KeyValuePair<Address, UInt128>> All() => [.. _weights];

    /// <summary>Moves weight as an account changes: its old balance leaves the old delegate, its new one joins the new.</summary>
    public void Apply(AccountState? before, AccountState? after)
    {
        ulong minus = before?.Representative is null ? 0 : before.Xe ?? 0;
        ulong plus = after?.Representative is null ? 0 : after.Xe ?? 0;
        if (minus == plus && before?.Representative == after?.Representative)
            return;
        if (minus != 0)
            Subtract(before!.Representative!.Value, minus);
        if (plus != 0)
            Add(after!.Representative!.Value, plus);
    }

    private void Add(Address representative, ulong amount)
    {
        _weights.AddOrUpdate(representative, amount, (_, old) => old + amount);
        lock (_totalLock)
            _total += amount;
    }

    private void Subtract(Address representative, ulong amount)
    {
        UInt128 old = _weights.GetValueOrDefault(representative);
        UInt128 taken = amount;
        if (taken > old)
        {
            Underflows++;
            taken = old;
        }
        if (taken == old)
            _weights.TryRemove(representative, out _);
        else
            _weights[representative] = old - taken;
        lock (_totalLock)
            _total -= taken;
    }
}
