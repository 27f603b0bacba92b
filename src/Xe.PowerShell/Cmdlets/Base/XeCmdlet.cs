using System.Management.Automation;
using Xe.Client;
using Xe.PowerShell.Loading;

namespace Xe.PowerShell.Cmdlets;

/// <summary>What every cmdlet of the module has: work that Ctrl+C cancels at once, errors with stable ids and categories.</summary>
public abstract class XeCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled when the user interrupts the pipeline.</summary>
    protected CancellationToken Cancellation => _stopping.Token;

    /// <summary>True where the user asked to see what would be done.</summary>
    protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? given is SwitchParameter { IsPresent: true }
        : SessionState.PSVariable.GetValue("WhatIfPreference") is SwitchParameter { IsPresent: true } or true;

    /// <summary>The work for one input object, asynchronous; it may write objects and progress after each <c>await</c>.</summary>
    protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>What remains when the input has ended.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    /// <inheritdoc />
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc />
    protected sealed override void StopProcessing() => _stopping.Cancel();

    /// <summary>Ends the cmdlet with an error.</summary>
    protected void Throw(XeException failure, object? target = null) => ThrowTerminatingError(Errors.Record(failure, target));

    /// <summary>Reports an error and goes on with the next input object.</summary>
    protected void Report(XeException failure, object? target = null) => WriteError(Errors.Record(failure, target));

    /// <summary>A path as the user means it: relative to the shell's location, <c>~</c> is the home directory.</summary>
    protected string FullPath(string path) => GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Shows progress of work that takes its time.</summary>
    protected void Progress(int id, string activity, string status, double? fraction = null, string? operation = null)
    {
        ProgressRecord record = new(id, activity, status) { PercentComplete = fraction is { } part ? Math.Clamp((int)(part * 100), 0, 100) : -1 };
        if (operation is not null)
            record.CurrentOperation = operation;
        WriteProgress(record);
    }

    /// <summary>Takes the progress display away.</summary>
    protected void ProgressDone(int id, string activity) =>
        WriteProgress(new ProgressRecord(id, activity, "done") { RecordType = ProgressRecordType.Completed });

    /// <summary>Releases what the cmdlet holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stopping.Dispose();
    }

    private void Run(Func<Task> work)
    {
        try
        {
            PipelineThread.Run(work);
        }
        catch (XeException failure)
        {
            Throw(failure);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
