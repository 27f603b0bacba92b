namespace Xe.Core.Genesis;

/// <summary>A new network: its public documents, validated, and its secrets, to be kept apart.</summary>
/// <param name="Pair">The validated pair; its documents are what is to be published.</param>
/// <param name="Secrets">What was generated.</param>
public sealed record GeneratedNetwork(GenesisPair Pair, IReadOnlyList<GenesisSecret> Secrets)
{
    /// <summary>The secret of a role; throws <see cref="KeyNotFoundException"/> where there is none.</summary>
    public GenesisSecret Secret(string role) =>
        Secrets.FirstOrDefault(secret => secret.Role == role) ?? throw new KeyNotFoundException("no generated secret of role " + role);
}
