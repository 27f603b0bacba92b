using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Xe.Node.Hosting;

/// <summary>The first SIGINT or SIGTERM stops the host, a second one ends the process at once (spec 14 §9).</summary>
internal sealed class SignalLifetime(IHostApplicationLifetime lifetime, TextWriter output) : IHostLifetime, IDisposable
{
    // What a shell reports for a process ended by SIGINT.
    private const int InterruptedExitCode = 130;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM])
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
            Environment.Exit(InterruptedExitCode);
        context.Cancel = true;
        output.WriteLine($"Received {context.Signal}, shutting down...");
        output.Flush();
        lifetime.StopApplication();
    }
}
