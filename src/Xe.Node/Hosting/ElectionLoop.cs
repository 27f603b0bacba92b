using Microsoft.Extensions.Logging;
using Xe.Core.Consensus;
using Xe.Node.Observability;

namespace Xe.Node.Hosting;

/// <summary>Drives the elections: at once when there is work, else when the next position is due.</summary>
internal sealed class ElectionLoop : IDisposable
{
    // A due time that moves while the loop sleeps raises no signal; this is how late it may then be.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(100);

    private readonly Elections _elections;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _signal = new(0, 1);
    private int _isSignalled;

    public ElectionLoop(Elections elections, TimeProvider clock, ILogger logger)
    {
        (_elections, _clock, _logger) = (elections, clock, logger);
        _elections.WorkArrived += Wake;
    }

    /// <summary>Runs until cancelled. A failure that is not cancellation ends it: elections whose store does not follow must
    /// not go on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Volatile.Write(ref _isSignalled, 0);
                _elections.Tick();
                TimeSpan sleep = _clock.GetElapsedTime(_clock.GetTimestamp(), _elections.NextDue);
                if (sleep > LongestSleep)
                    sleep = LongestSleep;
                if (sleep > TimeSpan.Zero)
                    await _signal.WaitAsync(sleep, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            _logger.ElectionsFailed(e);
            throw;
        }
    }

    public void Dispose()
    {
        _elections.WorkArrived -= Wake;
        _signal.Dispose();
    }

    // Called under the ledger's gate: leaves a mark, no more.
    private void Wake()
    {
        if (Interlocked.Exchange(ref _isSignalled, 1) == 0 && _signal.CurrentCount == 0)
        {
            try
            {
                _signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Two wakes at once: one is enough.
            }
        }
    }
}
