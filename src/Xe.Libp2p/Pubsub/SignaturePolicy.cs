namespace Xe.Libp2p.Pubsub;

/// <summary>Whether pubsub messages carry their author's signature.</summary>
public enum SignaturePolicy
{
    /// <summary>Every message carries author, sequence number and signature; others are refused.</summary>
    StrictSign,

    /// <summary>No message carries any of the three; others are refused.</summary>
    StrictNoSign,
}
