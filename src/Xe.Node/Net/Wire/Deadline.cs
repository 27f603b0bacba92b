namespace Xe.Node.Net.Wire;

/// <summary>A token that ends with a time limit or with the caller's token.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    /// <summary>Starts the limit.</summary>
    public Deadline(TimeProvider clock, TimeSpan limit, CancellationToken cancellationToken)
    {
        _timer = new CancellationTokenSource(limit, clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Begins the limit anew.</summary>
    public void Restart(TimeSpan limit) => _timer.CancelAfter(limit);

    /// <inheritdoc />
    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
