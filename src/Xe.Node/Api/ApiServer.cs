using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Xe.Node.Api;

/// <summary>A Kestrel server on a socket that is bound already: HTTP/1.1 with the limits of spec 08 §1.</summary>
internal sealed class ApiServer
{
    private static readonly TimeSpan HeadersLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(120);

    // A client that reads slower than this for longer than the grace is cut off.
    private static readonly MinDataRate SlowestReader = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));

    private const int MaxConnections = 4_096;
    private const int MaxHeaderBytes = 32 << 10;

    private readonly WebApplication _app;

    private ApiServer(WebApplication app, IPEndPoint endPoint) => (_app, EndPoint) = (app, endPoint);

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="socket">Bound, not listening; the server closes it.</param>
    /// <param name="handler">Answers every request.</param>
    /// <param name="loggers">Where the server logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ApiServer> StartAsync(Socket socket, RequestHandler handler, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        IPEndPoint endPoint = (IPEndPoint)socket.LocalEndPoint!;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => socket);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.RequestHeadersTimeout = HeadersLimit;
            options.Limits.KeepAliveTimeout = IdleLimit;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = SlowestReader;
            options.Limits.MaxConcurrentConnections = MaxConnections;
            options.Limits.MaxConcurrentUpgradedConnections = MaxConnections;
            options.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            // The cap of bodies is the reader's: a longer one is answered, not cut off (spec 08 §2.4).
            options.Limits.MaxRequestBodySize = null;
            options.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        });
        WebApplication app = builder.Build();
        app.Run(handler.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ApiServer(app, endPoint);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no new connections, lets requests finish within the limit, then cuts them off.</summary>
    public async ValueTask StopAsync(TimeSpan limit)
    {
        using CancellationTokenSource cut = new(limit);
        try
        {
            await _app.StopAsync(cut.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Cut off.
        }
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    // Signals are the program's business, not the server's.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
