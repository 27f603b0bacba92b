using System.Globalization;
using Xe.Client;
using Xe.Client.Nodes;
using Xe.Core.Views;

namespace Xe.Tool.Devnet;

/// <summary>Starts nodes of a devnet: real processes on loopback, each dialling all others. Ports are free ones at first and kept
/// from then on, so that a node that restarts is where the others look for it.</summary>
internal sealed class DevnetLauncher(DevnetDirectory directory, IReadOnlyList<string> nodeArguments)
{
    private const int MaxAttempts = 3;

    /// <summary>Starts a node and tells where it is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="known">What is known of it from an earlier start; null for a new one.</param>
    /// <param name="others">The other nodes.</param>
    /// <param name="progress">Gets the last line of its log.</param>
    /// <param name="cancellationToken">Gives the start up; the process is ended then.</param>
    internal async Task<DevnetNode> StartAsync(
        string name, DevnetNode? known, IEnumerable<DevnetNode> others, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        string[] dial = [.. others.Where(node => node.Name != name).Select(node => node.Multiaddress)];
        List<string> arguments =
        [
            "--genesis-dir", directory.Genesis,
            "--node-key", directory.KeyOf(name),
            "--listen", "127.0.0.1",
            "--port", Text(known is null ? 0 : PortOf(known.Multiaddress)),
            "--api-port", Text(known is null ? 0 : new Uri(known.ApiUrl).Port),
            "--metrics-addr", "127.0.0.1:0",
            "--disable-mdns",
            "--no-discovery",
            "--max-conns-per-ip", "64",
            .. nodeArguments,
        ];
        if (dial.Length > 0)
            arguments.AddRange(["--dial", string.Join(',', dial)]);
        NodeStartOptions options = new()
        {
            DataDirectory = directory.Data(name),
            Program = NodeProgram.Current(),
            Arguments = arguments,
        };
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                NodeFile file = await NodeProcess.StartAsync(options, progress, cancellationToken).ConfigureAwait(false);
                return new DevnetNode(name, file.Address, file.PeerId, file.ListenAddresses[0], file.ApiUrl!);
            }
            catch (XeException e) when (known is not null && attempt < MaxAttempts && e.Code == XeErrors.NodeStartFailed
                && e.Message.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                // The port of a process that just ended may be held a moment longer.
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static int PortOf(string multiaddress)
    {
        string[] parts = multiaddress.Split('/');
        int tcp = Array.IndexOf(parts, "tcp");
        return tcp >= 0 && tcp + 1 < parts.Length && int.TryParse(parts[tcp + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? port
            : throw new XeException("devnet_broken", "no TCP port in " + multiaddress);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
