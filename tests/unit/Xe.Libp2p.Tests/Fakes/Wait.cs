using System.Diagnostics;

namespace Xe.Libp2p.Tests.Fakes;

internal static class Wait
{
    /// <summary>Waits until a condition holds; fails, saying what was awaited, after 20 s.</summary>
    public static Task Until(Func<bool> condition, string what, Action? meanwhile = null) => Until(condition, () => what, meanwhile);

    /// <summary>The same, with a text that tells how things stand in the end.</summary>
    public static async Task Until(Func<bool> condition, Func<string> what, Action? meanwhile = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(20)) Assert.Fail($"waited in vain: {what()}");
            meanwhile?.Invoke();
            await Task.Delay(10);
        }
    }
}
