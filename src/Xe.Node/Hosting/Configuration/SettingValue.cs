namespace Xe.Node.Hosting.Configuration;

/// <summary>A setting's effective value and where it came from.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Value">Its text; "***" for a secret that is set.</param>
/// <param name="Source">The layer that won.</param>
/// <param name="Where">The file, variable or flag; "" for a default.</param>
public sealed record SettingValue(NodeSetting Setting, string Value, SettingSource Source, string Where);
