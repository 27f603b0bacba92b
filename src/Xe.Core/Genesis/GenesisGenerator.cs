using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.Genesis;

/// <summary>Generates networks (spec 02 §3, §4, 11 §9.5). Values of the state chain are in compact form, so that the genesis
/// also hashes right where a node serves it.</summary>
public static class GenesisGenerator
{
    // The curve parameters of every published network (spec 11 §5.3).
    private const string Tokenomics =
        "{\"r_init\":2000,\"r_floor\":100,\"v_half\":500000000,\"price_tier_1\":500,\"price_tier_2\":1010,\"price_tier_3\":10000,"
        + "\"r_price_floor_tier_1\":2000,\"r_price_floor_tier_2\":1250,\"r_collusion_factor_milli\":950,\"hermite_fdv_min_usd\":5000000,"
        + "\"hermite_fdv_max_usd\":1000000000,\"hermite_ceiling_milli\":1550,\"hermite_floor_milli\":1120}";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Most nodes, DAO keys or timekeepers a network is generated with.</summary>
    public const int MaxKeys = 1000;

    /// <summary>Generates a network; refused where the options break a rule of the documents.</summary>
    public static bool TryGenerate(
        GenesisOptions options, [NotNullWhen(true)] out GeneratedNetwork? network, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(options);
        network = null;
        rejection = CheckOptions(options);
        if (rejection is not null)
            return false;
        List<GenesisSecret> secrets = Secrets(options);
        byte[] stateChain = StateChainDocument(options, secrets, out rejection);
        if (rejection is not null)
            return false;
        byte[] ledger = LedgerDocument(options, secrets, out rejection);
        if (rejection is not null)
            return false;
        ReadOnlyMemory<byte>? rules = options.Rules == NetworkRules.Public ? default(ReadOnlyMemory<byte>?) : NetworkRulesJson.ToDocument(options.Rules);
        GenesisDocuments documents = new(
            GenesisDocuments.LedgerFileName, ledger, GenesisDocuments.StateChainFileName, stateChain, NetworkRulesJson.FileName, rules);
        if (!GenesisPair.TryLoad(documents, out GenesisPair? pair, out rejection))
            return false;
        network = new GeneratedNetwork(pair, secrets);
        return true;
    }

    private static Rejection? CheckOptions(GenesisOptions options)
    {
        if (options.Seed.Length != AccountKey.SeedSize)
            return Refuse($"the seed has {AccountKey.SeedSize} bytes, got {options.Seed.Length}");
        if (options.Name.Length is 0 or > 64 || options.Name.AsSpan().ContainsAnyExcept(NameCharacters))
            return Refuse($"a network name has 1 to 64 characters of a-z, 0-9 and '-', got {GoQuote.Quote(options.Name)}");
        if (options.Nodes is < 0 or > MaxKeys)
            return Refuse($"nodes must be 0 to {MaxKeys}, got {options.Nodes}");
        if (options.Nodes == 0 && (options.Representative is null || options.Timekeepers is null))
            return Refuse("without generated nodes the representative and the timekeepers must be given");
        return NetworkRulesInRange(options.Rules) ? null : Refuse($"stability window must be 0 to {NetworkRulesJson.MaxStabilityWindowMs} ms, whole milliseconds");
    }

    private static bool NetworkRulesInRange(NetworkRules rules) =>
        rules.StabilityWindow.Ticks % TimeSpan.TicksPerMillisecond == 0
        && rules.StabilityWindow.TotalMilliseconds is >= 0 and <= NetworkRulesJson.MaxStabilityWindowMs;

    private static List<GenesisSecret> Secrets(GenesisOptions options)
    {
        List<GenesisSecret> secrets = [Derive(options, "treasury")];
        for (int i = 0; i < options.Nodes; i++)
            secrets.Add(Derive(options, string.Create(CultureInfo.InvariantCulture, $"node-{i}")));
        for (int i = 0; options.DaoKeys is null && i < Math.Max(3, options.DaoThreshold); i++)
            secrets.Add(Derive(options, string.Create(CultureInfo.InvariantCulture, $"dao-{i}")));
        if (options.OracleKeys is null)
            secrets.Add(Derive(options, "oracle"));
        if (options.Minters is null)
            secrets.Add(Derive(options, "minter"));
        return secrets;
    }

    private static GenesisSecret Derive(GenesisOptions options, string role)
    {
        byte[] seed = HMACSHA256.HashData(options.Seed.Span, Encoding.ASCII.GetBytes("xe/genesis-secret/v1/" + role));
        using AccountKey key = AccountKey.FromSeed(seed);
        return new GenesisSecret(role, seed, key.PublicKey, key.Address);
    }

