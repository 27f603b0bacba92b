using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Xe.Libp2p.Multistream;

namespace Xe.Libp2p.Host;

/// <summary>The protocols served and their handlers. Reads never wait; changes replace the table.</summary>
internal sealed class HandlerTable : IProtocolTable
{
    private readonly Lock _lock = new();
    private volatile FrozenDictionary<string, Entry> _entries = FrozenDictionary<string, Entry>.Empty;

    /// <summary>Told after each change.</summary>
    public event Action? Changed;

    public IReadOnlyCollection<string> Protocols => _entries.Keys;

    /// <summary>Serves a protocol; null stops serving it.</summary>
    public void Set(string protocol, Func<IPeerStream, CancellationToken, Task>? handler)
    {
        if (protocol.Length == 0 || Encoding.UTF8.GetByteCount(protocol) >= MultistreamSelect.MaxMessageBytes || protocol.Contains('\n'))
            throw new ArgumentException($"a protocol id has 1 to {MultistreamSelect.MaxMessageBytes - 1} bytes and no line feed", nameof(protocol));
        lock (_lock)
        {
            Dictionary<string, Entry> next = new(_entries);
            if (handler is not null) next[protocol] = new Entry(protocol, handler);
            else if (!next.Remove(protocol)) return;
            _entries = next.ToFrozenDictionary();
        }
        Changed?.Invoke();
    }

    public Func<IPeerStream, CancellationToken, Task>? Find(string protocol) => _entries.GetValueOrDefault(protocol)?.Handler;

    public bool TryMatch(ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? protocol)
    {
        protocol = null;
        Span<char> text = stackalloc char[MultistreamSelect.MaxMessageBytes];
        if (name.Length > text.Length || !Encoding.UTF8.TryGetChars(name, text, out int length)) return false;
        if (!_entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out Entry? entry)) return false;
        protocol = entry.Protocol;
        return true;
    }

    private sealed record Entry(string Protocol, Func<IPeerStream, CancellationToken, Task> Handler);
}
