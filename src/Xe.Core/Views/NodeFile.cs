namespace Xe.Core.Views;

/// <summary>The file <c>node.json</c> of a data directory: how a running node is found. Written once its API listens, removed
/// when it stops; after a crash it is left over, so its process id has to be checked.</summary>
public sealed record NodeFile
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "node.json";

    /// <summary>Name of the token file beside it: 64 hex digits, new at each start.</summary>
    public const string TokenFileName = "api.token";

    /// <summary>Name of the log of a node in the background.</summary>
    public const string LogFileName = "node.log";

    /// <summary>Process id.</summary>
    public int Pid { get; init; }

    /// <summary>Root of the API, as <c>http://127.0.0.1:8080</c>; null where the API is off.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>Root of the ops listener; null where it is off.</summary>
    public string? OpsUrl { get; init; }

    /// <summary>libp2p peer id; empty on a node without a network.</summary>
    public string PeerId { get; init => field = value ?? ""; } = "";

    /// <summary>libp2p multiaddresses listened on.</summary>
    public IReadOnlyList<string> ListenAddresses { get; init => field = value ?? []; } = [];

    /// <summary>The node's account.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Network id.</summary>
    public string NetworkId { get; init => field = value ?? ""; } = "";

    /// <summary>Build version.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>When the node started.</summary>
    public DateTimeOffset StartedAt { get; init; }
}
