namespace Xe.Tool.Devnet;

/// <summary>What <c>devnet down</c> answers.</summary>
/// <param name="Directory">Where the devnet lives.</param>
/// <param name="Stopped">Nodes that stopped by themselves.</param>
/// <param name="Killed">Nodes that had to be killed.</param>
/// <param name="Removed">The directory was deleted.</param>
internal sealed record DevnetDownResult(string Directory, IReadOnlyList<string> Stopped, IReadOnlyList<string> Killed, bool Removed);
