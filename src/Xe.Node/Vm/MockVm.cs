using System.Net;
using System.Net.Sockets;

namespace Xe.Node.Vm;

/// <summary>A machine of the mock: a TCP port on loopback that greets each connection with a line and sends back what it is sent,
/// so that tunnels can be tried without a hypervisor.</summary>
internal sealed class MockVm : IAsyncDisposable
{
    private const int MaxConnections = 16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _slots = new(MaxConnections);
    private readonly byte[] _greeting;
    private readonly Task _serving;

    public MockVm(VmInfo info)
    {
        Info = info;
        _greeting = System.Text.Encoding.ASCII.GetBytes($"xe-mock-vm {info.Lease.Short}\n");
        _listener.Start(MaxConnections);
        _serving = Task.Run(ServeAsync);
    }

    public VmInfo Info { get; }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _serving.ConfigureAwait(false);
        _stop.Dispose();
        _slots.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                await _slots.WaitAsync(_stop.Token).ConfigureAwait(false);
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(EchoAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open).ConfigureAwait(false);
        }
    }

    private async Task EchoAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                await stream.WriteAsync(_greeting, _stop.Token).ConfigureAwait(false);
                await stream.CopyToAsync(stream, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side went away, or the machine ends.
            }
        }
        _slots.Release();
    }
}
