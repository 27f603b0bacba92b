namespace Xe.Tool.Bench;

/// <summary>What a running bench is given.</summary>
/// <param name="Progress">Takes one line for whoever watches; goes to standard error.</param>
/// <param name="CancellationToken">Ends the run between two measurements.</param>
internal sealed record BenchRun(Action<string> Progress, CancellationToken CancellationToken)
{
    /// <summary>Throws when the run is to end.</summary>
    public void ThrowIfCancelled() => CancellationToken.ThrowIfCancellationRequested();
}
