using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Xe.Libp2p.Host;

/// <summary>Bounds connections by address prefix, at a time and per second (spec 06 §2.6 b and c): IPv4 by address, IPv6 by /56
/// and /48. Loopback and what is no IP address are exempt.</summary>
internal sealed class AddressLimiter(HostLimits limits, TimeProvider clock)
{
    /// <summary>Prefixes tracked at once; a bound on memory, far above what the connection limits let through.</summary>
    private const int MaxPrefixes = 65536;

    private const int WideFactor = 4;
    private const int WideRateFactor = 2;
    private const int DefaultPerAddress = 8;

    private static readonly TimeSpan ForgetAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Prefix, Bucket> _buckets = [];

    private int PerAddress => limits.MaxConnectionsPerAddress > 0 ? limits.MaxConnectionsPerAddress : DefaultPerAddress;

    /// <summary>Takes a place for one connection; dispose the slot when it ends. Null with a reason where there is none.</summary>
    public IDisposable? TryTake(Multiaddr remote, out RefusalReason reason)
    {
        reason = default;
        if (remote.IpAddress is not { } ip || IPAddress.IsLoopback(ip)) return Slot.Exempt;
        (Prefix narrow, Prefix? wide) = Prefixes(ip);
        lock (_lock)
        {
            if (_buckets.Count >= MaxPrefixes) ForgetIdle();
            if (_buckets.Count >= MaxPrefixes)
            {
                reason = RefusalReason.AddressTableFull;
                return null;
            }
            Bucket first = Use(narrow, PerAddress, limits.ConnectionsPerSecondPerAddress);
            Bucket? second = wide is { } key ? Use(key, WideFactor * PerAddress, WideRateFactor * limits.ConnectionsPerSecondPerAddress) : null;
            if (first.Open >= first.MaxOpen || (second is not null && second.Open >= second.MaxOpen)) reason = RefusalReason.ConnectionsPerAddress;
            else if (first.Tokens < 1 || (second is not null && second.Tokens < 1)) reason = RefusalReason.ConnectionRate;
            if (reason != default) return null;
            first.Take();
            second?.Take();
            return new Slot(this, first, second);
        }
    }

    /// <summary>Forgets prefixes that were quiet for a minute; to be called now and then.</summary>
    public void Sweep()
    {
        lock (_lock) ForgetIdle();
    }

    private static (Prefix Narrow, Prefix? Wide) Prefixes(IPAddress ip)
    {
        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        ip.TryWriteBytes(bytes, out _);
        if (ip.AddressFamily == AddressFamily.InterNetwork) return (new Prefix(32, BinaryPrimitives.ReadUInt32BigEndian(bytes)), null);
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return (new Prefix(56, high >> 8), new Prefix(48, high >> 16));
    }

    private Bucket Use(Prefix prefix, int maxOpen, double perSecond)
    {
        long now = clock.GetTimestamp();
        double burst = 2.0 * maxOpen;
        if (!_buckets.TryGetValue(prefix, out Bucket? bucket))
        {
            bucket = new Bucket(maxOpen) { Tokens = burst, Refilled = now };
            _buckets.Add(prefix, bucket);
        }
        bucket.Tokens = Math.Min(burst, bucket.Tokens + (clock.GetElapsedTime(bucket.Refilled, now).TotalSeconds * perSecond));
        bucket.Refilled = now;
        return bucket;
    }

    private void ForgetIdle()
    {
        long now = clock.GetTimestamp();
        foreach ((Prefix prefix, Bucket bucket) in _buckets)
            if (bucket.Open == 0 && clock.GetElapsedTime(bucket.Refilled, now) > ForgetAfter) _buckets.Remove(prefix);
    }

    private readonly record struct Prefix(int Bits, ulong Value);

    private sealed class Bucket(int maxOpen)
    {
        public int MaxOpen => maxOpen;

        public int Open { get; set; }

        public double Tokens { get; set; }

        public long Refilled { get; set; }

        public void Take()
        {
            Open++;
            Tokens--;
        }
    }

    private sealed class Slot(AddressLimiter? owner, Bucket? narrow, Bucket? wide) : IDisposable
    {
        private int _given;

        public static Slot Exempt => new(null, null, null);

        public void Dispose()
        {
            if (owner is null || Interlocked.Exchange(ref _given, 1) != 0) return;
            lock (owner._lock)
            {
                narrow!.Open--;
                if (wide is not null) wide.Open--;
            }
        }
    }
}
