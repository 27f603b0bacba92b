using System.Management.Automation;
using Xe.Client;
using Xe.Core.Genesis;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Test-XeGenesis</c>: whether documents are whole, and those of the network that is expected.</summary>
[Cmdlet(VerbsDiagnostic.Test, "XeGenesis", DefaultParameterSetName = FolderSet)]
[OutputType(typeof(bool))]
public sealed class TestGenesisCommand : GenesisCmdlet
{
    /// <summary>Expected network id.</summary>
    [Parameter]
    public string? NetworkId { get; set; }

    /// <summary>Expected hash of the state-chain genesis.</summary>
    [Parameter]
    [Hash]
    public string? StateChainHash { get; set; }

    /// <summary>Expected hash of the ledger genesis.</summary>
    [Parameter]
    [Hash]
    public string? LedgerHash { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        GenesisPair pair;
        try
        {
            pair = Meant();
        }
        catch (XeException failure)
        {
            WriteWarning(failure.Message);
            WriteObject(false);
            return Task.CompletedTask;
        }
        WriteObject(Same("network id", NetworkId, pair.NetworkId)
            & Same("state-chain genesis hash", StateChainHash, pair.StateChainHash.ToString())
            & Same("ledger genesis hash", LedgerHash, pair.LedgerHash.ToString()));
        return Task.CompletedTask;
    }

    private bool Same(string what, string? expected, string found)
    {
        if (string.IsNullOrEmpty(expected) || expected == found)
            return true;
        WriteWarning($"{what}: expected {expected}, found {found}");
        return false;
    }
}
