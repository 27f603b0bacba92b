using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Core.Storage;

/// <summary>Account states and pendings (spec 05 §2, entities 3–6, 11, 14, 15), read as a whole at start.</summary>
public interface IAccountStore
{
    /// <summary>Every opened account, in order of first opening. Complete or throws. Streams.</summary>
    IEnumerable<AccountState> LoadAccounts();

    /// <summary>Every pending, in order of the arrival of the block that made it. Complete or throws. Streams.</summary>
    IEnumerable<PendingSend> LoadPendings();

    /// <summary>The state of one account as committed; null when unopened.</summary>
    AccountState? GetAccount(Address account);
}
