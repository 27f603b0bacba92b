using System.Diagnostics.CodeAnalysis;
using Xe.Core;
using Xe.Core.Genesis;

namespace Xe.Client.Genesis;

/// <summary>Reads and writes genesis documents (spec 02 §2, 14 §1.3). Bytes are kept as they stand: hashes cover them.</summary>
public static class GenesisFiles
{
    private const int MaxBytes = 1_048_576;

    /// <summary>The pair of a directory.</summary>
    public static bool TryLoadDirectory(string directory, [NotNullWhen(true)] out GenesisPair? pair, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(directory);
        pair = null;
        if (!Directory.Exists(directory))
        {
            rejection = File.Exists(directory)
                ? new Rejection("genesis_files", $"--genesis-dir {directory} is not a directory")
                : new Rejection("genesis_files", $"--genesis-dir {directory}: no such file or directory");
            return false;
        }
        return TryLoad(
            Path.Combine(directory, GenesisDocuments.LedgerFileName),
            Path.Combine(directory, GenesisDocuments.StateChainFileName),
            Path.Combine(directory, NetworkRulesJson.FileName),
            out pair, out rejection);
    }

    /// <summary>The pair of two files; <c>rules.json</c> is looked for beside the ledger genesis.</summary>
    public static bool TryLoadFiles(
        string ledger, string stateChain, [NotNullWhen(true)] out GenesisPair? pair, [NotNullWhen(false)] out Rejection? rejection)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(ledger)) ?? ".";
        return TryLoad(ledger, stateChain, Path.Combine(directory, NetworkRulesJson.FileName), out pair, out rejection);
    }

    /// <summary>The pair that the options of a command name: a directory, two files, or neither, which is the built-in
    /// development network (spec 02 §2.1, §2.2).</summary>
    public static bool TryResolve(
        string? directory, string? ledger, string? stateChain, [NotNullWhen(true)] out GenesisPair? pair, [NotNullWhen(false)] out Rejection? rejection)
    {
        pair = null;
        bool hasLedger = !string.IsNullOrEmpty(ledger), hasStateChain = !string.IsNullOrEmpty(stateChain);
        if (!string.IsNullOrEmpty(directory))
        {
            if (!hasLedger && !hasStateChain)
                return TryLoadDirectory(directory, out pair, out rejection);
            rejection = new Rejection("genesis_options", "--genesis-dir cannot be combined with --genesis or --statechain-genesis");
            return false;
        }
        if (hasLedger != hasStateChain)
        {
            rejection = new Rejection("genesis_options", "--genesis and --statechain-genesis must be supplied together (or use --genesis-dir)");
            return false;
        }
        if (hasLedger)
            return TryLoadFiles(ledger!, stateChain!, out pair, out rejection);
        pair = DevNetwork.Pair;
        rejection = null;
        return true;
    }

    /// <summary>Writes the documents into a directory; none of them may be there.</summary>
    /// <exception cref="XeException">"file_exists", "file_failed".</exception>
    public static void Write(GenesisDocuments documents, string directory)
    {
        ArgumentNullException.ThrowIfNull(documents);
        List<(string Name, ReadOnlyMemory<byte> Content)> files =
            [(GenesisDocuments.LedgerFileName, documents.Ledger), (GenesisDocuments.StateChainFileName, documents.StateChain)];
        if (documents.Rules is { } rules)
            files.Add((NetworkRulesJson.FileName, rules));
        foreach (string name in new[] { GenesisDocuments.LedgerFileName, GenesisDocuments.StateChainFileName, NetworkRulesJson.FileName })
        {
            string path = Path.Combine(directory, name);
            if (File.Exists(path))
                throw new XeException("file_exists", $"{path} exists already; nothing was written");
        }
        try
        {
            Directory.CreateDirectory(directory);
            foreach ((string name, ReadOnlyMemory<byte> content) in files)
                File.WriteAllBytes(Path.Combine(directory, name), content.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new XeException(XeErrors.FileFailed, $"cannot write the genesis documents to {directory}: {e.Message}", cause: e);
        }
    }

    /// <summary>Writes generated secrets as plain wallet files <c>ROLE.seed</c>, and node keys also as <c>node.key</c> files in
    /// a folder of their role, into a 0700 directory.</summary>
    public static IReadOnlyList<string> WriteSecrets(IReadOnlyList<GenesisSecret> secrets, string directory)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        List<string> written = [];
        foreach (GenesisSecret secret in secrets)
        {
            using Core.Keys.AccountKey key = Core.Keys.AccountKey.FromSeed(secret.Seed);
            string path = Path.Combine(directory, secret.Role + ".seed");
            Files.WritePrivate(path, Core.Keys.PlainWalletFormat.Write(key), overwrite: false);
            written.Add(path);
            if (!secret.Role.StartsWith("node-", StringComparison.Ordinal))
                continue;
            string nodeKey = Path.Combine(directory, secret.Role, Core.Keys.NodeKeyFormat.FileName);
            Files.WritePrivate(nodeKey, Core.Keys.NodeKeyFormat.Write(key), overwrite: false);
            written.Add(nodeKey);
        }
        return written;
    }

    private static bool TryLoad(
        string ledger, string stateChain, string rules, [NotNullWhen(true)] out GenesisPair? pair, [NotNullWhen(false)] out Rejection? rejection)
    {
        pair = null;
        if (!TryRead(ledger, "read ledger genesis: ", out byte[]? ledgerBytes, out rejection)
            || !TryRead(stateChain, "read statechain genesis: ", out byte[]? stateChainBytes, out rejection))
            return false;
        ReadOnlyMemory<byte>? rulesBytes = null;
        if (File.Exists(rules))
        {
            if (!TryRead(rules, "read rules: ", out byte[]? bytes, out rejection))
                return false;
            rulesBytes = bytes;
        }
        return GenesisPair.TryLoad(new GenesisDocuments(ledger, ledgerBytes, stateChain, stateChainBytes, rules, rulesBytes), out pair, out rejection);
    }

    private static bool TryRead(string path, string prefix, [NotNullWhen(true)] out byte[]? content, [NotNullWhen(false)] out Rejection? rejection)
    {
        rejection = null;
        content = null;
        try
        {
            content = Files.ReadBounded(path, MaxBytes);
            if (content is null)
                rejection = new Rejection("genesis_files", $"{prefix}{path}: no such file or directory");
            else if (content.Length > MaxBytes)
                rejection = new Rejection("genesis_files", $"{prefix}{path}: longer than {MaxBytes} bytes");
        }
        catch (XeException e)
        {
            rejection = new Rejection("genesis_files", prefix + e.Message);
        }
        return rejection is null;
    }
}
