namespace Xe.Core.Work;

/// <summary>The difficulties of spec 01 §12. A work value is valid when it is at least the difficulty; 0 turns the check off.</summary>
public static class WorkDifficulty
{
    /// <summary>Ledger blocks on the public network: 2^21 tries on average.</summary>
    public const ulong Block = 0xfffff80000000000;

    /// <summary>Chat envelopes on the public network: 2^18 tries on average.</summary>
    public const ulong Chat = 0xffffc00000000000;

    /// <summary>Test set-ups: the first try is practically always enough.</summary>
    public const ulong Test = 2;

    /// <summary>Tries that a random search needs on average (2^64 / (2^64 − difficulty)).</summary>
    /// <param name="difficulty">Difficulty; 0 gives 1.</param>
    public static double ExpectedAttempts(ulong difficulty)
    {
        return difficulty == 0 ? 1 : Math.Pow(2, 64) / ((double)(0 - difficulty));
    }
}
