using System.Diagnostics;
using Xe.Core.Blocks;
using Xe.Node.Storage;

namespace Xe.Tool.Bench;

/// <summary>What a block costs ledger and store at a million blocks beside what it costs at a thousand, and how long a node
/// with a million blocks takes to be back. Signatures are left out: they cost the same at any size and would hide the rest.</summary>
internal sealed class IngestScaleBench : IBench
{
    private const int LargeBlocks = 1_000_000;
    private const int LargeGroups = 256;
    private const int LargeWindow = 40_000;
    private const int SmallBlocks = 1_000;
    private const int SmallWindow = 4_000;
    private const int Windows = 10;

    public string Name => "ingest-scale";

    public string Summary => "cost of a block at 1,000,000 blocks beside its cost at 1,000, and the start-up with them";

    public bool IsLong => true;

    public IEnumerable<BenchResult> Run(BenchRun run)
    {
        using var directory = new BenchDirectory();
        using IEnumerator<Block> source = new BlockCorpus(seed: 4, signed: false).Endless(LargeGroups).GetEnumerator();
        var large = new Cost();
        var small = new Cost();
        using (var ledger = new LedgerRun(directory.Path))
        {
            Fill(run, ledger, source);
            for (int i = 0; i < Windows; i++)
            {
                run.ThrowIfCancelled();
                small.Add(Small(i), SmallWindow);
                large.Add(ledger.Add(Take(source, LargeWindow)), LargeWindow);
                run.Progress($"  window {i + 1}: at 1,000 {small}, at 1,000,000 {large}");
            }
        }
        string how = $"own: {Windows} x {LargeWindow:N0} blocks onto {LargeBlocks:N0} over {LargeGroups * BlockCorpus.GroupAccounts:N0} accounts; "
            + $"peer: {Windows} x {SmallWindow:N0} blocks onto {SmallBlocks:N0} in new stores; ledger, writer and SQLite on disk to the last ticket, signatures left out, in turn, mean of all";
        yield return new BenchResult("ingest-scale", large.WallMicroseconds, small.WallMicroseconds, "µs per block", how) { AtMost = 1.3 };
        yield return new BenchResult("ingest-scale-cpu", large.CpuMicroseconds, small.CpuMicroseconds, "CPU µs per block", how + "; processor time of all threads instead of wall time") { AtMost = 1.3 };
        yield return Rebuild(directory);
    }

    private static void Fill(BenchRun run, LedgerRun ledger, IEnumerator<Block> source)
    {
        const int step = 50_000;
        for (int filled = 0; filled < LargeBlocks; filled += step)
        {
            run.ThrowIfCancelled();
            (TimeSpan wall, _) = ledger.Add(Take(source, step));
            if ((filled + step) % (4 * step) == 0)
                run.Progress($"  filled {filled + step:N0}, last {step:N0} at {step / wall.TotalSeconds:N0} blocks/s");
        }
    }

    private static (TimeSpan Wall, TimeSpan Cpu) Small(int seed)
    {
        using var directory = new BenchDirectory();
        using IEnumerator<Block> source = new BlockCorpus(100 + seed, signed: false).Endless(1).GetEnumerator();
        using var ledger = new LedgerRun(directory.Path);
        ledger.Add(Take(source, SmallBlocks));
        return ledger.Add(Take(source, SmallWindow));
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
