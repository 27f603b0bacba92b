using System.Text;
using Xe.Libp2p.Proto;

namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>Encodes RPCs as length-prefixed frames (spec 06 §7.2).</summary>
internal static class RpcWriter
{
    private const int SubscriptionField = 1, PublishField = 2, ControlField = 3;
    private const int IHaveField = 1, IWantField = 2, GraftField = 3, PruneField = 4, IDontWantField = 5;

    /// <summary>The frame of an RPC that carries one message; null where the RPC would be longer than allowed.
    /// <paramref name="offset"/> is where the message starts in it.</summary>
    public static byte[]? TryFrameMessage(ReadOnlySpan<byte> message, int maxRpcBytes, out int offset)
    {
        int rpcLength = 1 + Varint.Length((ulong)message.Length) + message.Length;
        offset = Varint.Length((ulong)rpcLength) + rpcLength - message.Length;
        if (rpcLength > maxRpcBytes) return null;
        byte[] frame = new byte[offset + message.Length];
        int at = Varint.Write(frame, (ulong)rpcLength);
        frame[at++] = (PublishField << 3) | (int)WireType.Bytes;
        Varint.Write(frame.AsSpan(at), (ulong)message.Length);
        message.CopyTo(frame.AsSpan(offset));
        return frame;
    }

    /// <summary>Appends a frame with subscription changes.</summary>
    public static void WriteSubscriptions(ProtoWriter target, IEnumerable<(string Topic, bool Subscribe)> subscriptions)
    {
        using ProtoWriter rpc = new();
        foreach ((string topic, bool subscribe) in subscriptions)
        {
            int entry = rpc.BeginMessage(SubscriptionField);
            rpc.WriteBool(1, subscribe);
            rpc.WriteString(2, topic);
            rpc.EndMessage(entry);
        }
        AppendFrame(target, rpc);
    }

    /// <summary>Appends a frame with GRAFTs (no back-off) and PRUNEs (back-off in seconds; 0 for peers that know none).</summary>
    public static void WriteMeshChanges(ProtoWriter target, IEnumerable<(string Topic, ulong? PruneBackoffSeconds)> changes)
    {
        using ProtoWriter rpc = new();
        int control = rpc.BeginMessage(ControlField);
        foreach ((string topic, ulong? backoff) in changes)
        {
            int entry = rpc.BeginMessage(backoff is null ? GraftField : PruneField);
            rpc.WriteString(1, topic);
            if (backoff is > 0) rpc.WriteVarint(3, backoff.Value);
            rpc.EndMessage(entry);
        }
        rpc.EndMessage(control);
        AppendFrame(target, rpc);
    }

    /// <summary>A frame with one IHAVE.</summary>
    public static byte[] IHave(string topic, ReadOnlySpan<byte[]> ids) => Ids(IHaveField, topic, ids);

    /// <summary>A frame with one IWANT.</summary>
    public static byte[] IWant(ReadOnlySpan<byte[]> ids) => Ids(IWantField, null, ids);

    /// <summary>A frame with one IDONTWANT.</summary>
    public static byte[] IDontWant(ReadOnlySpan<byte[]> ids) => Ids(IDontWantField, null, ids);

    /// <summary>Bytes an id takes in a control entry.</summary>
    public static int IdLength(byte[] id) => 1 + Varint.Length((ulong)id.Length) + id.Length;

    /// <summary>Bytes a topic takes in a control entry, with room for the entry's own framing.</summary>
    public static int EntryOverhead(string topic) => Encoding.UTF8.GetByteCount(topic) + 32;

    private static byte[] Ids(int field, string? topic, ReadOnlySpan<byte[]> ids)
    {
        using ProtoWriter rpc = new();
        int control = rpc.BeginMessage(ControlField);
        int entry = rpc.BeginMessage(field);
        if (topic is not null) rpc.WriteString(1, topic);
        foreach (byte[] id in ids) rpc.WriteBytes(topic is null ? 1 : 2, id);
        rpc.EndMessage(entry);
        rpc.EndMessage(control);
        using ProtoWriter frame = new(rpc.Length + Varint.MaxLength);
        AppendFrame(frame, rpc);
        return frame.WrittenSpan.ToArray();
    }

    private static void AppendFrame(ProtoWriter target, ProtoWriter rpc)
    {
        target.WriteRawVarint((ulong)rpc.Length);
        target.WriteRaw(rpc.WrittenSpan);
    }
}
