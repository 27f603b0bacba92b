using Xe.Core.Consensus;
using Xe.Core.Crypto;
using Xe.Core.Primitives;

namespace Xe.Simulator;

/// <summary>A key from the run's seed. Votes are not signed in a simulation: nothing here forges, and the time goes into
/// seeds instead.</summary>
public sealed class SimKey : IVotingKey
{
    private static readonly byte[] NoSignature = new byte[64];

    /// <summary>A key pair from 32 random bytes.</summary>
    public SimKey(SimRandom random)
    {
        Seed = new byte[32];
        for (int i = 0; i < Seed.Length; i += 8)
            BitConverter.TryWriteBytes(Seed.AsSpan(i), random.NextULong());
        Span<byte> key = stackalloc byte[32];
        Ed25519.PublicKeyFromSeed(Seed, key);
        PublicKey = new PublicKey(key);
        Address = Address.FromPublicKey(PublicKey);
    }

    /// <summary>The private seed.</summary>
    public byte[] Seed { get; }

    /// <inheritdoc />
    public PublicKey PublicKey { get; }

    /// <summary>The account of the key.</summary>
    public Address Address { get; }

    /// <inheritdoc />
    public byte[] Sign(ReadOnlySpan<byte> message) => NoSignature;
}
