namespace Xe.Core.Genesis;

/// <summary>How a generated network's id carries its rules, so that nodes with other rules never mix (architecture §4):
/// <c>NAME</c> under the public rules, else <c>NAME-r</c> and the first 12 hex digits of the rules' hash.</summary>
public static class NetworkIds
{
    private const int HashDigits = 12;
    private const string Mark = "-r";

    /// <summary>The id of a network with these rules.</summary>
    public static string Create(string name, NetworkRules rules)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name + Suffix(rules);
    }

    /// <summary>Null where id and rules belong together; else what is wrong.</summary>
    /// <param name="networkId">The id from the state-chain genesis.</param>
    /// <param name="rules">The rules in force; the public ones where there is no document.</param>
    public static Rejection? Check(string networkId, NetworkRules rules)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        string suffix = Suffix(rules);
        if (suffix.Length > 0)
        {
            return networkId.EndsWith(suffix, StringComparison.Ordinal)
                ? null
                : new Rejection("rules_mismatch",
                    $"{NetworkRulesJson.FileName} does not belong to network {GoQuote.Quote(networkId)}: an id under these rules ends in {GoQuote.Quote(suffix)}");
        }
        return HasSuffix(networkId)
            ? new Rejection("rules_missing",
                $"network {GoQuote.Quote(networkId)} has rules of its own: its {NetworkRulesJson.FileName} is missing or holds the public rules")
            : null;
    }

    private static string Suffix(NetworkRules rules) =>
        rules == NetworkRules.Public ? "" : string.Concat(Mark, NetworkRulesJson.Hash(rules).ToString().AsSpan(0, HashDigits));

    private static bool HasSuffix(string networkId)
    {
        int at = networkId.Length - HashDigits - Mark.Length;
        return at >= 0 && networkId.AsSpan(at).StartsWith(Mark, StringComparison.Ordinal)
            && !networkId.AsSpan(at + Mark.Length).ContainsAnyExcept("0123456789abcdef".AsSpan());
    }
}
