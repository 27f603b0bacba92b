using System.Security.Cryptography;
using System.Text;
using Xe.Core.Ledger;

namespace Xe.Node.Observability;

/// <summary>One short value over all chains: equal on nodes in step (spec 10 §2.4).</summary>
public static class FrontierFingerprint
{
    private const int Digits = 16;
    private const int GaugeDigits = 13;

    /// <summary>First 16 hex digits of SHA-256 over the sorted lines <c>address:frontier:blockcount</c>.</summary>
    public static string Of(IEnumerable<AccountState> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        AccountState[] sorted = [.. accounts];
        // Addresses have one length: their order is that of the lines.
        Array.Sort(sorted, static (x, y) => x.Account.CompareTo(y.Account));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < sorted.Length; i++)
            hash.AppendData(Encoding.ASCII.GetBytes($"{(i == 0 ? "" : "\n")}{sorted[i].Account}:{sorted[i].Frontier}:{sorted[i].Height}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    /// <summary>The gauge's value: the first 13 digits, 52 bits, exact in a double.</summary>
    public static double Gauge(string fingerprint) =>
        fingerprint is { Length: Digits } ? Convert.ToInt64(fingerprint[..GaugeDigits], 16) : 0;
}
