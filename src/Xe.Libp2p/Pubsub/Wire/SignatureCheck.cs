namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>What checking a message's signature came to.</summary>
internal enum SignatureCheck
{
    /// <summary>Signed by its author.</summary>
    Valid,

    /// <summary>Not signed by its author under anybody's rules.</summary>
    Invalid,

    /// <summary>Not decidable here though other implementations may accept it: another key type, or points that the
    /// local library refuses on principle. Dropped, but nobody is blamed for forwarding it.</summary>
    Undecidable,
}
