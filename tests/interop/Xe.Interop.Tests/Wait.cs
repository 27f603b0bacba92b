using System.Diagnostics;

namespace Xe.Interop.Tests;

internal static class Wait
{
    /// <summary>Waits until a condition holds; fails, saying what was awaited, after 30 s.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(30)) Assert.Fail($"waited in vain: {what}");
            await Task.Delay(20);
        }
    }
}
