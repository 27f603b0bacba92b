using Xe.Core.Storage;
using Xe.Testing.Stores;

namespace Xe.Node.Tests.Storage;

public sealed class SqliteStoreHistoryTests : HistoryContract, IDisposable
{
    private readonly StoreDirectory _directory = new();

    protected override ILedgerStore Create() => _directory.Open();

    protected override ILedgerStore Reopen(ILedgerStore store)
    {
        store.Dispose();
        return _directory.Open();
    }

    public void Dispose() => _directory.Dispose();
}
