using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Primitives;
using Xe.Node;
using Xe.Node.Hosting;

namespace Xe.Tool.Bench;

/// <summary>A whole node for the network benches: SQLite on disk, TCP on loopback, no API.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private readonly BenchDirectory _directory;

    private BenchNode(BenchDirectory directory, XeNode node) => (_directory, Node) = (directory, node);

    public XeNode Node { get; }

    public NodeCore Core => Node.Core;

    public string Address => Node.Network.Addresses[0];

    /// <summary>Starts a node.</summary>
    /// <param name="genesis">Its network.</param>
    /// <param name="seed">Seed of its key; null = random, so that it has no weight.</param>
    /// <param name="dial">Addresses it dials.</param>
    /// <param name="bulk">Announces bulk sync.</param>
    public static async Task<BenchNode> StartAsync(GenesisPair genesis, ReadOnlyMemory<byte>? seed, IReadOnlyList<string> dial, bool bulk = true)
    {
        BenchDirectory directory = new();
        try
        {
            return new BenchNode(directory, await XeNode.StartAsync(
                new NodeOptions
                {
                    DataDirectory = Path.Combine(directory.Path, "data"),
                    Genesis = genesis,
                    InitialKeySeed = seed ?? System.Security.Cryptography.RandomNumberGenerator.GetBytes(32),
                    ListenAddress = "127.0.0.1",
                    Port = 0,
                    Dial = dial,
                    DisableMdns = true,
                    DisableDiscovery = true,
                    BulkSync = bulk,
                    Api = false,
                    MetricsAddress = "",
                },
                NullLoggerFactory.Instance).ConfigureAwait(false));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Submits a block as the API does.</summary>
    public async Task SubmitAsync(Block block)
    {
        IntakeResult result = await Node.Intake.SubmitAsync(block.ToWire()).ConfigureAwait(false);
        if (result.Rejection is { } rejection)
            throw new InvalidOperationException("the bench's block was refused: " + rejection.Text);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync().ConfigureAwait(false);
        _directory.Dispose();
    }
}
