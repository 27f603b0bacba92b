namespace Xe.Core.Views;

/// <summary>Body of <c>POST /lease/request</c> (spec 08 §10.4).</summary>
public sealed record LeaseRequest
{
    /// <summary>Virtual CPUs.</summary>
    public ulong Vcpus { get; init; }

    /// <summary>MiB.</summary>
    public ulong MemoryMb { get; init; }

    /// <summary>GB.</summary>
    public ulong DiskGb { get; init; }

    /// <summary>Seconds.</summary>
    public ulong Duration { get; init; }

    /// <summary>Login key, hex.</summary>
    public string? AccessPubKey { get; init; }
}
