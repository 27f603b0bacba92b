namespace Xe.Core.Views;

/// <summary>A bare success.</summary>
public sealed record OkView
{
    /// <summary>Always true.</summary>
    public bool Ok { get; init; }
}
