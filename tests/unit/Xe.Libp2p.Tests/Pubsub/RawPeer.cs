using System.Collections.Concurrent;
using Xe.Libp2p.Host;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Pubsub;
using Xe.Libp2p.Pubsub.Wire;
using Xe.Libp2p.Tests.Fakes;

namespace Xe.Libp2p.Tests.Pubsub;

/// <summary>A peer that speaks the pubsub wire format and nothing else: tests say what it sends.</summary>
internal sealed class RawPeer
{
    private readonly FakeNetwork _network;
    private readonly string _protocol;
    private IPeerStream? _stream;
    private ulong _seqno = 1;

    public RawPeer(FakeNetwork network, string protocol = GossipProtocols.MeshSub12)
    {
        _network = network;
        _protocol = protocol;
        Host = network.AddHost();
        Host.Handle(protocol, ReceiveAsync);
    }

    public FakeHost Host { get; }

    public PeerId Id => Host.LocalPeer;

    /// <summary>Everything received, as text: <c>sub t</c>, <c>unsub t</c>, <c>graft t</c>, <c>prune t 60</c>, <c>ihave t n</c>, <c>iwant n</c>, <c>idontwant n</c>, <c>msg text</c>.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Ids in IWANT and IHAVE frames received.</summary>
    public ConcurrentQueue<byte[]> Ids { get; } = new();

    public async Task ConnectAsync(FakeHost target, bool dialledByTarget = false)
    {
        if (dialledByTarget) FakeNetwork.Connect(target, Host);
        else FakeNetwork.Connect(Host, target);
        _stream = await Host.OpenStreamAsync(target.LocalPeer, [_protocol]);
        Assert.NotNull(_network);
    }

    public async Task ReopenAsync(FakeHost target) => _stream = await Host.OpenStreamAsync(target.LocalPeer, [_protocol]);

    public Task SendAsync(ReadOnlyMemory<byte> frame) => _stream!.WriteAsync(frame).AsTask();

    public Task SubscribeAsync(params string[] topics) => SendAsync(Frame(writer => RpcWriter.WriteSubscriptions(writer, topics.Select(topic => (topic, true)))));

    public Task GraftAsync(params string[] topics) => SendAsync(Frame(writer => RpcWriter.WriteMeshChanges(writer, topics.Select(topic => (topic, (ulong?)null)))));

    public Task PruneAsync(string topic, ulong backoff) => SendAsync(Frame(writer => RpcWriter.WriteMeshChanges(writer, [(topic, backoff)])));

    /// <summary>A frame with a message signed by this peer.</summary>
    public PubsubMessage Message(string topic, ReadOnlySpan<byte> data)
    {
        byte[] seqno = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(seqno, _seqno++);
        PubsubMessage message = MessageSigner.Create(Host.Identity, Id, topic, data, seqno, int.MaxValue / 2)!;
        message.IdBytes = [.. Id.Span, .. seqno];
        return message;
    }

    /// <summary>The same with its last signature byte changed.</summary>
    public byte[] Forged(string topic, ReadOnlySpan<byte> data)
    {
        byte[] frame = Message(topic, data).Frame.ToArray();
        frame[^1] ^= 1;
        return frame;
    }

    public static byte[] Frame(Action<ProtoWriter> write)
    {
        using ProtoWriter writer = new();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    public bool Got(string what) => Received.Contains(what);

    private async Task ReceiveAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        using FramedReader reader = new(stream, 1 << 22);
        RpcFrame rpc = new();
        while (true)
        {
            FramedMessage frame = await reader.ReadAsync(cancellationToken);
            if (frame.Status != FrameStatus.Message) return;
            Assert.True(rpc.TryDecode(frame.Payload));
            Note(rpc);
        }
    }

    private void Note(RpcFrame rpc)
    {
        foreach (SubscriptionEntry entry in rpc.Subscriptions) Received.Enqueue($"{(entry.Subscribe ? "sub" : "unsub")} {Text(rpc[entry.Topic])}");
        foreach (ControlEntry entry in rpc.Graft) Received.Enqueue($"graft {Text(rpc[entry.Topic])}");
        foreach (ControlEntry entry in rpc.Prune) Received.Enqueue($"prune {Text(rpc[entry.Topic])} {entry.BackoffSeconds}");
        foreach (ControlEntry entry in rpc.IHave)
        {
            foreach (Slice id in rpc.ItemsOf(entry)) Ids.Enqueue(rpc[id].ToArray());
            Received.Enqueue($"ihave {Text(rpc[entry.Topic])} {entry.ItemCount}");
        }
        foreach (ControlEntry entry in rpc.IWant)
        {
            foreach (Slice id in rpc.ItemsOf(entry)) Ids.Enqueue(rpc[id].ToArray());
            Received.Enqueue($"iwant {entry.ItemCount}");
        }
        foreach (ControlEntry entry in rpc.IDontWant) Received.Enqueue($"idontwant {entry.ItemCount}");
        foreach (Slice slice in rpc.Messages)
            if (MessageView.TryParse(rpc[slice], out MessageView view)) Received.Enqueue($"msg {Text(view.Data[..Math.Min(view.Data.Length, 40)])}");
    }

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
