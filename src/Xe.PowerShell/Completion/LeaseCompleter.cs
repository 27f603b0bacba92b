using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Xe.Client;
using Xe.Client.Http;
using Xe.Core.Views;
using Xe.PowerShell.Cmdlets;

namespace Xe.PowerShell;

/// <summary>Completes hashes of leases that the session's node knows. Gives up after a second: a prompt must not hang.</summary>
public sealed class LeaseCompleter : IArgumentCompleter
{
    private const int MostShown = 50;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        List<CompletionResult> found = [];
        if (SessionNode.Current is not { } node)
            return found;
        try
        {
            Search(found, node, wordToComplete ?? "");
        }
        catch (Exception e) when (e is XeException or OperationCanceledException)
        {
            // A completer has nobody to tell.
        }
        return found;
    }

    private static void Search(List<CompletionResult> found, NodeConnection node, string word) => Loading.PipelineThread.Run(async () =>
    {
        using XeClient client = new(node.Options(TimeSpan.FromSeconds(1), maxRetries: 0));
        await foreach (LeaseView lease in client.GetLeasesAsync())
        {
            if (!lease.LeaseHash.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            found.Add(new CompletionResult(lease.LeaseHash, lease.LeaseHash[..12] + "…", CompletionResultType.ParameterValue, $"{lease.State}, {lease.Vcpus} vCPU, {lease.MemoryMb} MiB"));
            if (found.Count == MostShown)
                return;
        }
    });
}
