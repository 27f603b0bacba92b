namespace Xe.Node.Net.Limits;

/// <summary>A token bucket that starts full. Not thread-safe.</summary>
internal struct TokenBucket
{
    private readonly double _ratePerSecond;
    private readonly double _burst;
    private double _tokens;
    private long _last;

    /// <summary>A full bucket.</summary>
    public TokenBucket(double ratePerSecond, double burst, long now) =>
        (_ratePerSecond, _burst, _tokens, _last) = (ratePerSecond, burst, burst, now);

    /// <summary>When it was last asked, timestamp units.</summary>
    public readonly long LastUse => _last;

    /// <summary>Takes one token where there is one.</summary>
    /// <param name="clock">The clock of <paramref name="now"/>.</param>
    /// <param name="now">The present, timestamp units.</param>
    public bool TryTake(TimeProvider clock, long now)
    {
        _tokens = Math.Min(_burst, _tokens + clock.GetElapsedTime(_last, now).TotalSeconds * _ratePerSecond);
        _last = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
