namespace Xe.Libp2p.Yamux;

/// <summary>Frame types.</summary>
internal enum FrameType : byte
{
    Data = 0,
    WindowUpdate = 1,
    Ping = 2,
    GoAway = 3,
}
