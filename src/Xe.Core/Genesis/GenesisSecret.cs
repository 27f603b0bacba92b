using Xe.Core.Primitives;

namespace Xe.Core.Genesis;

/// <summary>A secret that was generated with a network. Never part of the documents.</summary>
/// <param name="Role">"treasury", "node-0" …, "dao-0" …, "oracle", "minter".</param>
/// <param name="Seed">The 32-byte seed.</param>
/// <param name="PublicKey">Its public key.</param>
/// <param name="Address">Its account.</param>
public sealed record GenesisSecret(string Role, byte[] Seed, PublicKey PublicKey, Address Address)
{
    /// <summary>Without the seed.</summary>
    public override string ToString() => $"{Role} {Address}";
}
