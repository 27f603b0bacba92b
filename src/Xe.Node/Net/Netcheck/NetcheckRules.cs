using System.Globalization;
using System.Numerics;
using Xe.Core;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Node.Net.Netcheck;

/// <summary>The message check of spec 06 §3.5 and the version floor of §3.6: pure, in the order of the tables.</summary>
internal static class NetcheckRules
{
    private const int MaxMinorDistance = 2;

    /// <summary>Null where the peer may stay.</summary>
    internal static NetcheckRefusal? Check(NetcheckMessage ours, NetcheckMessage theirs)
    {
        bool checksNetwork = ours.NetworkId.Length > 0;
        if (checksNetwork && theirs.NetworkId.Length == 0)
        {
            return Network($"missing network_id (we are on {ours.NetworkId}); peer is running a build whose genesis sets no sys.network_id");
        }
        if (checksNetwork && theirs.NetworkId != ours.NetworkId)
        {
            return Network(
                $"network_id mismatch: peer is on {GoQuote.Quote(theirs.NetworkId)}, we are on {GoQuote.Quote(ours.NetworkId)} — one of us is running the wrong genesis (see --genesis-dir)");
        }
        if (ours.GenesisHash.Length > 0 && theirs.GenesisHash.Length > 0 && theirs.GenesisHash != ours.GenesisHash)
        {
            return Network(
                $"statechain genesis mismatch on network {GoQuote.Quote(ours.NetworkId)}: peer genesis {GoQuote.Quote(theirs.GenesisHash)}, ours {ours.GenesisHash} — same network id, different chain start");
        }
        if (checksNetwork && theirs.Version.Length == 0)
            return Version("missing version");
        if (theirs.Version.Length == 0)
            return null;
        if (Parse(theirs.Version) is not { } version)
            return Version($"unparseable version {GoQuote.Quote(theirs.Version)}");
        ProtocolVersion own = ProtocolVersion.Current;
        if (version.Major != own.Major || BigInteger.Abs(version.Minor - own.Minor) > MaxMinorDistance)
        {
            return Version(
                $"incompatible version {theirs.Version} (ours: {own}, require same major and minor within {MaxMinorDistance})");
        }
        return null;
    }

    /// <summary>Null where the peer's version reaches the network's floor, or there is none.</summary>
    internal static NetcheckRefusal? CheckFloor(NetcheckMessage theirs, ProtocolVersion? floor)
    {
        if (floor is not { } lowest || Parse(theirs.Version) is not { } version)
            return null;
        return (version.Major, version.Minor, version.Patch).CompareTo((lowest.Major, lowest.Minor, lowest.Patch)) >= 0
            ? null
            : Version($"version {theirs.Version} is below the network floor {lowest} (sys.min_protocol_version)");
    }

    private static NetcheckRefusal Network(string text) => new(text, NetcheckRefusal.NetworkBan);

    private static NetcheckRefusal Version(string text) => new(text, NetcheckRefusal.VersionBan);

    // Three decimal integers with dots between; a sign and leading zeros pass (spec 06 §3.5). The message is at most 1 KiB.
    private static (BigInteger Major, BigInteger Minor, BigInteger Patch)? Parse(string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length != 3)
            return null;
        Span<BigInteger> numbers = new BigInteger[3];
        for (int i = 0; i < 3; i++)
        {
            ReadOnlySpan<char> digits = parts[i].AsSpan();
            if (digits.Length > 0 && digits[0] is '+' or '-')
                digits = digits[1..];
            if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')
                || !BigInteger.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i] > int.MaxValue || numbers[i] < int.MinValue)
            {
                return null;
            }
        }
        return (numbers[0], numbers[1], numbers[2]);
    }
}
