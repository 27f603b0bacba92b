using Microsoft.Extensions.Logging;
using Xe.Core.Ledger.Audit;
using Xe.Core.Views;
using Xe.Node.Events;
using Xe.Node.Observability;

namespace Xe.Node.Hosting;

/// <summary>A node: everything between the data directory and the listeners, started in a safe order and stopped in the
/// reverse one (spec 14 §3.3, §9). Several can run in one process.</summary>
public sealed partial class XeNode : IAsyncDisposable
{
    private static readonly TimeSpan ServerStopLimit = TimeSpan.FromSeconds(5);

    private readonly NodeOptions _options;
    private readonly ILogger _logger;
    private readonly CloseStack _opened;
    private readonly CancellationTokenSource _scope = new();
    private readonly List<Task> _loops = [];
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _stopGate = new();
    private Task? _stopping;

    private XeNode(NodeOptions options, ILogger logger, CloseStack opened)
    {
        (_options, _logger, _opened) = (options, logger, opened);
    }

    /// <summary>The node's parts.</summary>
    public NodeCore Core { get; private set; } = null!;

    /// <summary>The node's network.</summary>
    public INodeNetwork Network { get; private set; } = null!;

    /// <summary>Directory, chat, attestation and the providers heard of.</summary>
    public NodeServices Services { get; private set; } = null!;

    /// <summary>Takes blocks in as the API does.</summary>
    public BlockIntake Intake { get; private set; } = null!;

    /// <summary>What happens on the node.</summary>
    public EventHub Events { get; private set; } = null!;

    /// <summary>The supply audit.</summary>
    public SupplyAuditor Supply { get; private set; } = null!;

    /// <summary>Liveness and readiness.</summary>
    public HealthReporter Health { get; private set; } = null!;

    /// <summary>The metrics as Prometheus text.</summary>
    public PrometheusExporter Exporter { get; private set; } = null!;

    /// <summary>Root of the API; null where it is off.</summary>
    public Uri? ApiUrl { get; private set; }

    /// <summary>Root of the ops listener; null where it is off.</summary>
    public Uri? OpsUrl { get; private set; }

    /// <summary>The token that private routes ask for: what <c>api.token</c> holds.</summary>
    public string ApiToken { get; private set; } = "";

    /// <summary>What <c>node.json</c> holds.</summary>
    public NodeFile Description { get; private set; } = new();

    /// <summary>Completes with the reason when the node can no longer do its work; stop it then. Never completes otherwise.</summary>
    public Task<string> Failed => _failed.Task;

    /// <summary>Stops the node: servers first, the store last, within <see cref="NodeOptions.ShutdownLimit"/>. Repeated calls
    /// wait for the same stop.</summary>
    public Task StopAsync()
    {
        lock (_stopGate)
            return _stopping ??= StopCoreAsync();
    }

    /// <summary>Stops the node.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _scope.Dispose();
    }

    private async Task StopCoreAsync()
    {
        Task closing = Task.Run(async () =>
        {
            await _opened.CloseAsync(_logger).ConfigureAwait(false);
            _logger.Stopped();
        });
        if (await Task.WhenAny(closing, Task.Delay(_options.ShutdownLimit, TimeProvider.System)).ConfigureAwait(false) != closing)
            _logger.ShutdownLimit();
        else
            await closing.ConfigureAwait(false);
    }

    private void Fail(string reason)
    {
        if (_failed.TrySetResult(reason))
            _logger.StoreFailed(reason);
    }

    // A loop that ends by itself before the node stops is a failure of the node.
    private void Run(Func<CancellationToken, Task> loop)
    {
        CancellationToken token = _scope.Token;
        _loops.Add(Task.Run(async () =>
        {
            try
            {
                await loop(token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                Fail(e.Message);
            }
        }, CancellationToken.None));
    }

    // Repeats work at a period; one failure is logged and does not end it.
    private void Repeat(string name, TimeSpan period, Func<CancellationToken, Task> work) => Run(async token =>
    {
        using PeriodicTimer timer = new(period, Core.Clock);
        while (await timer.WaitForNextTickAsync(token).ConfigureAwait(false))
        {
            try
            {
                await work(token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
            {
                _logger.LoopFailed(e, name);
            }
        }
    });
}
