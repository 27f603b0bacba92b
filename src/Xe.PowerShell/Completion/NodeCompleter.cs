using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Xe.PowerShell.Cmdlets;

namespace Xe.PowerShell;

/// <summary>Completes the address of the session's node.</summary>
public sealed class NodeCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        SessionNode.Current?.ApiUri.ToString() is { } uri && uri.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)
            ? [new CompletionResult(uri)]
            : [];
}
