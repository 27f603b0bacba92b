using System.Diagnostics;
using Xe.Core.Blocks;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>What a block costs at a million blocks beside what it costs at a thousand, for the same work: payments among as many
/// accounts as a thousand blocks can open. And how long a node with a million blocks takes to be back.</summary>
internal sealed class IngestScaleBench : IBench
{
    private const int LargeBlocks = 1_000_000;
    private const int LargeGroups = 256;
    private const int LargeWindow = 32_768;
    private const int SmallGroups = 8;
    private const int SmallBlocks = 2 * SmallGroups * BlockCorpus.GroupAccounts;
    private const int SmallWindow = 4_096;
    private const int Windows = 6;

    public string Name => "ingest-scale";

    public string Summary => "cost of a block at 1,000,000 blocks beside its cost at 1,000, and the start-up with them";

    public bool IsLong => true;

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        using var directory = new BenchDirectory();
        var corpus = new BlockCorpus(seed: 4, signed: false);
        IEnumerator<Block>[] groups = corpus.Groups(LargeGroups);
        using IEnumerator<Block> source = BlockCorpus.InTurn(groups[..SmallGroups]).GetEnumerator();
        (Cost whole, Cost wholeSmall, Cost bare, Cost bareSmall) = (new Cost(), new Cost(), new Cost(), new Cost());
        using (var ledger = new LedgerRun(directory.Path))
        {
            Fill(run, ledger, groups);
            for (int i = 0; i < Windows; i++)
            {
                run.ThrowIfCancelled();
                corpus.IsSigned = true;
                wholeSmall.Add(Small(signed: true), SmallWindow);
                whole.Add(ledger.Ingest(Take(source, LargeWindow)), LargeWindow);
                corpus.IsSigned = false;
                bareSmall.Add(Small(signed: false), SmallWindow);
                bare.Add(ledger.Add(Take(source, LargeWindow)), LargeWindow);
                run.Progress($"  window {i + 1}: whole, at 1,000 {wholeSmall}, at 1,000,000 {whole}; without checks, at 1,000 {bareSmall}, at 1,000,000 {bare}");
            }
        }
        string how = $"own: {Windows} x {LargeWindow:N0} blocks of {SmallGroups * BlockCorpus.GroupAccounts:N0} accounts onto {LargeBlocks:N0} blocks of {LargeGroups * BlockCorpus.GroupAccounts:N0} accounts; peer: {Windows} x "
            + $"{SmallWindow:N0} blocks of as many accounts onto {SmallBlocks:N0} in new stores; to the last ticket, file on disk, all cores, in turn, mean of all; ";
        const string checks = "signed blocks through everything; ";
        const string cpu = "processor time of all threads instead of wall time";
        yield return new BenchResult("ingest-scale", whole.WallMicroseconds, wholeSmall.WallMicroseconds, "µs per block", how + checks + "wall time") { AtMost = 1.3 };
        yield return new BenchResult("ingest-scale-cpu", whole.CpuMicroseconds, wholeSmall.CpuMicroseconds, "CPU µs per block", how + checks + cpu) { AtMost = 1.3 };
        yield return new BenchResult("ingest-scale-store", bare.CpuMicroseconds, bareSmall.CpuMicroseconds, "CPU µs per block", how + "ledger, writer and store alone; " + cpu);
        yield return Rebuild(directory);
    }

    private static void Fill(BenchRun run, LedgerRun ledger, IEnumerator<Block>[] groups)
    {
        using IEnumerator<Block> source = BlockCorpus.InTurn(groups).GetEnumerator();
        const int step = 50_000;
        for (int filled = 0; filled < LargeBlocks; filled += step)
        {
            run.ThrowIfCancelled();
            var cost = new Cost();
            cost.Add(ledger.Add(Take(source, step)), step);
            if ((filled + step) % (4 * step) == 0)
                run.Progress($"  filled {filled + step:N0}, the last {step:N0} for {cost} each");
        }
    }

    private static (TimeSpan Wall, TimeSpan Cpu) Small(bool signed)
    {
        using var directory = new BenchDirectory();
        var corpus = new BlockCorpus(seed: 5, signed: false);
        using IEnumerator<Block> source = BlockCorpus.InTurn(corpus.Groups(SmallGroups)).GetEnumerator();
        using var ledger = new LedgerRun(directory.Path);
        ledger.Add(Take(source, SmallBlocks));
        corpus.IsSigned = signed;
        return signed ? ledger.Ingest(Take(source, SmallWindow)) : ledger.Add(Take(source, SmallWindow));
    }

    private static BenchResult Rebuild(BenchDirectory directory)
    {
        long started = Stopwatch.GetTimestamp();
        ulong blocks;
        using (var ledger = new LedgerRun(directory.Path))
            blocks = (ulong)ledger.Ledger.State.BlockCount;
        double own = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        using (SqliteDatabase database = SqliteDatabase.Open(Path.Combine(directory.Path, SqliteStore.FileName), readOnly: true))
        using (var rows = new SqliteStatement(database, "SELECT state FROM account UNION ALL SELECT states FROM account_journal UNION ALL SELECT hash FROM pending"))
        {
            while (rows.Step())
                _ = rows.GetBlob(0).Length;
        }
        double peer = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new BenchResult("rebuild", own, peer, "s", $"own: open store and ledger with {blocks:N0} blocks until ready, and close them; "
            + $"peer: bare SQLite reading the account and pending rows once; file of {directory.Size / 1e6:N0} MB");
    }

    private static List<Block> Take(IEnumerator<Block> source, int count)
    {
        var blocks = new List<Block>(count);
        while (blocks.Count < count && source.MoveNext())
            blocks.Add(source.Current);
        return blocks;
    }

    private sealed class Cost
    {
        private TimeSpan _wall;
        private TimeSpan _cpu;
        private long _blocks;

        public double WallMicroseconds => _wall.TotalMicroseconds / _blocks;

        public double CpuMicroseconds => _cpu.TotalMicroseconds / _blocks;

        public void Add((TimeSpan Wall, TimeSpan Cpu) time, int blocks)
        {
            _wall += time.Wall;
            _cpu += time.Cpu;
            _blocks += blocks;
        }

        public override string ToString() => $"{WallMicroseconds:0.0} µs ({CpuMicroseconds:0.0} CPU)";
    }
}
