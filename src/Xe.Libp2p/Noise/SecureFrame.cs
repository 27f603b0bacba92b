namespace Xe.Libp2p.Noise;

/// <summary>What an attempt to read a frame came to.</summary>
internal enum SecureFrame
{
    /// <summary>A frame's text, perhaps empty.</summary>
    Text,

    /// <summary>The frame is not complete.</summary>
    NeedMore,

    /// <summary>The frame does not authenticate; the connection is lost.</summary>
    Broken,
}
