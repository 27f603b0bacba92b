namespace Xe.Node.Hosting.Configuration;

/// <summary>Where a value came from; a later one wins.</summary>
public enum SettingSource
{
    /// <summary>The built-in default.</summary>
    Default,
    /// <summary>The configuration file.</summary>
    File,
    /// <summary>An environment variable.</summary>
    Environment,
    /// <summary>A flag of the command line.</summary>
    Flag,
}
