using System.Management.Automation;
using Xe.Core.Genesis;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeGenesis</c>: reads and checks the two documents that define a network.</summary>
[Cmdlet(VerbsCommon.Get, "XeGenesis", DefaultParameterSetName = FolderSet)]
[OutputType("Xe.GenesisInfo")]
public sealed class GetGenesisCommand : GenesisCmdlet
{
    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        GenesisPair pair = Meant();
        PSObject info = new();
        info.TypeNames.Insert(0, "Xe.GenesisInfo");
        void Add(string name, object? value) => info.Properties.Add(new PSNoteProperty(name, value));
        Add("NetworkId", pair.NetworkId);
        Add("LedgerGenesisHash", pair.LedgerHash.ToString());
        Add("LedgerGenesisAccount", pair.Treasury.ToString());
        Add("StateChainGenesisHash", pair.StateChainHash.ToString());
        Add("Overridden", pair.LedgerHash != DevNetwork.Pair.LedgerHash || pair.StateChainHash != DevNetwork.Pair.StateChainHash);
        Add("GenesisRepresentativeSet", pair.Ledger.Representative is not null);
        Add("MinLeaseDuration", TimeSpan.FromSeconds(pair.Timing.MinDurationSecs));
        Add("ClaimBlocks", pair.Rules.ClaimEnabled);
        WriteObject(info);
        return Task.CompletedTask;
    }
}
