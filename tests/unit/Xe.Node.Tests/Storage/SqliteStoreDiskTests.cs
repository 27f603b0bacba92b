using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Node.Storage;
using Xe.Testing.Stores;

namespace Xe.Node.Tests.Storage;

/// <summary>Full and read-only disks. The real ones are mounted where the tests may do that; the bounded file is tested
/// everywhere.</summary>
public sealed class SqliteStoreDiskTests
{
    [Fact]
    public void A_file_at_its_largest_size_is_full_and_keeps_what_was_committed()
    {
        using var directory = new StoreDirectory();
        FillsUp(directory.Path, new SqliteStoreOptions { Directory = directory.Path, MaxPages = 90 });
    }

    [Fact]
    public void A_full_disk_is_named_and_keeps_what_was_committed()
    {
        using PrivateMount? disk = PrivateMount.TryCreate(2_048);
        if (disk is null)
            return; // The bounded file above stands in for it.
        FillsUp(disk.Path, new SqliteStoreOptions { Directory = System.IO.Path.Combine(disk.Path, "ledger") });
    }

    [Fact]
    public async Task A_full_disk_stops_the_writer_and_loses_nothing_acknowledged()
    {
        using var directory = new StoreDirectory();
        using var history = new RandomHistory(3, 3_000);
        int acknowledged = 0;
        using (SqliteStore store = SqliteStore.Open(new SqliteStoreOptions { Directory = directory.Path, MaxPages = 90 }))
        using (var writer = new LedgerWriter(store, new LedgerWriterOptions { MaxBatchSets = 20 }))
        {
            DurableTicket[] tickets = [.. history.Sets.Select(writer.Enqueue)];
            StoreException failure = await writer.Failed.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(StoreFailure.Full, failure.Failure);
            acknowledged = tickets.Count(ticket => ticket.IsCommitted);
            Assert.All(tickets.Skip(acknowledged), ticket => Assert.True(ticket.Task.IsFaulted));
        }
        Assert.InRange(acknowledged, 20, history.Sets.Count - 1);
        using var reference = new MemoryStore();
        reference.Commit(history.Sets.GetRange(0, acknowledged), fullSync: false);
        using SqliteStore again = directory.Open();
        Assert.Equal(history.Dump(reference), history.Dump(again));
    }

    [Fact]
    public void A_read_only_disk_is_named()
    {
        using PrivateMount? disk = PrivateMount.TryCreate(8_192);
        if (disk is null)
        {
            ReadOnlyByMode();
            return;
        }
        SqliteStore.Open(new SqliteStoreOptions { Directory = disk.Path }).Dispose();
        disk.MakeReadOnly();
        IsReadOnly(disk.Path);
    }

    private static void FillsUp(string directory, SqliteStoreOptions options)
    {
        using var history = new RandomHistory(2, 3_000);
        using var reference = new MemoryStore();
        int stored = 0;
        using (SqliteStore store = SqliteStore.Open(options))
        {
            StoreException full = Assert.Throws<StoreException>(() =>
            {
                for (; stored < history.Sets.Count; stored++)
                    store.Commit([history.Sets[stored]], fullSync: false);
            });
            Assert.Equal(StoreFailure.Full, full.Failure);
            Assert.Contains("full", full.Message, StringComparison.Ordinal);
            Assert.Contains(directory, full.Message, StringComparison.Ordinal);
            Assert.InRange(stored, 20, history.Sets.Count - 1);
            reference.Commit(history.Sets.GetRange(0, stored), fullSync: false);
            Assert.Equal(history.Dump(reference), history.Dump(store));
        }
        using SqliteStore again = SqliteStore.Open(options);
        Assert.Equal(history.Dump(reference), history.Dump(again));
    }

    private static void ReadOnlyByMode()
    {
        if (OperatingSystem.IsWindows())
            return; // Modes do not exist there.
        using var directory = new StoreDirectory();
        directory.Open().Dispose();
        File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            IsReadOnly(directory.Path);
        }
        finally
        {
            File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void IsReadOnly(string directory)
    {
        StoreException refused = Assert.Throws<StoreException>(() => SqliteStore.Open(new SqliteStoreOptions { Directory = directory }));
        Assert.Equal(StoreFailure.ReadOnly, refused.Failure);
        Assert.Contains(directory, refused.Message, StringComparison.Ordinal);
    }
}
