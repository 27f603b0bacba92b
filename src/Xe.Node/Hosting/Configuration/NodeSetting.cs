using Xe.Node.Hosting;

namespace Xe.Node.Hosting.Configuration;

/// <summary>One setting under its three names.</summary>
public sealed class NodeSetting
{
    private readonly Func<NodeOptions, string, NodeOptions> _apply;
    private readonly Func<NodeOptions, string> _read;

    internal NodeSetting(string key, SettingKind kind, string description, Func<NodeOptions, string> read, Func<NodeOptions, string, NodeOptions> apply)
    {
        (Key, Kind, Description, _read, _apply) = (key, kind, description, read, apply);
    }

    /// <summary>Name in the file, as "api_port".</summary>
    public string Key { get; }

    /// <summary>Flag, as "--api-port".</summary>
    public string Flag => "--" + Key.Replace('_', '-');

    /// <summary>Environment variable, as "XE_API_PORT".</summary>
    public string Variable => "XE_" + Key.ToUpperInvariant();

    /// <summary>What its value is.</summary>
    public SettingKind Kind { get; }

    /// <summary>What it does, with its unit.</summary>
    public string Description { get; }

    /// <summary>The words of a <see cref="SettingKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; internal init; } = [];

    /// <summary>Least value of a number.</summary>
    public long Min { get; internal init; } = int.MinValue;

    /// <summary>Greatest value of a number.</summary>
    public long Max { get; internal init; } = int.MaxValue;

    /// <summary>True where the value must not be shown.</summary>
    public bool IsSecret { get; internal init; }

    /// <summary>The value in options, as text.</summary>
    public string Read(NodeOptions options) => _read(options);

    /// <summary>Options with another value. Throws <see cref="FormatException"/> with what was expected.</summary>
    public NodeOptions Apply(NodeOptions options, string value)
    {
        SettingText.Check(this, value);
        return _apply(options, value);
    }
}
