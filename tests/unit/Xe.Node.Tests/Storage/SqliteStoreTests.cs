using Xe.Core.Storage;
using Xe.Node.Storage;
using Xe.Testing.Stores;

namespace Xe.Node.Tests.Storage;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly StoreDirectory _directory = new();

    protected override ILedgerStore Create() => _directory.Open();

    protected override ILedgerStore Reopen(ILedgerStore store)
    {
        store.Dispose();
        return _directory.Open();
    }

    public override void Dispose()
    {
        base.Dispose();
        _directory.Dispose();
    }
}
