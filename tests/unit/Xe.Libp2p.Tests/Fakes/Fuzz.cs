namespace Xe.Libp2p.Tests;

/// <summary>Seeded mutation of inputs for decoder tests.</summary>
internal static class Fuzz
{
    /// <summary>A copy with some bytes changed, cut, repeated or put in.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int changes = random.Next(5); changes >= 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3 when at < bytes.Count: bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(8))); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(32)))); break;
                case 5 when at < bytes.Count: bytes[at] = (byte)(random.Next(2) == 0 ? 0xff : 0x80); break;
                default: break;
            }
        }
        return [.. bytes];
    }
}