    private static byte[] StateChainDocument(GenesisOptions options, List<GenesisSecret> secrets, out Rejection? rejection)
    {
        IReadOnlyList<PublicKey> timekeepers = options.Timekeepers ?? Keys(secrets, "node-");
        List<KeyValuePair<string, string>> values =
        [
            new(SystemKey.DaoKeyset, KeyList(options.DaoKeys ?? Keys(secrets, "dao-"), options.DaoThreshold)),
            new(SystemKey.NetworkId, $"\"{NetworkIds.Create(options.Name, options.Rules)}\""),
            new(SystemKey.Timekeepers, KeyList(timekeepers, options.TimekeeperThreshold ?? timekeepers.Count / 2 + 1)),
            new(SystemKey.Oracle, KeyList(options.OracleKeys ?? Keys(secrets, "oracle"), options.OracleThreshold, SystemKey.EpochPrefix)),
            new(SystemKey.Minter, KeyList(options.Minters ?? [.. secrets.Where(secret => secret.Role == "minter").Select(secret => secret.Address)], null)),
            new(SystemKey.Phase, "1"),
            new(SystemKey.Tokenomics, Tokenomics),
        ];
        values.AddRange(options.Epochs.Select(epoch => new KeyValuePair<string, string>(
            string.Create(CultureInfo.InvariantCulture, $"{SystemKey.EpochPrefix}{epoch.Epoch}"), Encoding.UTF8.GetString(epoch.ToJson()))));
        values.AddRange(options.ExtraValues);
        List<StateOp> ops = [];
        foreach ((string key, string json) in values)
        {
            StateOp op = new(StateOp.SetAction, key, Compact(json));
            rejection = StateOpRules.CheckStatic(op);
            if (rejection is not null)
                return [];
            ops.Add(op);
        }
        rejection = null;
        StateBlock genesis = StateBlockEncoding.WithHash(new StateBlock { Index = 0, PreviousHash = StateBlock.ZeroHash, Ops = ops, Hash = "", Timestamp = 0 });
        return Encoding.UTF8.GetBytes(Layout(genesis));
    }

    private static byte[] LedgerDocument(GenesisOptions options, List<GenesisSecret> secrets, out Rejection? rejection)
    {
        GenesisSecret treasury = secrets[0];
        using AccountKey key = AccountKey.FromSeed(treasury.Seed);
        WireBlock genesis = new()
        {
            Type = BlockType.Genesis.Name(),
            Account = treasury.Address.ToString(),
            Previous = "0",
            Balance = LedgerGenesis.Supply,
            Asset = Asset.Xe.ToString(),
            Representative = (options.Representative ?? secrets.First(secret => secret.Role == "node-0").Address).ToString(),
            Timing = options.Timing,
        };
        rejection = new BlockSigner("", options.Rules).Sign(genesis, key);
        string compact = BlockJson.ToText(genesis);
        return rejection is null ? Encoding.UTF8.GetBytes(IndentFlat(compact)) : [];
    }

    private static PublicKey[] Keys(List<GenesisSecret> secrets, string role) =>
        [.. secrets.Where(secret => secret.Role.StartsWith(role, StringComparison.Ordinal)).Select(secret => secret.PublicKey)];

    private static string KeyList<T>(IReadOnlyList<T> keys, int? threshold, string? allowedPrefix = null)
        where T : struct
    {
        string list = string.Join(',', keys.Select(key => $"\"{key}\""));
        string tail = threshold is { } needed ? string.Create(CultureInfo.InvariantCulture, $",\"threshold\":{needed}") : "";
        return $"{{\"keys\":[{list}]{tail}{(allowedPrefix is null ? "" : $",\"allowed_prefix\":\"{allowedPrefix}\"")}}}";
    }

    private static byte[] Compact(string json)
    {
        byte[] given = Encoding.UTF8.GetBytes(json);
        if (!GoJsonScanner.IsValid(given))
            return given;
        ArrayBufferWriter<byte> output = new(given.Length);
        GoJsonCompact.Write(given, output);
        return output.WrittenSpan.ToArray();
    }

    // One op a line; the values keep their bytes.
    private static string Layout(StateBlock genesis)
    {
        IEnumerable<string> ops = genesis.Ops.Select(op =>
            $"    {{\"action\":\"{op.Action}\",\"key\":\"{op.Key}\",\"value\":{Encoding.UTF8.GetString(op.Value.Span)}}}");
        return $"{{\n  \"index\": 0,\n  \"prev_hash\": \"{genesis.PreviousHash}\",\n  \"ops\": [\n{string.Join(",\n", ops)}\n  ],\n"
            + $"  \"signatures\": [],\n  \"hash\": \"{genesis.Hash}\",\n  \"timestamp\": 0\n}}\n";
    }

    // The ledger genesis has flat members without commas or braces inside.
    private static string IndentFlat(string compact) =>
        $"{{\n  {compact[1..^1].Replace("\":", "\": ", StringComparison.Ordinal).Replace(",\"", ",\n  \"", StringComparison.Ordinal)}\n}}\n";

    private static Rejection Refuse(string text) => new("genesis_options", "genesis options: " + text);
}
