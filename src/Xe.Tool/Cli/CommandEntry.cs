using System.CommandLine;

namespace Xe.Tool.Cli;

/// <summary>A command of the first level.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Builds it with everything under it.</param>
internal sealed record CommandEntry(string Name, Func<Command> Create);
