using Xe.Core.Primitives;

namespace Xe.Core.Ledger.Rules;

/// <summary>Values of the state chain that ledger rules read at the moment a block is judged (spec 03 §1.3).</summary>
public interface ILedgerConfig
{
    /// <summary>Whether the address may mint (<c>sys.minter</c>); nobody may where the key is absent.</summary>
    bool IsMinter(Address account);

    /// <summary>True where no allow-list restricts representatives: the usual case, answered without a look at weights.</summary>
    bool AllEligible { get; }

    /// <summary>Whether the representative counts for quorum (<c>sys.representatives</c>, spec 04 §4).</summary>
    bool IsEligible(Address representative);
}
