namespace Xe.Client;

/// <summary>Stable codes of <see cref="XeException"/>.</summary>
public static class XeErrors
{
    /// <summary>No connection to the node, or it broke off.</summary>
    public const string NodeUnreachable = "node_unreachable";

    /// <summary>The node did not answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>Nothing says which node to talk to.</summary>
    public const string NodeUnknown = "node_unknown";

    /// <summary>The node refused the token, or wants one (401).</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The node does not offer this to the caller (403).</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The node has no such thing, or no such route (404).</summary>
    public const string NotFound = "not_found";

    /// <summary>Too many requests (429).</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The ledger refused a block (400, or 503 where it may pass later).</summary>
    public const string BlockRejected = "block_rejected";

    /// <summary>A block was taken, but is not on its account's chain: another one stands at its place.</summary>
    public const string BlockNotOnChain = "block_not_on_chain";

    /// <summary>Another refusal of the request (4xx).</summary>
    public const string BadRequest = "bad_request";

    /// <summary>The node failed (5xx).</summary>
    public const string NodeFailed = "node_failed";

    /// <summary>The answer is not what the route serves.</summary>
    public const string BadAnswer = "bad_answer";

    /// <summary>The account holds less than is to leave it.</summary>
    public const string InsufficientBalance = "insufficient_balance";

    /// <summary>There is no such wallet.</summary>
    public const string WalletMissing = "wallet_missing";

    /// <summary>A wallet of this name is there already.</summary>
    public const string WalletExists = "wallet_exists";

    /// <summary>The wallet is encrypted and no password was given.</summary>
    public const string WalletLocked = "wallet_locked";

    /// <summary>The password is wrong.</summary>
    public const string WalletPassphrase = "wallet_passphrase";

    /// <summary>A file could not be read or written.</summary>
    public const string FileFailed = "file_failed";

    /// <summary>A node runs on this data directory already.</summary>
    public const string NodeRunning = "node_running";

    /// <summary>No node runs on this data directory.</summary>
    public const string NodeNotRunning = "node_not_running";

    /// <summary>The node ended, or was not ready in time.</summary>
    public const string NodeStartFailed = "node_start_failed";

    /// <summary>A value given by the caller is not usable.</summary>
    public const string BadValue = "bad_value";
}
