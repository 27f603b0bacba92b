using Xe.Core.Storage;
using Xe.Testing.Stores;

namespace Xe.Core.Tests.Storage;

public sealed class MemoryStoreHistoryTests : HistoryContract
{
    protected override ILedgerStore Create() => new MemoryStore();

    protected override ILedgerStore Reopen(ILedgerStore store) => store;
}
