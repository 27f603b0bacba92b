using System.Collections.Concurrent;
using Xe.Core.Storage;

namespace Xe.Node.Storage;

/// <summary>At most so many reader connections, opened when first needed and kept. A reader beyond waits for one to come
/// back; none is held across a caller's own code.</summary>
internal sealed class ReaderPool(Func<SqliteLookup> open, int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size, size);
    private readonly ConcurrentBag<SqliteLookup> _idle = [];
    private volatile bool _closed;

    public Lease Rent()
    {
        _free.Wait();
        try
        {
            if (_closed)
                throw new StoreException(StoreFailure.Closed, "the store is closed");
            return new Lease(this, _idle.TryTake(out SqliteLookup? lookup) ? lookup : open());
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>Waits for the readers that are out, then closes all.</summary>
    public void Dispose()
    {
        _closed = true;
        for (int i = 0; i < size; i++)
            _free.Wait();
        while (_idle.TryTake(out SqliteLookup? lookup))
            lookup.Dispose();
        _free.Release(size);
    }

    /// <summary>One connection on loan.</summary>
    internal readonly struct Lease(ReaderPool pool, SqliteLookup lookup) : IDisposable
    {
        public SqliteLookup Lookup => lookup;

        /// <inheritdoc />
        public void Dispose()
        {
            pool._idle.Add(lookup);
            pool._free.Release();
        }
    }
}
