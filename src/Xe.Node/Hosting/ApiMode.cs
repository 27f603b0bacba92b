namespace Xe.Node.Hosting;

/// <summary>Who may use the API (architecture §7).</summary>
public enum ApiMode
{
    /// <summary>The operator: writes and costly routes need the data directory's token; only local host names are answered.</summary>
    Private = 0,
    /// <summary>Everybody, within rate limits, as the public nodes run it.</summary>
    Public,
}
