namespace Xe.Tool.Cli;

/// <summary>Values that parse, but make no command together: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
