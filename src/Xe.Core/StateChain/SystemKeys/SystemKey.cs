namespace Xe.Core.StateChain.SystemKeys;

/// <summary>Names of the keys with a schema (spec 11 §5).</summary>
public static class SystemKey
{
    /// <summary>All governance keys start so; they cannot be deleted.</summary>
    public const string Prefix = "sys.";

    /// <summary>Epoch records start so, whatever prefix the oracle is limited to (spec 11 §6.3).</summary>
    public const string EpochPrefix = "epoch.";

    /// <summary>The governing keyset.</summary>
    public const string DaoKeyset = "sys.dao_keyset";

    /// <summary>Trusted timekeepers.</summary>
    public const string Timekeepers = "sys.timekeepers";

    /// <summary>Addresses that may mint.</summary>
    public const string Minter = "sys.minter";

    /// <summary>The oracle's keyset and prefix.</summary>
    public const string Oracle = "sys.oracle";

    /// <summary>Network phase.</summary>
    public const string Phase = "sys.phase";

    /// <summary>Emission parameters.</summary>
    public const string Tokenomics = "sys.tokenomics";

    /// <summary>Feature registry.</summary>
    public const string Activations = "sys.activations";

    /// <summary>Lowest protocol version peers may have.</summary>
    public const string MinProtocolVersion = "sys.min_protocol_version";

    /// <summary>Which representatives count.</summary>
    public const string Representatives = "sys.representatives";

    /// <summary>Network id.</summary>
    public const string NetworkId = "sys.network_id";
}
