using System.Globalization;
using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Node.Storage;
using Xe.Testing.Stores;

namespace Xe.Node.Tests.Storage;

/// <summary>A process that is killed while it writes leaves a prefix of what it accepted, with everything it acknowledged
/// (spec 05 §1.4).</summary>
public sealed class SqliteStoreCrashTests
{
    private const int Kills = 24;
    private const int Steps = 4_000;

    // Sets the child may have in work beyond its last acknowledgement.
    private const int MaxAhead = 10;

    [Fact]
    public async Task A_killed_writer_leaves_a_prefix_with_everything_it_acknowledged()
    {
        var random = new Random(20_260_101);
        int kills = 0, resumed = 0;
        for (ulong seed = 1; kills < Kills; seed++)
        {
            using var directory = new StoreDirectory();
            using var history = new RandomHistory(seed, Steps);
            using var reference = new MemoryStore();
            int stored = 0;
            for (bool ended = false; !ended && kills < Kills;)
            {
                (int acknowledged, ended) = await WriteUntilKilled(directory.Path, seed, stored, random);
                kills += ended ? 0 : 1;
                resumed += stored > 0 ? 1 : 0;
                stored = Verify(directory, history, reference, stored, Math.Max(stored, acknowledged));
            }
        }
        Assert.True(resumed >= Kills / 2, "the histories were too short to go on after a kill");
    }

    private static async Task<(int Acknowledged, bool Ended)> WriteUntilKilled(string directory, ulong seed, int from, Random random)
    {
        await using StoreChild child = StoreChild.Start(StoreChild.Write, directory, seed.ToString(CultureInfo.InvariantCulture),
            Steps.ToString(CultureInfo.InvariantCulture), from.ToString(CultureInfo.InvariantCulture));
        string? line = await child.ReadAsync();
        Task kill = Task.Run(async () =>
        {
            await Task.Delay(random.Next(60));
            await child.KillAsync();
        });
        int acknowledged = 0;
        bool ended = false;
        for (; line is not null; line = await child.ReadAsync())
        {
            if (line == "end")
                ended = true;
            else if (int.TryParse(line, CultureInfo.InvariantCulture, out int number))
                acknowledged = number;
        }
        await kill;
        return (acknowledged, ended);
    }

    // Finds how many sets are stored: at least those acknowledged, and all of these and nothing else.
    private static int Verify(StoreDirectory directory, RandomHistory history, MemoryStore reference, int from, int acknowledged)
    {
        using SqliteStore store = directory.Open();
        store.VerifyIntegrity();
        string found = history.Dump(store);
        if (acknowledged > from)
            reference.Commit(history.Sets.GetRange(from, acknowledged - from), fullSync: false);
        int stored = acknowledged;
        for (; history.Dump(reference) != found; stored++)
        {
            Assert.True(stored < history.Sets.Count && stored < acknowledged + MaxAhead, $"the store is no prefix: acknowledged {acknowledged} of {history.Sets.Count}");
            reference.Commit([history.Sets[stored]], fullSync: false);
        }
        return stored;
    }
}
