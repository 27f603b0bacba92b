namespace Xe.HelpBuilder;

/// <summary>A cmdlet as its class declares it.</summary>
/// <param name="Type">The class.</param>
/// <param name="Verb">Verb of its name.</param>
/// <param name="Noun">Noun of its name.</param>
/// <param name="SupportsShouldProcess">Has <c>-WhatIf</c> and <c>-Confirm</c>.</param>
/// <param name="HighImpact">Asks before it acts.</param>
/// <param name="SupportsPaging">Has <c>-First</c>, <c>-Skip</c> and <c>-IncludeTotalCount</c>.</param>
/// <param name="OutputTypes">Names of the types it writes.</param>
/// <param name="Parameters">Its own parameters, in order of their names.</param>
public sealed record CmdletInfo(
    Type Type, string Verb, string Noun, bool SupportsShouldProcess, bool HighImpact, bool SupportsPaging,
    IReadOnlyList<string> OutputTypes, IReadOnlyList<ParameterInfo> Parameters)
{
    /// <summary>Verb-Noun.</summary>
    public string Name => Verb + "-" + Noun;

    /// <summary>The named parameter sets; one without a name where there is none.</summary>
    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            List<string> sets = [.. Parameters.SelectMany(p => p.Uses).Select(u => u.Set).Where(s => s.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            return sets.Count > 0 ? sets : [""];
        }
    }
}
