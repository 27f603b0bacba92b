using System.Globalization;
using Xe.Libp2p.Host;
using Xunit.Abstractions;

namespace Xe.Libp2p.Tests.Host;

/// <summary>Many streams at once that write, read, half-close, cancel, reset and leave in random ways: what is echoed is what was
/// sent, and in the end nothing is left over. <c>XE_FUZZ_SEED</c> repeats a run.</summary>
public sealed class StreamStressTests(ITestOutputHelper output)
{
    private const int Lanes = 24;
    private const int StreamsPerLane = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Random_use_of_many_streams_keeps_every_byte_and_leaves_nothing_behind(bool tcp)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("XE_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using HostPair pair = await HostPair.CreateAsync(tcp);
        int whole = 0;

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(async () =>
        {
            Random random = new(seed + lane);
            (Libp2pHost from, PeerId to) = lane % 2 == 0 ? (pair.A, pair.B.LocalPeer) : (pair.B, pair.A.LocalPeer);
            for (int i = 0; i < StreamsPerLane; i++)
            {
                byte[] data = new byte[(int)Math.Pow(2, random.NextDouble() * 20)];
                random.NextBytes(data);
                switch (random.Next(5))
                {
                    case 0: await ResetMidwayAsync(from, to, data, random); break;
                    case 1: await LeaveEarlyAsync(from, to, data); break;
                    case 2: await CancelReadsAsync(from, to, data); break;
                    default:
                        byte[] back = await PiecewiseAsync(from, to, data, random);
                        Assert.True(data.AsSpan().SequenceEqual(back), $"seed {seed}, lane {lane}, stream {i}");
                        Interlocked.Increment(ref whole);
                        break;
                }
            }
        })));

        Assert.True(whole > Lanes);
        await HostPair.UntilAsync(() => Streams(pair.A) == 0 && Streams(pair.B) == 0);
        Assert.Equal((0, 0), (pair.A.BufferedBytes, pair.B.BufferedBytes));
        Assert.Equal((0, 0), (pair.A.CountedStreams, pair.B.CountedStreams));
        Assert.Single(pair.A.Connections());
    }

    private static int Streams(Libp2pHost host) => host.Connections().Sum(c => c.Streams);

    private static async Task<byte[]> PiecewiseAsync(Libp2pHost from, PeerId to, byte[] data, Random random)
    {
        await using IPeerStream stream = await from.OpenStreamAsync(to, [HostPair.Echo], HostPair.Patience);
        int piece = 1 + random.Next(Math.Max(1, data.Length));
        Task writing = Task.Run(async () =>
        {
            for (int at = 0; at < data.Length; at += piece)
                await stream.WriteAsync(data.AsMemory(at, Math.Min(piece, data.Length - at)), HostPair.Patience);
            await stream.CloseWriteAsync(HostPair.Patience);
        });
        byte[] back = await HostPair.ReadToEndAsync(stream);
        await writing;
        return back;
    }

    private static async Task ResetMidwayAsync(Libp2pHost from, PeerId to, byte[] data, Random random)
    {
        IPeerStream stream = await from.OpenStreamAsync(to, [HostPair.Echo], HostPair.Patience);
        Task writing = stream.WriteAsync(data, HostPair.Patience).AsTask();
        Task<int> reading = stream.ReadAsync(new byte[100], HostPair.Patience).AsTask();
        if (random.Next(2) == 0) await Task.Yield();
        stream.Reset();
        foreach (Task task in new[] { writing, reading })
        {
            try
            {
                await task;
            }
            catch (StreamResetException)
            {
                // As it should be, where it was not done before.
            }
        }
    }

    private static async Task LeaveEarlyAsync(Libp2pHost from, PeerId to, byte[] data)
    {
        await using IPeerStream stream = await from.OpenStreamAsync(to, [HostPair.Echo], HostPair.Patience);
        await stream.WriteAsync(data.AsMemory(0, Math.Min(data.Length, 50_000)), HostPair.Patience);
    }

    private static async Task CancelReadsAsync(Libp2pHost from, PeerId to, byte[] data)
    {
        await using IPeerStream stream = await from.OpenStreamAsync(to, [HostPair.Echo], HostPair.Patience);
        await stream.WriteAsync("x"u8.ToArray(), HostPair.Patience);
        Assert.Equal(1, await stream.ReadAsync(new byte[10], HostPair.Patience));
        using CancellationTokenSource cancel = new();
        Task<int> reading = stream.ReadAsync(new byte[10], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        byte[] some = data[..Math.Min(data.Length, 1000)];
        await stream.WriteAsync(some, HostPair.Patience);
        await stream.CloseWriteAsync(HostPair.Patience);
        Assert.Equal(some, await HostPair.ReadToEndAsync(stream));
    }
}
