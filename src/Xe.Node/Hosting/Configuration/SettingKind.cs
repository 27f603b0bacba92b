namespace Xe.Node.Hosting.Configuration;

/// <summary>What a setting's value is, and how the file's schema describes it.</summary>
public enum SettingKind
{
    /// <summary>Any text.</summary>
    Text,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>true or false.</summary>
    Switch,
    /// <summary>Texts; separated by commas outside the file.</summary>
    List,
    /// <summary>A time such as "90s" or "1m30s".</summary>
    Duration,
    /// <summary>One of a few words.</summary>
    Choice,
}
