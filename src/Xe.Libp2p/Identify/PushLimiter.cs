using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Xe.Libp2p.Identify;

/// <summary>Limits inbound identify pushes (spec 06 §2.4): by IPv4 /24, IPv6 /56 and /48, and in all. Loopback and addresses
/// that are no IP addresses are not limited.</summary>
internal sealed class PushLimiter(TimeProvider clock)
{
    private const int MaxPrefixes = 4096;

    private static readonly (double PerSecond, double Burst) Narrow = (0.2, 10);
    private static readonly (double PerSecond, double Burst) Wide = (0.5, 20);
    private static readonly (double PerSecond, double Burst) All = (2000, 3000);

    private readonly Lock _lock = new();
    private readonly Dictionary<(int Bits, ulong Prefix), Bucket> _buckets = [];

    public bool Allows(Multiaddr remote)
    {
        if (remote.IpAddress is not { } ip || IPAddress.IsLoopback(ip)) return true;
        Span<byte> bytes = stackalloc byte[16];
        ip.TryWriteBytes(bytes, out _);
        lock (_lock)
        {
            if (_buckets.Count >= MaxPrefixes) _buckets.Clear();
            if (ip.AddressFamily == AddressFamily.InterNetwork)
                return Take((24, BinaryPrimitives.ReadUInt32BigEndian(bytes) >> 8), Narrow) && Take((0, 0), All);
            ulong high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            return Take((56, high >> 8), Narrow) && Take((48, high >> 16), Wide) && Take((0, 0), All);
        }
    }

    private bool Take((int Bits, ulong Prefix) key, (double PerSecond, double Burst) rate)
    {
        long now = clock.GetTimestamp();
        if (!_buckets.TryGetValue(key, out Bucket? bucket)) _buckets.Add(key, bucket = new Bucket { Tokens = rate.Burst, Refilled = now });
        bucket.Tokens = Math.Min(rate.Burst, bucket.Tokens + (clock.GetElapsedTime(bucket.Refilled, now).TotalSeconds * rate.PerSecond));
        bucket.Refilled = now;
        if (bucket.Tokens < 1) return false;
        bucket.Tokens--;
        return true;
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long Refilled { get; set; }
    }
}
