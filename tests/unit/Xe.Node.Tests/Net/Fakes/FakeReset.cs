namespace Xe.Node.Tests.Net.Fakes;

/// <summary>The reset of a stream, common to its two ends.</summary>
internal sealed class FakeReset
{
    private volatile bool _isSet;

    public bool IsSet => _isSet;

    public event Action? Set;

    public void Trigger()
    {
        _isSet = true;
        Set?.Invoke();
    }
}
