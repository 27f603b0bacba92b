using Xe.Core.Crypto.Curve;

namespace Xe.Core.Crypto.Verification;

/// <summary>
/// S·B − k·A by fixed signed windows with shared doublings (Straus; Menezes, van Oorschot, Vanstone, "Handbook of
/// Applied Cryptography", §14.6.1 (iii)), every scalar cut into the chunks of its table.
/// </summary>
internal static class Ladder
{
    private const int KeyWindow = 5;
    private const int BaseWindow = 8;

    /// <summary>Digits of the key's scalar in each chunk.</summary>
    internal static int KeyDigits(int chunks)
    {
        return Scalar.Digits32 / chunks;
    }

    /// <summary>Performs the steps on a sum that starts as the neutral point.</summary>
    /// <param name="steps">The operations.</param>
    /// <param name="chunks">Chunks of the key's table.</param>
    internal static void Run<TSteps>(ref TSteps steps, int chunks)
        where TSteps : struct, ILadderSteps, allows ref struct
    {
        var keyDigits = KeyDigits(chunks);
        var baseDigits = Scalar.Digits256 / chunks;

        // With one chunk, the key's digit of bit 255 is always zero.
        var top = Math.Min(KeyWindow * (keyDigits - 1), 250);
        steps.Prefetch(top / KeyWindow);
        for (var bit = top; bit >= 0; bit--)
        {
            var addsKey = bit % KeyWindow == 0;
            var addsBase = bit % BaseWindow == 0 && bit / BaseWindow < baseDigits;
            if (bit < top)
                steps.Double(addsKey || addsBase);
            if (addsKey && bit > 0)
                steps.Prefetch(bit / KeyWindow - 1);
            for (var chunk = 0; addsKey && chunk < chunks; chunk++)
                steps.AddKey(chunk, chunk * keyDigits + bit / KeyWindow, addsBase || chunk < chunks - 1);
            for (var chunk = 0; addsBase && chunk < chunks; chunk++)
                steps.AddBase(chunk, chunk * baseDigits + bit / BaseWindow, chunk < chunks - 1);
        }
    }
}
