using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Node.Storage;
using Xe.Testing.Stores;

namespace Xe.Node.Tests.Storage;

public sealed class SqliteStoreMaintenanceTests : IDisposable
{
    private readonly StoreDirectory _directory = new();
    private readonly StoreDirectory _other = new();

    public void Dispose()
    {
        _directory.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_backup_of_a_running_store_is_a_prefix_and_opens_in_its_place()
    {
        using var history = new RandomHistory(7, 3_000);
        using SqliteStore store = _directory.Open();
        using var writer = new LedgerWriter(store, new LedgerWriterOptions { MaxBatchSets = 7 });
        int from = history.Sets.Count / 3;
        DurableTicket ticket = default;
        foreach (ChangeSet set in history.Sets.Take(from))
            ticket = writer.Enqueue(set);
        await ticket;
        Task writing = Task.Run(() =>
        {
            foreach (ChangeSet set in history.Sets.Skip(from))
                ticket = writer.Enqueue(set);
        });
        long size = store.BackUp(_other.File);
        await writing;
        await ticket;
        Assert.Equal(new FileInfo(_other.File).Length, size);
        Assert.Equal([_other.File], Directory.GetFiles(_other.Path));

        using SqliteStore copy = _other.Open();
        copy.VerifyIntegrity();
        using var reference = new MemoryStore();
        reference.Commit(history.Sets.GetRange(0, from), fullSync: false);
        string found = history.Dump(copy);
        int stored = from;
        while (history.Dump(reference) != found)
            reference.Commit([history.Sets[stored++]], fullSync: false);
        copy.Commit(history.Sets.GetRange(stored, history.Sets.Count - stored), fullSync: false);
        Assert.Equal(history.Dump(store), history.Dump(copy));
    }

    [Fact]
    public void A_backup_replaces_nothing_and_leaves_nothing_behind_when_it_fails()
    {
        using SqliteStore store = _directory.Open();
        File.WriteAllText(_other.File, "mine");
        Assert.Contains("exists already", Assert.Throws<StoreException>(() => store.BackUp(_other.File)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_other.File));
        Assert.Throws<StoreException>(() => store.BackUp(System.IO.Path.Combine(_other.Path, "no", "such", "place.db")));
        Assert.Equal([_other.File], Directory.GetFiles(_other.Path));
    }

    [Fact]
    public void A_backup_on_a_full_disk_fails_as_full_and_leaves_nothing_behind()
    {
        using PrivateMount? disk = PrivateMount.TryCreate(128);
        if (disk is null)
            return; // A full disk for the store itself is tested with a bounded file.
        using SqliteStore store = _directory.Open();
        using var history = new RandomHistory(7, 1_500);
        store.Commit(history.Sets, fullSync: false);
        Assert.Equal(StoreFailure.Full, Assert.Throws<StoreException>(() => store.BackUp(System.IO.Path.Combine(disk.Path, "copy.db"))).Failure);
        Assert.Empty(Directory.GetFiles(disk.Path));
    }

    [Fact]
    public void Compacting_gives_space_back_and_changes_nothing_else()
    {
        using var history = new RandomHistory(8, 2_500);
        using SqliteStore store = _directory.Open();
        foreach (ChangeSet[] batch in history.Sets.Chunk(50))
            store.Commit(batch, fullSync: false);
        for (int i = 0; i < 300; i++)
            store.PutCertificate("c" + i, ChainScript.Account(1), i, new byte[20_000]);
        for (int i = 0; i < 300; i++)
            store.DeleteCertificate("c" + i);
        string before = history.Dump(store);
        (long large, long small) = store.Compact();
        Assert.True(small < large / 2, $"{large} bytes before, {small} after");
        Assert.Equal(before, history.Dump(store));
        store.Commit([new ChangeSet { NeedsFullSync = true }], fullSync: true);
        store.VerifyIntegrity();
    }

    [Fact]
    public void An_audit_proves_every_body_and_every_link()
    {
        using var history = new RandomHistory(9, 1_500);
        using SqliteStore store = _directory.Open();
        store.Commit(history.Sets, fullSync: false);
        StoreAuditReport report = StoreAudit.Run(store, block => BlockEncoding.ComputeHash(block, block.Type == BlockType.Genesis ? [] : "sim"u8));
        Assert.Equal(history.Ledger.State.BlockCount, report.Blocks);
        Assert.Equal(history.Ledger.State.AccountCount, report.Accounts);
        Assert.Equal(history.Ledger.State.Pendings.Count, report.Pendings);
        Assert.Throws<StoreException>(() => StoreAudit.Run(store, _ => ChainScript.Hash(1)));
    }

    [Theory]
    [InlineData("DELETE FROM by_hash WHERE seq=20")]
    [InlineData("DELETE FROM by_place WHERE seq=20")]
    [InlineData("UPDATE by_place SET seq=21 WHERE seq=20")]
    [InlineData("UPDATE block SET height=height+1 WHERE seq=20")]
    [InlineData("UPDATE block SET body=zeroblob(length(body)) WHERE seq=20")]
    [InlineData("UPDATE block SET previous=zeroblob(32) WHERE seq=20")]
    [InlineData("DELETE FROM by_source WHERE seq=(SELECT max(seq) FROM by_source)")]
    [InlineData("DELETE FROM pending; INSERT INTO pending SELECT seq, hash, destination, source, amount, asset, timestamp FROM (SELECT seq, hash, zeroblob(32) AS source, zeroblob(32) AS destination, 1 AS amount, 2 AS asset, 3 AS timestamp FROM block LIMIT 1)")]
    [InlineData("DELETE FROM account_journal")]
    public void An_audit_finds_rows_that_do_not_fit(string damage)
    {
        using (var history = new RandomHistory(9, 1_500))
        using (SqliteStore store = _directory.Open())
        {
            foreach (ChangeSet[] batch in history.Sets.Chunk(50))
                store.Commit(batch, fullSync: false);
        }
        using (SqliteDatabase database = SqliteDatabase.Open(_directory.File, readOnly: false))
        {
            database.Execute(damage);
            Assert.NotEqual(0, database.Changes);
        }
        StoreException found = Assert.Throws<StoreException>(() =>
        {
            using SqliteStore store = _directory.Open();
            StoreAudit.Run(store);
        });
        Assert.Equal(StoreFailure.Corrupt, found.Failure);
    }
}
