namespace Xe.HelpBuilder;

/// <summary>How a parameter stands in a parameter set.</summary>
/// <param name="Set">The set's name; "" = all.</param>
/// <param name="Mandatory">Has to be given.</param>
/// <param name="Position">From 0; null = by name only.</param>
/// <param name="ByValue">Binds pipeline objects.</param>
/// <param name="ByPropertyName">Binds a property of pipeline objects.</param>
public sealed record ParameterUse(string Set, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>The pipeline input, in the help format's words.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
