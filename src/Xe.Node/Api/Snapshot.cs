namespace Xe.Node.Api;

/// <summary>A list that costs work in proportion to the ledger, made at most once a second and never for more than a tenth
/// of the time, shared by all callers. Thread-safe; callers of one moment wait for one computation.</summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class Snapshot<T>(TimeProvider clock, Func<T> make) where T : class
{
    private static readonly TimeSpan ShortestAge = TimeSpan.FromSeconds(1);

    private const int CostFactor = 10;

    private readonly Lock _gate = new();
    private T? _value;
    private long _madeAt;
    private TimeSpan _age = ShortestAge;

    /// <summary>The list as it was not long ago.</summary>
    public T Get()
    {
        lock (_gate)
        {
            if (_value is not null && clock.GetElapsedTime(_madeAt) < _age)
                return _value;
            long start = clock.GetTimestamp();
            _value = make();
            _madeAt = clock.GetTimestamp();
            TimeSpan cost = clock.GetElapsedTime(start, _madeAt) * CostFactor;
            _age = cost > ShortestAge ? cost : ShortestAge;
            return _value;
        }
    }
}
