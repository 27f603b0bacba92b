using System.Diagnostics;
using System.Globalization;
using Xe.Core.Ledger;
using Xe.Core.Storage;
using Xe.Node.Storage;
using Xe.Testing.Stores;

namespace Xe.Node.Tests.Storage;

/// <summary>Another process at a store: both what it does and how a test starts it.</summary>
internal sealed class StoreChild : IAsyncDisposable
{
    /// <summary>Opens a store, says "open" and stays.</summary>
    public const string Hold = "hold";

    /// <summary>Opens a store, writes a history from a set on and says the number of every acknowledged set.</summary>
    public const string Write = "write";

    private readonly Process _process;

    private StoreChild(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    public static async Task<int> HoldAsync(string directory)
    {
        using SqliteStore store = SqliteStore.Open(new SqliteStoreOptions { Directory = directory });
        Console.WriteLine("open");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public static async Task<int> WriteAsync(string directory, string seed, string steps, string from)
    {
        using var history = new RandomHistory(ulong.Parse(seed, CultureInfo.InvariantCulture), int.Parse(steps, CultureInfo.InvariantCulture));
        using SqliteStore store = SqliteStore.Open(new SqliteStoreOptions { Directory = directory, CheckpointMb = 1 });
        using var writer = new LedgerWriter(store);
        var random = new Random();
        for (int i = int.Parse(from, CultureInfo.InvariantCulture); i < history.Sets.Count;)
        {
            var tickets = new List<DurableTicket>();
            for (int n = 1 + random.Next(10); n > 0 && i < history.Sets.Count; n--)
                tickets.Add(writer.Enqueue(history.Sets[i++]));
            for (int n = 0; n < tickets.Count; n++)
            {
                await tickets[n];
                Console.WriteLine(i - tickets.Count + n + 1);
            }
        }
        Console.WriteLine("end");
        return 0;
    }

    /// <summary>Starts a child in a role.</summary>
    public static StoreChild Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.FileName = "dotnet";
        start.ArgumentList.Add(typeof(StoreChild).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return new StoreChild(Process.Start(start)!);
    }

    /// <summary>The next line it says; null when it ended.</summary>
    public Task<string?> ReadAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Ends it at once (kill -9), without a chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
