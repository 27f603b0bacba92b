using System.Diagnostics;

namespace Xe.Libp2p.Tests.Fakes;

internal static class Wait
{
    /// <summary>Waits until a condition holds; fails, saying what was awaited, after 20 s.</summary>
    public static async Task Until(Func<bool> condition, string what, Action? meanwhile = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"waited in vain: {what}");
            meanwhile?.Invoke();
            await Task.Delay(10);
        }
    }
}
