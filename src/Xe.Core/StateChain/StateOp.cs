namespace Xe.Core.StateChain;

/// <summary>One write of a state-chain block (spec 11 §1.1).</summary>
/// <param name="Action">"set" or "delete"; any other text cannot be hashed.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The value's JSON exactly as it stood in the text it came from; empty = absent. Never parsed and written
/// again: the hash covers these bytes (spec 11 §1.2).</param>
public sealed record StateOp(string Action, string Key, ReadOnlyMemory<byte> Value)
{
    /// <summary>Action text of a write.</summary>
    public const string SetAction = "set";

    /// <summary>Action text of a removal.</summary>
    public const string DeleteAction = "delete";

    /// <summary>True for a write.</summary>
    public bool IsSet => Action == SetAction;

    /// <summary>True for a removal.</summary>
    public bool IsDelete => Action == DeleteAction;
}
