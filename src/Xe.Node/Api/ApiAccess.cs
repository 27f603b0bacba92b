namespace Xe.Node.Api;

/// <summary>What a route asks of its caller, before any body is read.</summary>
internal enum ApiAccess
{
    /// <summary>Nothing.</summary>
    Open,
    /// <summary>The token in private mode; nothing in public mode.</summary>
    Write,
    /// <summary>The data directory's token in both modes: work that strangers must not cause.</summary>
    Owner,
    /// <summary>The operator's: the admin token or the data directory's (spec 08 §4.1).</summary>
    Operator,
}
