using System.Diagnostics.CodeAnalysis;
using Xe.Core.Primitives;

namespace Xe.Core.Leases;

/// <summary>The certificates a node knows, by hash and by provider (spec 12 §4.7, 05 entity 17). Leases pin hashes for ever,
/// so expired certificates are kept; retention is bounded per provider. Thread-safe.</summary>
public sealed class CertificateSet
{
    /// <summary>Most certificates kept per provider.</summary>
    public const int MaxPerProvider = 256;

    /// <summary>Providers held unless told otherwise: making certificates costs a stranger nothing but signatures.</summary>
    public const int DefaultMaxProviders = 100_000;

    private readonly Lock _gate = new();
    private readonly int _maxProviders;
    private readonly Dictionary<string, PerformanceCertificate> _byHash = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<PerformanceCertificate>> _byProvider = new(StringComparer.Ordinal);

    /// <summary>An empty set.</summary>
    /// <param name="maxProviders">Providers held; certificates of further ones are refused.</param>
    public CertificateSet(int maxProviders = DefaultMaxProviders) => _maxProviders = maxProviders;

    /// <summary>How many are held.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _byHash.Count;
        }
    }

    /// <summary>Adds a verified certificate.</summary>
    /// <param name="certificate">Verified by <see cref="CertificateSigning.Verify"/>, or read back from the own store.</param>
    /// <param name="evicted">The certificate to delete from the store to make room, or null.</param>
    /// <returns>False for a known hash, for one not newer than the oldest of a full list, and for a new provider when the
    /// set is full.</returns>
    public bool Add(PerformanceCertificate certificate, out PerformanceCertificate? evicted)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        evicted = null;
        lock (_gate)
        {
            if (_byHash.ContainsKey(certificate.Hash))
                return false;
            if (!_byProvider.TryGetValue(certificate.Provider, out List<PerformanceCertificate>? list))
            {
                if (_byProvider.Count >= _maxProviders)
                    return false;
                _byProvider[certificate.Provider] = list = [];
            }
            if (list.Count >= MaxPerProvider)
            {
                if (certificate.IssuedAt <= list[0].IssuedAt)
                    return false;
                evicted = list[0];
                list.RemoveAt(0);
                _byHash.Remove(evicted.Hash);
            }
            // After its equals: the order is stable in arrival.
            int index = list.Count;
            while (index > 0 && list[index - 1].IssuedAt > certificate.IssuedAt)
                index--;
            list.Insert(index, certificate);
            _byHash.Add(certificate.Hash, certificate);
            return true;
        }
    }

    /// <summary>Looks a pinned hash up, by exact text.</summary>
    public bool TryGet(string hash, [NotNullWhen(true)] out PerformanceCertificate? certificate)
    {
        lock (_gate)
            return _byHash.TryGetValue(hash, out certificate);
    }

    /// <summary>The provider's newest certificate, expired or not; null where none is known.</summary>
    public PerformanceCertificate? Current(Address provider)
    {
        lock (_gate)
            return _byProvider.TryGetValue(provider.ToString(), out List<PerformanceCertificate>? list) ? list[^1] : null;
    }

    /// <summary>The provider's newest certificate that expires after <paramref name="nowNs"/>; null where there is none.</summary>
    public PerformanceCertificate? CurrentValid(Address provider, long nowNs)
    {
        lock (_gate)
        {
            return _byProvider.TryGetValue(provider.ToString(), out List<PerformanceCertificate>? list)
                ? list.FindLast(c => c.IsValidAt(nowNs))
                : null;
        }
    }

    /// <summary>Each provider's current one sorted by provider, then the history newest first: the order of a pull (spec 12 §4.8).</summary>
    /// <param name="limit">Most entries returned.</param>
    public IReadOnlyList<PerformanceCertificate> All(int limit)
    {
        lock (_gate)
        {
            IEnumerable<PerformanceCertificate> current = _byProvider.Values.Select(list => list[^1]);
            IEnumerable<PerformanceCertificate> history = _byProvider.Values
                .SelectMany(list => list.Take(list.Count - 1))
                .OrderByDescending(c => c.IssuedAt);
            return [.. current.Concat(history).Take(limit)];
        }
    }
}
