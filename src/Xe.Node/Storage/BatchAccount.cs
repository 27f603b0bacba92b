using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Node.Storage;

/// <summary>An account as the batch being committed leaves it so far.</summary>
internal sealed class BatchAccount
{
    public Address Address { get; set; }

    /// <summary>Row id in <c>account</c>.</summary>
    public int Id { get; set; }

    /// <summary>Blocks on the chain.</summary>
    public long Height { get; set; }

    /// <summary>True when the account has no row yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>True when <see cref="State"/> was set in this batch.</summary>
    public bool IsChanged { get; set; }

    /// <summary>The state set; null = emptied.</summary>
    public AccountState? State { get; set; }
}
