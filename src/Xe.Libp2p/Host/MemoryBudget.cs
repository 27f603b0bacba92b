namespace Xe.Libp2p.Host;

/// <summary>A bound on buffered bytes, nested: what is taken here is taken of the parent too. Thread-safe.</summary>
internal sealed class MemoryBudget(long limitBytes, MemoryBudget? parent = null)
{
    private long _used;

    /// <summary>Bytes taken.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Less than half is taken, here and above: windows may grow.</summary>
    public bool IsRelaxed => Used < limitBytes / 2 && (parent?.IsRelaxed ?? true);

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > limitBytes || (parent is not null && !parent.TryTake(bytes)))
        {
            Interlocked.Add(ref _used, -bytes);
            return false;
        }
        return true;
    }

    public void Give(int bytes)
    {
        Interlocked.Add(ref _used, -bytes);
        parent?.Give(bytes);
    }
}
