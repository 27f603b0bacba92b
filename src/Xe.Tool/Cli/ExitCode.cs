namespace Xe.Tool.Cli;

/// <summary>What every command ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Ok = 0;

    /// <summary>The command could not do it, or the answer is no.</summary>
    internal const int Failed = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    internal const int Usage = 2;
}
