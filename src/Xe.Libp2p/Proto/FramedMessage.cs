namespace Xe.Libp2p.Proto;

/// <summary>One message of a <see cref="FramedReader"/>. The payload is valid until the next read.</summary>
public readonly record struct FramedMessage(FrameStatus Status, ReadOnlyMemory<byte> Payload);
