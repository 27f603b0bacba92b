using System.Collections.Concurrent;

namespace Xe.Node.Api;

/// <summary>One token bucket per client of one rate class (spec 08 §2.3). Buckets start full; a full table refuses new
/// clients until old entries expire, so that memory stays bounded under a flood of addresses. Thread-safe.</summary>
internal sealed class TokenBuckets(double perSecond, double burst, TimeProvider clock)
{
    /// <summary>Most clients remembered.</summary>
    public const int MaxClients = 100_000;

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private int _count;
    private long _lastSweep = clock.GetTimestamp();
    private int _sweeping;

    /// <summary>Takes a token; false where there is none.</summary>
    public bool TryTake(string client)
    {
        long now = clock.GetTimestamp();
        SweepIfDue(now);
        if (!_buckets.TryGetValue(client, out Bucket? bucket))
        {
            if (Interlocked.Increment(ref _count) > MaxClients)
            {
                Interlocked.Decrement(ref _count);
                return false;
            }
            Bucket fresh = new() { Tokens = burst, At = now };
            bucket = _buckets.GetOrAdd(client, fresh);
            if (!ReferenceEquals(bucket, fresh))
                Interlocked.Decrement(ref _count);
        }
        lock (bucket)
        {
            double refill = clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond;
            if (refill > 0)
            {
                bucket.Tokens = Math.Min(burst, bucket.Tokens + refill);
                bucket.At = now;
            }
            if (bucket.Tokens < 1)
                return false;
            bucket.Tokens--;
            return true;
        }
    }

    private void SweepIfDue(long now)
    {
        if (clock.GetElapsedTime(Volatile.Read(ref _lastSweep), now) < SweepPeriod || Interlocked.Exchange(ref _sweeping, 1) != 0)
            return;
        Volatile.Write(ref _lastSweep, now);
        foreach (KeyValuePair<string, Bucket> entry in _buckets)
        {
            bool isOld;
            lock (entry.Value)
                isOld = clock.GetElapsedTime(entry.Value.At, now) >= SweepPeriod;
            if (isOld && _buckets.TryRemove(entry))
                Interlocked.Decrement(ref _count);
        }
        Volatile.Write(ref _sweeping, 0);
    }

    private sealed class Bucket
    {
        public double Tokens;
        public long At;
    }
}
