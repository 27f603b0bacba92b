namespace Xe.Libp2p.Yamux;

/// <summary>Why a side ends the session. Other codes may arrive and are tolerated.</summary>
internal enum GoAwayCode : uint
{
    Normal = 0,
    ProtocolError = 1,
    InternalError = 2,
}
