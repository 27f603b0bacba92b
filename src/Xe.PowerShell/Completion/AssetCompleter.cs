using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Xe.PowerShell;

/// <summary>Completes the two assets.</summary>
public sealed class AssetCompleter : IArgumentCompleter
{
    private static readonly string[] Assets = ["XUSD", "XE"];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Assets.Where(a => a.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)).Select(a => new CompletionResult(a));
}
