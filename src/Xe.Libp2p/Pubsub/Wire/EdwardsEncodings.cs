namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>Point encodings on which Ed25519 implementations disagree: libsodium refuses points of small order and
/// non-canonical encodings, Go's library does not. A message signed with such points is relayed by others in good faith,
/// so refusing it must not cost the relay anything.</summary>
internal static class EdwardsEncodings
{
    private static readonly byte[][] SmallOrder =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];

    /// <summary>True for the 32-byte encoding of a point of small order, or of a y coordinate of p or more.</summary>
    public static bool IsContested(ReadOnlySpan<byte> point)
    {
        Span<byte> y = stackalloc byte[32];
        point.CopyTo(y);
        y[31] &= 0x7f;
        foreach (byte[] encoding in SmallOrder)
            if (y.SequenceEqual(encoding)) return true;
        // p = 2^255 − 19
        return y[0] >= 0xed && y[31] == 0x7f && !y[1..31].ContainsAnyExcept((byte)0xff);
    }
}
