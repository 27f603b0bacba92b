using System.Management.Automation;
using Xe.Client;
using Xe.Client.Genesis;
using Xe.Core;
using Xe.Core.Genesis;

namespace Xe.PowerShell.Cmdlets;

/// <summary>A cmdlet about a genesis pair.</summary>
public abstract class GenesisCmdlet : XeCmdlet
{
    /// <summary>Parameter set with a folder, or nothing for the built-in development network.</summary>
    protected const string FolderSet = "Folder";

    /// <summary>Parameter set with the two documents.</summary>
    protected const string FilesSet = "Files";

    /// <summary>Folder with the two documents.</summary>
    [Parameter(ParameterSetName = FolderSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "FullName")]
    public string? GenesisPath { get; set; }

    /// <summary>Ledger genesis document.</summary>
    [Parameter(ParameterSetName = FilesSet, Mandatory = true)]
    public string LedgerGenesis { get; set; } = "";

    /// <summary>State-chain genesis document.</summary>
    [Parameter(ParameterSetName = FilesSet, Mandatory = true)]
    public string StateChainGenesis { get; set; } = "";

    /// <summary>Reads and checks the pair.</summary>
    private protected GenesisPair Load()
    {
        GenesisPair? pair;
        Rejection? rejection;
        bool read = ParameterSetName == FilesSet
            ? GenesisFiles.TryLoadFiles(FullPath(LedgerGenesis), FullPath(StateChainGenesis), out pair, out rejection)
            : GenesisFiles.TryLoadDirectory(FullPath(GenesisPath!), out pair, out rejection);
        return read ? pair! : throw XeException.From(rejection!);
    }

    /// <summary>The pair that is meant: the one named, else the built-in one.</summary>
    private protected GenesisPair Meant() => ParameterSetName == FolderSet && string.IsNullOrEmpty(GenesisPath) ? DevNetwork.Pair : Load();
}
