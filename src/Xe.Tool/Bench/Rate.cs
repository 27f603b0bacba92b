namespace Xe.Tool.Bench;

/// <summary>Measures how often per second something is done.</summary>
internal static class Rate
{
    /// <summary>
    /// Operations per second on the calling thread: the best of <paramref name="rounds"/> rounds, because on a shared
    /// machine everything but the best measures the neighbours. Own and peer alternate, so both see the same machine.
    /// </summary>
    internal static (double Own, double Peer) Compare(Func<int> own, Func<int> peer, CancellationToken cancellationToken, int rounds = 7, double secondsPerRound = 0.15)
    {
        Once(own, secondsPerRound);
        Once(peer, secondsPerRound);
        var (bestOwn, bestPeer) = (0.0, 0.0);
        for (var i = 0; i < rounds; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bestOwn = Math.Max(bestOwn, Once(own, secondsPerRound));
            bestPeer = Math.Max(bestPeer, Once(peer, secondsPerRound));
        }
        return (bestOwn, bestPeer);
    }

    internal static double Once(Func<int> operation, double seconds)
    {
        var started = TimeProvider.System.GetTimestamp();
        var done = 0L;
        double elapsed;
        do
        {
            done += operation();
            elapsed = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        }
        while (elapsed < seconds);
        return done / elapsed;
    }
}
