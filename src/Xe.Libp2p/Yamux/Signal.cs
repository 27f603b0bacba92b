using System.Threading.Tasks.Sources;

namespace Xe.Libp2p.Yamux;

/// <summary>An auto-reset signal for one waiter at a time, without an allocation per wait.</summary>
internal sealed class Signal : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private bool _set;
    private bool _waiting;

    /// <summary>Completes at the next <see cref="Set"/>, at once where one came since the last wait.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_set)
            {
                _set = false;
                return default;
            }
            if (_waiting) throw new InvalidOperationException("two writes at the same time");
            if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
            _source.Reset();
            _waiting = true;
            _token = cancellationToken;
            if (cancellationToken.CanBeCanceled)
                _registration = cancellationToken.UnsafeRegister(static (state, token) => ((Signal)state!).Cancel(token), this);
            return new ValueTask(this, _source.Version);
        }
    }

    public void Set()
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                _set = true;
                return;
            }
            _waiting = false;
            _registration.Unregister();
            _source.SetResult(true);
        }
    }

    private void Cancel(CancellationToken token)
    {
        lock (_lock)
        {
            if (!_waiting || _token != token) return;
            _waiting = false;
            _source.SetException(new OperationCanceledException(token));
        }
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
