using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xe.Node.Observability;
using Xe.Node.Observability.Logging;

namespace Xe.Node.Hosting;

/// <summary>Runs a node as a process does: on the generic host, until a signal or a failure (spec 09 §7).</summary>
public static class NodeRunner
{
    /// <summary>Exit code of a clean stop.</summary>
    public const int Stopped = 0;

    /// <summary>Exit code of a start or a run that failed.</summary>
    public const int Failed = 1;

    /// <summary>Runs a node until SIGINT, SIGTERM, cancellation or failure. A second signal ends the process at once.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="output">Gets the few lines of spec 09 §7.1; messages go to the log.</param>
    /// <param name="errors">Gets the log where no file is named, and the reason of a failed start.</param>
    /// <param name="cancellationToken">Stops the node.</param>
    /// <returns><see cref="Stopped"/> or <see cref="Failed"/>.</returns>
    public static async Task<int> RunAsync(
        NodeOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        TextWriter log = TextWriter.Synchronized(errors);
        RotatingFile? file = null;
        try
        {
            file = OpenLog(options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            await errors.WriteLineAsync($"cannot open the log file {options.LogFile}: {e.Message}").ConfigureAwait(false);
            return Failed;
        }
        using (file)
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            using LineLoggerProvider lines = new(file is null ? log.WriteLine : file.WriteLine, options.LogJson, TimeProvider.System);
            builder.Logging.SetMinimumLevel(options.LogLevel).AddProvider(lines);
            // The server's own chatter is for debugging.
            builder.Logging.AddFilter("Microsoft", options.LogLevel <= LogLevel.Debug ? LogLevel.Debug : LogLevel.Warning);
            // A failed start is told once, by its reason.
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting", options.LogLevel <= LogLevel.Debug ? LogLevel.Debug : LogLevel.None);
            builder.Services.AddSingleton<IHostLifetime>(services => new SignalLifetime(services.GetRequiredService<IHostApplicationLifetime>(), output));
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownLimit + TimeSpan.FromSeconds(5));
            builder.Services.AddSingleton(services => new NodeService(
                options, output, services.GetRequiredService<ILoggerFactory>(), services.GetRequiredService<IHostApplicationLifetime>()));
            builder.Services.AddHostedService(services => services.GetRequiredService<NodeService>());
            return await RunAsync(builder.Build(), file is null ? null : errors, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> RunAsync(IHost host, TextWriter? errors, CancellationToken cancellationToken)
    {
        using (host)
        {
            NodeService node = host.Services.GetRequiredService<NodeService>();
            ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("xe");
            try
            {
                await host.StartAsync(cancellationToken).ConfigureAwait(false);
                await host.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
                return node.HasFailed ? Failed : Stopped;
            }
            catch (NodeStartException e)
            {
                logger.StartFailed(e.Message);
                // The log may be in a file that nobody looks at.
                if (errors is not null)
                    await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
                return Failed;
            }
            catch (OperationCanceledException)
            {
                return Stopped;
            }
        }
    }

    private static RotatingFile? OpenLog(NodeOptions options) => options.LogFile.Length == 0
        ? null
        : new RotatingFile(options.LogFile, (options.LogMaxSizeMb <= 0 ? 64L : options.LogMaxSizeMb) << 20, options.LogMaxFiles < 0 ? 5 : options.LogMaxFiles);
}
