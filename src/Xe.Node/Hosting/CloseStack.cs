using Microsoft.Extensions.Logging;
using Xe.Node.Observability;

namespace Xe.Node.Hosting;

/// <summary>What was opened, in order; closed in the reverse order, each thing whatever became of the others.</summary>
internal sealed class CloseStack
{
    private readonly Stack<(string Name, Func<ValueTask> Close)> _entries = new();

    public T Push<T>(string name, T opened) where T : IDisposable
    {
        _entries.Push((name, () =>
        {
            opened.Dispose();
            return ValueTask.CompletedTask;
        }));
        return opened;
    }

    public void Push(string name, Func<ValueTask> close) => _entries.Push((name, close));

    public async Task CloseAsync(ILogger logger)
    {
        while (_entries.TryPop(out (string Name, Func<ValueTask> Close) entry))
        {
            try
            {
                await entry.Close().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                logger.CloseFailed(e, entry.Name);
            }
        }
    }
}
