using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xe.Client;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Genesis;
using Xe.Core.Primitives;
using Xe.Core.StateChain.SystemKeys;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Genesis;

/// <summary>The options of <c>genesis new</c> and what they make of <see cref="GenesisOptions"/>.</summary>
internal sealed class GenesisNewOptionSet
{
    private readonly Option<string> _name = new("--name")
    {
        Description = "Name of the network, a-z, 0-9 and '-'; the network id, or its start where the rules are not the public ones",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string?> _seed = new("--seed")
    {
        Description = "Makes the result repeatable: 64 hex digits, or any text. Whoever knows it knows every generated key, so only for test networks",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _seedFile = new("--seed-file") { Description = "The same, from the first line of a file", HelpName = "FILE" };
    private readonly Option<int> _nodes = new("--nodes") { Description = "Node keys to generate", HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<string?> _representative = new("--representative")
    {
        Description = "Account the whole supply is delegated to at first (default: node-0)",
        HelpName = "ADDRESS",
    };

    private readonly Option<string[]> _daoKeys = Many("--dao-key", "Public key of a DAO member (default: three are generated)", "KEY");
    private readonly Option<int> _daoThreshold = new("--dao-threshold") { Description = "DAO signatures needed, at least 2", HelpName = "M", DefaultValueFactory = _ => 2 };
    private readonly Option<string[]> _timekeepers = Many("--timekeeper", "Public key of a timekeeper (default: the generated nodes)", "KEY");
    private readonly Option<int?> _timekeeperThreshold = new("--timekeeper-threshold") { Description = "Attestations needed (default: a majority)", HelpName = "N" };
    private readonly Option<string[]> _oracles = Many("--oracle-key", "Public key of the oracle (default: one is generated)", "KEY");
    private readonly Option<int> _oracleThreshold = new("--oracle-threshold") { Description = "Oracle signatures needed", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _minters = Many("--minter", "Account that may mint (default: one is generated)", "ADDRESS");
    private readonly Option<string[]> _epochs = Many("--epoch", "File with the JSON of an emission epoch (default: epoch 0, R = 2.0, no cap)", "FILE");
    private readonly Option<string[]> _set = Many("--set", "Further state-chain value, KEY=JSON", "KEY=JSON");

    private readonly Option<string> _rules = new("--rules")
    {
        Description = "Rules to start from: public, dev, or a rules.json file",
        HelpName = "public|dev|FILE",
        DefaultValueFactory = _ => "public",
    };

    private readonly Option<bool?> _claim = new("--claim") { Description = "Whether claim blocks exist" };
    private readonly Option<ulong?> _stakeDivisor = new("--lease-stake-divisor") { Description = "Provider stake is cost / N; 0 = no stake", HelpName = "N" };
    private readonly Option<string?> _difficulty = new("--work-difficulty") { Description = "Block work difficulty, hex; 0 = no work", HelpName = "HEX" };
    private readonly Option<ulong?> _stability = new("--stability-window") { Description = "Vote stability window, milliseconds", HelpName = "MS" };
    private readonly Option<ulong?> _minDuration = new("--lease-min-duration") { Description = "Shortest lease, seconds", HelpName = "S" };
    private readonly Option<double?> _grace = new("--lease-settle-grace") { Description = "Settle grace, seconds", HelpName = "S" };
    private readonly Option<double?> _gap = new("--lease-force-settle-gap") { Description = "Gap before force settle, seconds", HelpName = "S" };
    private readonly Option<double?> _expiry = new("--lease-escrow-expiry") { Description = "Escrow expiry, seconds", HelpName = "S" };
    private readonly Option<double?> _archive = new("--lease-archive-gap") { Description = "Archive gap, seconds", HelpName = "S" };
    private readonly Option<double?> _skew = new("--max-attestation-skew") { Description = "Largest attestation skew, seconds", HelpName = "S" };

    internal IReadOnlyList<Symbol> Symbols =>
    [
        _name, _seed, _seedFile, _nodes, _representative, _daoKeys, _daoThreshold, _timekeepers, _timekeeperThreshold, _oracles, _oracleThreshold,
        _minters, _epochs, _set, _rules, _claim, _stakeDivisor, _difficulty, _stability, _minDuration, _grace, _gap, _expiry, _archive, _skew,
    ];

    internal GenesisOptions Read(Run run) => new()
    {
        Name = run.Get(_name)!,
        Seed = Seed(run),
        Rules = Rules(run),
        Timing = Timing(run),
        Nodes = run.Get(_nodes),
        Representative = run.Get(_representative) is { } representative ? Values.Address(representative, _representative.Name) : null,
        DaoKeys = Keys(run, _daoKeys),
        DaoThreshold = run.Get(_daoThreshold),
        Timekeepers = Keys(run, _timekeepers),
        TimekeeperThreshold = run.Get(_timekeeperThreshold),
        OracleKeys = Keys(run, _oracles),
        OracleThreshold = run.Get(_oracleThreshold),
        Minters = run.Get(_minters) is { Length: > 0 } minters ? [.. minters.Select(text => Values.Address(text, _minters.Name))] : null,
        Epochs = run.Get(_epochs) is { Length: > 0 } epochs ? [.. epochs.Select(Epoch)] : [GenesisOptions.GenesisEpoch],
        ExtraValues = [.. (run.Get(_set) ?? []).Select(Extra)],
    };

    private byte[] Seed(Run run)
    {
        string? text = run.Get(_seed), file = run.Get(_seedFile);
        if (text is not null && file is not null)
            throw new UsageException("--seed and --seed-file exclude each other");
        if (file is not null)
            text = ReadText(file).Split('\n')[0].Trim();
        if (text is { Length: 0 })
            throw new UsageException("the seed is empty");
        if (text is null)
        {
            byte[] random = new byte[32];
            SecureRandom.Fill(random);
            return random;
        }
        byte[] seed = new byte[32];
        return Hex.TryDecode(text, seed) ? seed : SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    private NetworkRules Rules(Run run)
    {
        NetworkRules rules = run.Get(_rules)! switch
        {
            "public" => NetworkRules.Public,
            "dev" => NetworkRules.Dev,
            { } file => NetworkRulesJson.TryParse(Encoding.UTF8.GetBytes(ReadText(file)), out NetworkRules? read, out Rejection? rejection)
                ? read
                : throw new XeException(rejection.Code, $"{file}: {rejection.Text}"),
        };
        if (run.Get(_claim) is { } claim)
            rules = rules with { ClaimEnabled = claim };
        if (run.Get(_stakeDivisor) is { } divisor)
            rules = rules with { LeaseStakeDivisor = divisor };
        if (run.Get(_stability) is { } window)
            rules = rules with { StabilityWindow = TimeSpan.FromMilliseconds(Math.Min(window, int.MaxValue)) };
        if (run.Get(_difficulty) is { } difficulty)
        {
            rules = rules with
            {
                WorkDifficulty = ulong.TryParse(difficulty, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
                    ? value
                    : throw new UsageException($"{_difficulty.Name} takes up to 16 hex digits, got {difficulty}"),
            };
        }
        return rules;
    }

    private LeaseTiming? Timing(Run run)
    {
        LeaseTiming start = run.Get(_rules) == "dev" ? DevNetwork.Timing : new LeaseTiming(0, 0, 0, 0, 0, 0);
        LeaseTiming timing = new(
            run.Get(_minDuration) ?? start.MinDurationSecs,
            Nanos(run, _grace) ?? start.SettleGraceNs,
            Nanos(run, _gap) ?? start.ForceSettleGapNs,
            Nanos(run, _expiry) ?? start.EscrowExpiryNs,
            Nanos(run, _archive) ?? start.ArchiveGapNs,
            Nanos(run, _skew) ?? start.MaxAttestationSkewNs);
        return timing.IsAllZero ? null : timing;
    }

    private static long? Nanos(Run run, Option<double?> option) => run.Get(option) switch
    {
        null => null,
        { } seconds when seconds is > 0 and < 9_000_000_000 => (long)Math.Round(seconds * 1e9),
        _ => throw new UsageException($"{option.Name} takes a positive number of seconds"),
    };

    private static PublicKey[]? Keys(Run run, Option<string[]> option) =>
        run.Get(option) is { Length: > 0 } texts ? [.. texts.Select(text => Values.PublicKey(text, option.Name))] : null;

    private static EpochRecord Epoch(string file) =>
        EpochRecord.Decode(Encoding.UTF8.GetBytes(ReadText(file)), out string? error) ?? throw new XeException(XeErrors.BadValue, $"{file}: {error}");

    private static KeyValuePair<string, string> Extra(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], text[(at + 1)..]) : throw new UsageException("--set takes KEY=JSON, got " + text);
    }

    private static string ReadText(string file)
    {
        FileInfo info = new(file);
        if (!info.Exists)
            throw new XeException(XeErrors.FileFailed, "no such file: " + file);
        return info.Length <= 1_048_576 ? File.ReadAllText(file) : throw new XeException(XeErrors.FileFailed, file + " is too long");
    }

    private static Option<string[]> Many(string name, string description, string helpName) =>
        new(name) { Description = description + "; may be repeated", HelpName = helpName };
}
