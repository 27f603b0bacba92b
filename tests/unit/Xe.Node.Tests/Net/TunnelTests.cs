using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Xe.Core;
using Xe.Core.Primitives;
using Xe.Libp2p.Host;
using Xe.Node.Net.Tunnel;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class TunnelTests : IDisposable
{
    private static readonly Hash256 Lease = Hash256.Parse(new string('a', 64));

    private readonly FakeSwitch _medium = new();
    private readonly FakePeerNetwork _provider, _client;
    private readonly TcpListener _backend = new(IPAddress.Loopback, 0);

    public TunnelTests()
    {
        (_provider, _client) = (_medium.Add(), _medium.Add());
        _backend.Start();
        new TunnelProtocol(_provider, null, NullLogger.Instance).Serve(async (lease, token) =>
        {
            if (lease != Lease)
                return (null, new Rejection("lease_not_found", "lease not found"));
            TcpClient tcp = new();
            await tcp.ConnectAsync((IPEndPoint)_backend.LocalEndpoint, token);
            return (tcp.GetStream(), null);
        });
        FakeSwitch.Connect(_client, _provider);
    }

    [Fact]
    public async Task Bytes_go_both_ways_and_the_ends_close_each_other()
    {
        Task echo = EchoOnceAsync();
        IPeerStream stream = await new TunnelProtocol(_client, null, NullLogger.Instance).OpenAsync(_provider.LocalPeer, Lease, CancellationToken.None);
        await stream.WriteAsync("hello"u8.ToArray());
        byte[] answer = new byte[64];
        Assert.Equal("hello", Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer)));
        await stream.CloseWriteAsync();
        Assert.Equal(0, await stream.ReadAsync(answer));
        await echo;
    }

    [Fact]
    public async Task A_refusal_comes_with_the_providers_text()
    {
        IOException failure = await Assert.ThrowsAsync<IOException>(
            () => new TunnelProtocol(_client, null, NullLogger.Instance).OpenAsync(_provider.LocalPeer, default, CancellationToken.None));
        Assert.Equal("tunnel: provider error: lease not found", failure.Message);
    }

    [Fact]
    public async Task An_unknown_status_is_named()
    {
        _provider.Handle("/xe/tunnel/2.0.0", async (stream, token) =>
        {
            await stream.ReadAsync(new byte[32], token);
            await stream.WriteAsync((byte[])[0x7f], token);
        });
        IOException failure = await Assert.ThrowsAsync<IOException>(
            () => new TunnelProtocol(_client, null, NullLogger.Instance).OpenAsync(_provider.LocalPeer, default, CancellationToken.None));
        Assert.Equal("tunnel: unexpected status byte: 0x7f", failure.Message);
    }

    public void Dispose() => _backend.Dispose();

    private async Task EchoOnceAsync()
    {
        using TcpClient tcp = await _backend.AcceptTcpClientAsync();
        NetworkStream stream = tcp.GetStream();
        byte[] buffer = new byte[64];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
            await stream.WriteAsync(buffer.AsMemory(0, read));
    }
}
