namespace Xe.Node.Tests.Net.Fakes;

/// <summary>Waits for what other tasks do.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition, int seconds = 20)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(seconds));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, "the condition did not come to hold in time");
            await Task.Delay(10, CancellationToken.None);
        }
    }
}
