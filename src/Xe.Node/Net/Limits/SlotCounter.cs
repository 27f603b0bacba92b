namespace Xe.Node.Net.Limits;

/// <summary>A number of places that are taken at once or not at all. Thread-safe.</summary>
internal sealed class SlotCounter(int slots)
{
    private int _free = slots;

    /// <summary>Takes a place where one is free.</summary>
    public bool TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
            return true;
        Interlocked.Increment(ref _free);
        return false;
    }

    public void Release() => Interlocked.Increment(ref _free);
}
