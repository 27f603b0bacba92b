using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Xe.Client.Wallets;

namespace Xe.PowerShell;

/// <summary>Completes names of the wallet directory.</summary>
public sealed class WalletCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        WalletLocation.List().Select(WalletLocation.NameOf)
            .Where(n => n.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(n => new CompletionResult(n));
}
