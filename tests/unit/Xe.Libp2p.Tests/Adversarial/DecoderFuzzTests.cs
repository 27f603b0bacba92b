using System.Diagnostics;
using System.Globalization;
using Xe.Libp2p.Host;
using Xe.Libp2p.Identify;
using Xe.Libp2p.Multistream;
using Xe.Libp2p.Noise;
using Xe.Libp2p.Proto;
using Xe.Libp2p.Tests.Host;
using Xe.Libp2p.Transport;
using Xe.Libp2p.Yamux;
using Xunit.Abstractions;

namespace Xe.Libp2p.Tests.Adversarial;

/// <summary>Every decoder of the base layers under seeded mutation of valid input: none may throw anything but its own refusal, and
/// what it accepts must satisfy its own rules. <c>XE_FUZZ_SEED</c> repeats a run, <c>XE_FUZZ_SECONDS</c> prolongs it.</summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Keys_and_peer_ids()
    {
        byte[] key = IdentityKey.Generate().PublicKey.Encoded.ToArray();
        byte[] secret = IdentityKey.Generate().Encode();
        byte[] peer = IdentityKey.Generate().PeerId.Span.ToArray();
        Run((random, _) =>
        {
            if (PublicKey.TryDecode(Fuzz.Mutate(key, random), out PublicKey? decoded))
            {
                PeerId id = decoded.ToPeerId();
                Assert.Equal(id, PeerId.Parse(id.ToString()));
            }
            if (IdentityKey.TryDecode(Fuzz.Mutate(secret, random), out IdentityKey? own)) Assert.Equal(own.PeerId, own.PublicKey.ToPeerId());
            if (PeerId.TryFromBytes(Fuzz.Mutate(peer, random), out PeerId? other)) Assert.Equal(other, PeerId.Parse(other.ToString()));
            if (PeerId.TryParse(Text(Fuzz.Mutate("12D3KooWA4Xop1JaT3MHxwYMkCepYsv4iPVopMXwCz5iHYdBfeSB"u8, random)), out PeerId? parsed)) Assert.Equal(parsed, PeerId.Parse(parsed.ToString()));
        });
    }

    [Fact]
    public void Multiaddrs()
    {
        string text = $"/ip4/1.2.3.4/tcp/9000/p2p/{IdentityKey.Generate().PeerId}";
        byte[][] seeds = [Multiaddr.Parse(text).Span.ToArray(), Multiaddr.Parse("/ip6/2001:db8::1/tcp/1/ws").Span.ToArray(), Multiaddr.Parse("/dns4/example.org/tcp/443").Span.ToArray()];
        Run((random, i) =>
        {
            if (Multiaddr.TryFromBytes(Fuzz.Mutate(seeds[i % seeds.Length], random), out Multiaddr? address))
            {
                _ = address.Peer;
                _ = address.IpAddress;
                address.TryGetTcpEndPoint(out _);
                address.TryGetDnsEndPoint(out _);
                address.TryGetMemory(out _);
                _ = address.WithoutPeer();
                _ = address.ToString();
            }
            if (Multiaddr.TryParse(Text(Fuzz.Mutate(System.Text.Encoding.ASCII.GetBytes(text), random)), out Multiaddr? parsed))
                Assert.Equal(parsed, Multiaddr.Parse(parsed.ToString()));
        });
    }

    [Fact]
    public void Noise_messages_and_payloads()
    {
        IdentityKey identity = IdentityKey.Generate();
        NoiseKeyPair pair = NoiseKeyPair.Generate();
        byte[] payload = NoisePayload.Encode(identity, pair.Public, ["/yamux/1.0.0"]);
        byte[] first = new byte[32];
        new XxHandshake(true, pair, NoiseKeyPair.Generate(), default).WriteMessage(default, first);
        Run((random, _) =>
        {
            if (NoisePayload.TryDecode(Fuzz.Mutate(payload, random), out NoisePayload? decoded)) decoded.Vouches(pair.Public);
            XxHandshake responder = new(false, pair, pair, default);
            responder.TryReadMessage(Fuzz.Mutate(first, random), new byte[4096], out int length);
            XxHandshake initiator = new(true, pair, pair, default);
            initiator.WriteMessage(default, new byte[64]);
            Assert.False(initiator.TryReadMessage(Fuzz.Mutate(new byte[200], random), new byte[4096], out length));
        });
    }

    [Fact]
    public void Identify_messages_and_peer_records()
    {
        IdentityKey identity = IdentityKey.Generate();
        byte[] record = SignedPeerRecord.Sign(identity, 7, [Multiaddr.Parse("/ip4/1.2.3.4/tcp/9000")]);
        using ProtoWriter writer = new();
        writer.WriteBytes(1, identity.PublicKey.Encoded);
        writer.WriteBytes(2, Multiaddr.Parse("/ip4/1.2.3.4/tcp/9000").Span);
        writer.WriteString(3, "/ipfs/id/1.0.0");
        writer.WriteString(6, "agent");
        writer.WriteBytes(8, record);
        byte[] message = writer.WrittenSpan.ToArray();
        Assert.True(SignedPeerRecord.TryOpen(record, out SignedPeerRecord? opened));
        Assert.Equal((identity.PeerId, 7UL), (opened.Peer, opened.Sequence));
        Run((random, _) =>
        {
            new IdentifyMessage().TryMerge(Fuzz.Mutate(message, random));
            byte[] changed = Fuzz.Mutate(record, random);
            // Whatever is accepted was really signed: the same content, perhaps differently framed.
            if (SignedPeerRecord.TryOpen(changed, out SignedPeerRecord? accepted)) Assert.Equal((identity.PeerId, 7UL), (accepted.Peer, accepted.Sequence));
        });
    }

    [Fact]
    public async Task Multistream_conversations()
    {
        byte[] seed = [.. RawConnection.Message("/multistream/1.0.0"), .. RawConnection.Message("/a"), .. RawConnection.Message("ls"), .. RawConnection.Message("/noise"), 1, 2, 3];
        ProtocolTable table = new("/noise");
        await RunAsync(async (random, _) =>
        {
            foreach (int part in new[] { 1, 3, 64 })
            {
                ScriptedChannel channel = new(Fuzz.Mutate(seed, random), part);
                try
                {
                    string? taken = await MultistreamSelect.AnswerAsync(channel, table, CancellationToken.None);
                    Assert.True(taken is null or "/noise");
                    await MultistreamSelect.ProposeAsync(new ScriptedChannel(Fuzz.Mutate(seed, random), part), ["/a", "/noise"], CancellationToken.None);
                }
                catch (NegotiationException)
                {
                    // Refused, as it must be.
                }
                Assert.InRange(channel.Written, 0, 64 * 1024);
            }
        });
    }

    [Fact]
    public void Yamux_headers()
    {
        Run((random, _) =>
        {
            byte[] bytes = new byte[YamuxHeader.Bytes];
            random.NextBytes(bytes);
            if (random.Next(2) == 0) bytes[0] = 0;
            bytes[1] %= 8;
            if (!YamuxHeader.TryRead(bytes, out YamuxHeader header)) return;
            byte[] again = new byte[YamuxHeader.Bytes];
            header.Write(again);
            Assert.Equal(bytes, again);
        });
    }

    [Fact]
    public async Task Yamux_sessions()
    {
        MemoryNetwork network = new();
        await using Libp2pHost host = new(HostPair.Options(network, tcp: false));
        host.Handle(HostPair.Echo, HostPair.EchoAsync);
        await host.StartAsync();
        byte[] proposal = [.. RawConnection.Message("/multistream/1.0.0"), .. RawConnection.Message(HostPair.Echo), 1, 2, 3];
        byte[] frames = [.. Frame(FrameType.Data, FrameFlags.Syn, 1, (uint)proposal.Length), .. proposal, .. Frame(FrameType.WindowUpdate, FrameFlags.Syn, 3, 10),
            .. Frame(FrameType.Ping, FrameFlags.Syn, 0, 1), .. Frame(FrameType.Data, FrameFlags.Fin, 1, 4), 1, 2, 3, 4, .. Frame(FrameType.WindowUpdate, FrameFlags.Reset, 3, 0)];
        await RunAsync(async (random, i) =>
        {
            using RawConnection fuzzer = await RawConnection.ConnectAsync(host, network);
            byte[] bytes = Fuzz.Mutate(frames, random);
            int cut = random.Next(bytes.Length + 1);
            fuzzer.SendBytes(bytes[..cut]);
            if (i % 3 == 0) await Task.Yield();
            fuzzer.SendBytes(bytes[cut..]);
        });
        await HostPair.UntilAsync(() => host.ConnectedPeers.Count == 0 && host.BufferedBytes == 0);
        await using Libp2pHost honest = new(HostPair.Options(network, tcp: false));
        await honest.StartAsync();
        await honest.ConnectAsync(host.LocalPeer, host.ListenAddresses, HostPair.Patience);
        byte[] data = HostPair.Random(100_000);
        Assert.Equal(data, await HostPair.EchoedAsync(honest, host.LocalPeer, data));
    }

    private static byte[] Frame(FrameType type, FrameFlags flags, uint stream, uint length)
    {
        byte[] bytes = new byte[YamuxHeader.Bytes];
        new YamuxHeader(type, flags, stream, length).Write(bytes);
        return bytes;
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    private void Run(Action<Random, int> one) => RunAsync((random, i) =>
    {
        one(random, i);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    private async Task RunAsync(Func<Random, int, Task> one)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("XE_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        double seconds = double.TryParse(Environment.GetEnvironmentVariable("XE_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out double asked) ? asked : 0.5;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        Stopwatch watch = Stopwatch.StartNew();
        int i = 0;
        for (; i < 200 || watch.Elapsed.TotalSeconds < seconds; i++)
        {
            try
            {
                await one(random, i);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, case {i}: {e.Message}", e);
            }
        }
        output.WriteLine($"{i} cases");
    }

    private sealed class ScriptedChannel(byte[] script, int part) : IMessageChannel
    {
        private int _at;

        public int Written { get; private set; }

        public async ValueTask<bool> ReadExactAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (part == 1) await Task.Yield();
            if (script.Length - _at < buffer.Length) return false;
            script.AsSpan(_at, buffer.Length).CopyTo(buffer.Span);
            _at += buffer.Length;
            return true;
        }

        public void Write(ReadOnlySpan<byte> data) => Written += data.Length;

        public ValueTask FlushAsync(CancellationToken cancellationToken) => default;
    }
}
