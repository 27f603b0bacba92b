using Xe.Core;
using Xe.Core.AccountDirectory;
using Xe.Core.Primitives;

namespace Xe.Node.AccountDirectory;

/// <summary>Which account is served by which peer, as far as this node heard (spec 13 §2). Memory only; bounded; thread-safe.</summary>
public sealed class DirectoryTable
{
    /// <summary>Most accounts held unless told otherwise; further ones are refused while it is full.</summary>
    public const int DefaultCapacity = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Address, DirectoryRegistration> _records = [];
    private readonly TimeProvider _clock;
    private readonly string _networkId;
    private readonly long _ttlNs;
    private readonly int _capacity;

    /// <summary>An empty table.</summary>
    /// <param name="networkId">The network records are bound to.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="ttl">Life of a record from its own timestamp; zero or null = 30 min.</param>
    /// <param name="capacity">Most accounts held.</param>
    public DirectoryTable(string networkId, TimeProvider clock, TimeSpan? ttl = null, int capacity = DefaultCapacity)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        ArgumentNullException.ThrowIfNull(clock);
        (_networkId, _clock, _capacity) = (networkId, clock, capacity);
        Ttl = ttl is { Ticks: > 0 } given ? given : TimeSpan.FromTicks(DirectoryRegistration.DefaultTtlNs / TimeSpan.NanosecondsPerTick);
        _ttlNs = Ttl.Ticks * TimeSpan.NanosecondsPerTick;
    }

    /// <summary>Life of a record.</summary>
    public TimeSpan Ttl { get; }

    /// <summary>Records held, expired ones not yet pruned included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _records.Count;
        }
    }

    /// <summary>Verifies a record and keeps it where it is newer than the one held. Null = registered, or rightly ignored.</summary>
    public Rejection? Register(DirectoryRegistration registration) =>
        RegistrationSigning.Verify(registration, _networkId) ?? RegisterVerified(registration);

    /// <summary>Keeps a record whose signature was verified before it was queued.</summary>
    internal Rejection? RegisterVerified(DirectoryRegistration registration)
    {
        if (!Address.TryParse(registration.Account, out Address account))
            return new Rejection("missing_account", "account is no address");
        long now = _clock.UnixNow();
        if (registration.IsTooEarlyAt(now))
            return new Rejection("registration_too_early", "registration timestamp is too far ahead");
        lock (_gate)
        {
            if (_records.TryGetValue(account, out DirectoryRegistration? held))
            {
                if (held.Timestamp >= registration.Timestamp)
                    return null;
            }
            else if (!registration.IsLiveAt(now, _ttlNs))
            {
                return new Rejection("registration_expired", "registration is expired");
            }
            else if (_records.Count >= _capacity && PruneLocked(now) == 0)
            {
                return new Rejection("directory_full", "directory is full, try again later");
            }
            _records[account] = registration;
            return null;
        }
    }

    /// <summary>The live record of an account; null where there is none.</summary>
    public DirectoryRegistration? Lookup(Address account)
    {
        long now = _clock.UnixNow();
        lock (_gate)
        {
            return _records.TryGetValue(account, out DirectoryRegistration? held) && held.IsLiveAt(now, _ttlNs) ? held : null;
        }
    }

    /// <summary>All live records, sorted by account.</summary>
    public IReadOnlyList<DirectoryRegistration> List()
    {
        long now = _clock.UnixNow();
        lock (_gate)
            return [.. _records.Where(entry => entry.Value.IsLiveAt(now, _ttlNs)).OrderBy(entry => entry.Key).Select(entry => entry.Value)];
    }

    /// <summary>True where some live record's account begins and ends like the text, whatever its characters 32 to 47 are: the
    /// end marker of a provider's benchmark (spec 07 §4.3).</summary>
    public bool HasLiveMatch(string head, string tail)
    {
        long now = _clock.UnixNow();
        lock (_gate)
        {
            return _records.Any(entry => entry.Value.IsLiveAt(now, _ttlNs)
                && entry.Key.ToString() is { } text
                && text.StartsWith(head, StringComparison.Ordinal) && text.EndsWith(tail, StringComparison.Ordinal));
        }
    }

    /// <summary>Forgets expired records; returns how many.</summary>
    public int Prune()
    {
        lock (_gate)
            return PruneLocked(_clock.UnixNow());
    }

    private int PruneLocked(long now)
    {
        Address[] expired = [.. _records.Where(entry => !entry.Value.IsLiveAt(now, _ttlNs)).Select(entry => entry.Key)];
        foreach (Address account in expired)
            _records.Remove(account);
        return expired.Length;
    }
}
