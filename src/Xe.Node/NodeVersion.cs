using System.Reflection;

namespace Xe.Node;

/// <summary>This build's version.</summary>
public static class NodeVersion
{
    /// <summary>Build version, as "0.1.0".</summary>
    public static string Build { get; } =
        typeof(NodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>"xe/" and the build version: agent string and API version.</summary>
    public static string Agent { get; } = "xe/" + Build;
}
