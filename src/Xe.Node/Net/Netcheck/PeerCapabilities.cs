namespace Xe.Node.Net.Netcheck;

/// <summary>A peer's announcement. Remote text, at most 1 KiB in all.</summary>
/// <param name="Version">Protocol version.</param>
/// <param name="Features">Features.</param>
public sealed record PeerCapabilities(string Version, IReadOnlyList<string> Features);
