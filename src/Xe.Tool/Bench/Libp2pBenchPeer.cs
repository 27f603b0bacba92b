using System.Buffers.Binary;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Xe.Libp2p;
using Xe.Libp2p.Host;
using Xe.Libp2p.Pubsub;
using Xe.Node.Net.Gossip;

namespace Xe.Tool.Bench;

/// <summary>The serving side of <see cref="Libp2pBench"/>, in a process of its own as js-libp2p's is: <c>bench serve-libp2p</c>, hidden.
/// It prints its address, then one line for every <see cref="ReportEvery"/> gossip messages, and ends with its standard input.</summary>
internal static class Libp2pBenchPeer
{
    public const string Name = "serve-libp2p";
    public const string Echo = "/xe/bench/echo/1.0.0";
    public const string Sink = "/xe/bench/sink/1.0.0";
    public const string Topic = "bench";
    public const int MessageBytes = 200;
    public const int ReportEvery = 25;

    public static Command CreateCommand()
    {
        Command command = new(Name) { Hidden = true };
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed.InvocationConfiguration.Output, cancellationToken));
        return command;
    }

    public static Libp2pHost NewHost(bool listen) => new(new HostOptions
    {
        Identity = IdentityKey.Generate(),
        ListenAddresses = listen ? [Multiaddr.Parse("/ip4/127.0.0.1/tcp/0")] : [],
        Limits = new HostLimits { MaxInboundStreamsPerPeerAndProtocol = 1024, MaxOutboundStreamsPerPeerAndProtocol = 1024 },
    });

    private static async Task<int> ServeAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using Libp2pHost host = NewHost(listen: true);
        host.Handle(Echo, EchoAsync);
        host.Handle(Sink, SinkAsync);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        await using GossipSub gossip = new(host, new GossipSubOptions { SignatureVerifier = new LaneSignatureVerifier() });
        gossip.Start();
        GossipTopic topic = gossip.Join(Topic, new TopicOptions { SubscriptionQueueLength = 4096 });
        await output.WriteLineAsync(host.ListenAddresses[0].WithPeer(host.LocalPeer).ToString()).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        Task counting = CountAsync(topic, output, cancellationToken);
        while (await Console.In.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not null) { }
        topic.Dispose();
        await counting.ConfigureAwait(false);
        return 0;
    }

    private static async Task CountAsync(GossipTopic topic, TextWriter output, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (PubsubMessage message in topic.Messages.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (message.Data.Length != MessageBytes || ++count % ReportEvery != 0) continue;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} {Stopwatch.GetTimestamp()}")).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task EchoAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int read)
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
    }

    private static async Task SinkAsync(IPeerStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[128 * 1024];
        ulong total = 0;
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and int read) total += (ulong)read;
        byte[] answer = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(answer, total);
        await stream.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
    }
}
