using System.Globalization;
using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Consensus;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Testing.Stores;

/// <summary>A ledger's whole memory as lines that can be compared: a rebuild must give the same (spec 05 §6).</summary>
public static class StateDump
{
    /// <summary>The dump.</summary>
    public static string Of(LedgerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"blocks {state.BlockCount} accounts {state.AccountCount} weight {state.Weights.Total}");
        foreach (AccountState account in state.Accounts.OrderBy(account => account.Account))
            text.AppendLine(StoreDump.Of(account));
        foreach (Address account in state.Unfinalized.Order())
            text.AppendLine(CultureInfo.InvariantCulture, $"unfinalized {account}");
        foreach (PendingSend pending in state.Pendings.All().OrderBy(pending => pending.SendHash))
            text.AppendLine(CultureInfo.InvariantCulture, $"{pending}");
        foreach (IGrouping<Address, PendingSend> pendings in state.Pendings.All().GroupBy(pending => pending.Destination).OrderBy(group => group.Key))
            text.AppendLine(CultureInfo.InvariantCulture, $"to {pendings.Key} {state.Pendings.ByDestination(pendings.Key, 0, int.MaxValue).Count}");
        foreach (LeaseRecord lease in state.Leases.OrderBy(lease => lease.LeaseHash))
            text.AppendLine(CultureInfo.InvariantCulture, $"{lease}");
        foreach (KeyValuePair<Address, UInt128> weight in state.Weights.All().OrderBy(weight => weight.Key))
            text.AppendLine(CultureInfo.InvariantCulture, $"weight {weight.Key} {weight.Value}");
        foreach (ConflictRecord conflict in state.Conflicts.OrderBy(conflict => conflict.Position))
        {
            text.AppendLine("conflict " + StoreDump.Of(conflict));
            foreach (Hash256 hash in conflict.Hashes)
                text.AppendLine(CultureInfo.InvariantCulture, $"staged {StoreDump.Of(state.GetStaged(hash))}");
            foreach (Vote vote in state.Votes.At(conflict.Position).OrderBy(vote => vote.RepKey))
                text.AppendLine("vote " + StoreDump.Of(vote));
        }
        return text.ToString();
    }
}
