using Xe.Core;
using Xe.Core.Genesis;

namespace Xe.Node.Hosting;

/// <summary>Finds the network a node is on (spec 14 §1.3). Both documents are read and validated before anything else is
/// opened.</summary>
public static class GenesisSource
{
    /// <summary>Largest genesis document read, bytes.</summary>
    public const int MaxDocumentBytes = 16 << 20;

    /// <summary>The network the options name. Throws <see cref="NodeStartException"/> with <c>options_invalid</c> or
    /// <c>genesis_invalid</c>.</summary>
    public static GenesisPair Load(NodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        bool single = options.LedgerGenesisPath is not null || options.StateChainGenesisPath is not null;
        if (options.Genesis is { } given)
        {
            return single || options.GenesisDirectory is not null
                ? throw Invalid("a loaded genesis and genesis files exclude each other")
                : given;
        }
        if (options.GenesisDirectory is { } directory)
        {
            return single
                ? throw Invalid("--genesis-dir cannot be combined with --genesis and --statechain-genesis")
                : LoadDirectory(directory);
        }
        if (!single)
            return DevNetwork.Pair;
        if (options.LedgerGenesisPath is not { } ledger || options.StateChainGenesisPath is not { } stateChain)
            throw Invalid("--genesis and --statechain-genesis must be given together");
        string rules = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(ledger)) ?? ".", NetworkRulesJson.FileName);
        return Load(ledger, stateChain, rules);
    }

    /// <summary>The network of a directory's documents. Throws <see cref="NodeStartException"/> <c>genesis_invalid</c>.</summary>
    public static GenesisPair LoadDirectory(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return Load(
            Path.Combine(directory, GenesisDocuments.LedgerFileName),
            Path.Combine(directory, GenesisDocuments.StateChainFileName),
            Path.Combine(directory, NetworkRulesJson.FileName));
    }

    private static GenesisPair Load(string ledger, string stateChain, string rules)
    {
        GenesisDocuments documents = new(
            ledger, Read(ledger), stateChain, Read(stateChain), rules, File.Exists(rules) ? Read(rules) : default(ReadOnlyMemory<byte>?));
        return GenesisPair.TryLoad(documents, out GenesisPair? pair, out Rejection? rejection)
            ? pair
            : throw new NodeStartException("genesis_invalid", rejection.Text);
    }

    private static byte[] Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.Length > MaxDocumentBytes)
                throw new NodeStartException("genesis_invalid", $"the genesis file {path} has {file.Length} bytes, more than {MaxDocumentBytes}");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new NodeStartException("genesis_invalid", $"cannot read the genesis file {path}: {e.Message}", e);
        }
    }

    private static NodeStartException Invalid(string text) => new("options_invalid", text);
}
