namespace Xe.Core.Crypto.Verification;

/// <summary>libsodium's verification, where its acceptance can be relied on.</summary>
internal static class SodiumVerification
{
    private static readonly bool Cofactorless = RefusesTorsion();

    /// <summary>
    /// True where libsodium accepts. Its equation is that of the rule, without a cofactor, and it refuses more
    /// encodings than the rule; a library whose equation ignores torsion would accept more, and is not asked.
    /// </summary>
    internal static bool Accepts(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        return Cofactorless && Sodium.SignVerifyDetached(signature, message, (ulong)message.Length, publicKey) == 0;
    }

    /// <summary>Case 4 of novifinancial/ed25519-speccheck: it holds only up to a point of small order.</summary>
    private static bool RefusesTorsion()
    {
        SodiumLibrary.Initialize();
        var key = Convert.FromHexString("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d");
        var message = Convert.FromHexString("e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c");
        var signature = Convert.FromHexString("160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09");
        return Sodium.SignVerifyDetached(signature, message, (ulong)message.Length, key) != 0;
    }
}
