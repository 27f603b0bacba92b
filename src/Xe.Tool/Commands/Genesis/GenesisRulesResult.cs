using System.Globalization;
using Xe.Core;

namespace Xe.Tool.Commands.Genesis;

/// <summary>The network's rules (architecture §4).</summary>
internal sealed record GenesisRulesResult(bool ClaimEnabled, ulong LeaseStakeDivisor, string WorkDifficulty, ulong StabilityWindowMs)
{
    internal static GenesisRulesResult From(NetworkRules rules) => new(
        rules.ClaimEnabled, rules.LeaseStakeDivisor, rules.WorkDifficulty.ToString("x16", CultureInfo.InvariantCulture),
        (ulong)rules.StabilityWindow.TotalMilliseconds);
}
