using Xe.Core.Chat;
using Xe.Core.Primitives;

namespace Xe.Node.Chat;

/// <summary>The newest messages of each account this node took in (spec 13 §7.3). Memory only; bounded in accounts, messages
/// and ids; thread-safe.</summary>
public sealed class ChatStore
{
    /// <summary>Messages kept per account.</summary>
    public const int MaxPerAccount = 1000;

    /// <summary>Ids remembered, so that a message is taken once.</summary>
    public const int MaxIds = 100_000;

    /// <summary>Accounts with messages; the one idle longest makes room.</summary>
    public const int MaxAccounts = 10_000;

    // More than the width of the freshness window: a forgotten id can no longer pass the check.
    private const long ForgetIdsAfterNs = 600_000_000_000;

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, LinkedListNode<Ring>> _rings = new(StringComparer.Ordinal);
    private readonly LinkedList<Ring> _byUse = new();
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);

    /// <summary>An empty store.</summary>
    public ChatStore(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
    }

    /// <summary>Raised for every message taken, outside the lock, from the taker's thread: handlers only enqueue.</summary>
    public event Action<ChatEnvelope>? Stored;

    /// <summary>Takes a verified message; false where its id is known, or no id more can be remembered (fails closed).</summary>
    public bool TryAdd(ChatEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        lock (_gate)
        {
            if (_ids.ContainsKey(envelope.Id) || (_ids.Count >= MaxIds && !ForgetOldIds()))
                return false;
            _ids.Add(envelope.Id, envelope.Timestamp);
            Enter(envelope.To, envelope);
            if (envelope.From != envelope.To)
                Enter(envelope.From, envelope);
        }
        Stored?.Invoke(envelope);
        return true;
    }

    /// <summary>True where the id was taken before.</summary>
    public bool IsKnown(string id)
    {
        lock (_gate)
            return _ids.ContainsKey(id);
    }

    /// <summary>The messages of an account in order of arrival, oldest first.</summary>
    public IReadOnlyList<ChatEnvelope> Messages(string account)
    {
        lock (_gate)
            return _rings.TryGetValue(account, out LinkedListNode<Ring>? ring) ? [.. ring.Value.Messages] : [];
    }

    /// <summary>Accounts with messages, sorted.</summary>
    public IReadOnlyList<string> Accounts()
    {
        lock (_gate)
            return [.. _rings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The other parties of an account's messages, sorted.</summary>
    public IReadOnlyList<string> Contacts(string account)
    {
        lock (_gate)
        {
            return _rings.TryGetValue(account, out LinkedListNode<Ring>? ring)
                ? [.. ring.Value.Messages.SelectMany(m => new[] { m.From, m.To }).Where(party => party != account).Distinct().Order(StringComparer.Ordinal)]
                : [];
        }
    }

    private void Enter(string account, ChatEnvelope envelope)
    {
        if (_rings.TryGetValue(account, out LinkedListNode<Ring>? node))
        {
            _byUse.Remove(node);
        }
        else
        {
            if (_rings.Count >= MaxAccounts)
            {
                _rings.Remove(_byUse.First!.Value.Account);
                _byUse.RemoveFirst();
            }
            node = new LinkedListNode<Ring>(new Ring(account));
            _rings.Add(account, node);
        }
        _byUse.AddLast(node);
        if (node.Value.Messages.Count >= MaxPerAccount)
            node.Value.Messages.Dequeue();
        node.Value.Messages.Enqueue(envelope);
    }

    private bool ForgetOldIds()
    {
        long now = _clock.UnixNow();
        foreach (string id in _ids.Where(entry => (Int128)now - entry.Value > ForgetIdsAfterNs).Select(entry => entry.Key).ToArray())
            _ids.Remove(id);
        return _ids.Count < MaxIds;
    }

    private sealed class Ring(string account)
    {
        public string Account { get; } = account;
        public Queue<ChatEnvelope> Messages { get; } = new();
    }
}
