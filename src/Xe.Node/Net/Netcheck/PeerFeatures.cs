namespace Xe.Node.Net.Netcheck;

/// <summary>Names of the optional behaviours this build announces.</summary>
public static class PeerFeatures
{
    /// <summary>Proves the mechanism; no behaviour (spec 06 §5).</summary>
    public const string Noop = "noop";

    /// <summary>Serves and asks for long frontier-sync sessions (own extension of spec 07 §2): a request may name
    /// <c>max_blocks</c>, and both requests and pages may be larger than the common limits.</summary>
    public const string BulkSync = "bulk-sync";
}
