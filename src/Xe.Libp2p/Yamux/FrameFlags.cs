namespace Xe.Libp2p.Yamux;

/// <summary>Frame flags.</summary>
[Flags]
internal enum FrameFlags : ushort
{
    None = 0,
    Syn = 1,
    Ack = 2,
    Fin = 4,
    Reset = 8,
}
