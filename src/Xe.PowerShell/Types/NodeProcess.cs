using Xe.Core.Views;

namespace Xe;

/// <summary>A node that runs in the background on this machine.</summary>
public sealed class NodeProcess
{
    internal NodeProcess(NodeFile file, string dataPath, IReadOnlyList<string> arguments)
    {
        Id = file.Pid;
        DataPath = dataPath;
        ApiUri = file.ApiUrl is { } api ? new Uri(api) : null;
        OpsUri = file.OpsUrl is { } ops ? new Uri(ops) : null;
        PeerId = file.PeerId;
        ListenAddresses = [.. file.ListenAddresses];
        Address = file.Address;
        NetworkId = file.NetworkId;
        Version = file.Version;
        StartedAt = file.StartedAt;
        Arguments = arguments;
    }

    /// <summary>Process id.</summary>
    public int Id { get; }

    /// <summary>Its data directory.</summary>
    public string DataPath { get; }

    /// <summary>Where its API answers; null where it has none.</summary>
    public Uri? ApiUri { get; }

    /// <summary>Where health and metrics answer; null where that is off.</summary>
    public Uri? OpsUri { get; }

    /// <summary>libp2p peer id.</summary>
    public string PeerId { get; }

    /// <summary>libp2p addresses it listens on.</summary>
    public string[] ListenAddresses { get; }

    /// <summary>Address of the node's account.</summary>
    public string Address { get; }

    /// <summary>Network id.</summary>
    public string NetworkId { get; }

    /// <summary>Program version.</summary>
    public string Version { get; }

    /// <summary>Since when it runs.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>What it was started with, where this session started it.</summary>
    internal IReadOnlyList<string> Arguments { get; }

    /// <inheritdoc />
    public override string ToString() => DataPath;
}
