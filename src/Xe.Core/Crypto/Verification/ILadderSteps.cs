namespace Xe.Core.Crypto.Verification;

/// <summary>The operations of <see cref="Ladder"/> on one group of signatures.</summary>
internal interface ILadderSteps
{
    /// <summary>Doubles the sum.</summary>
    /// <param name="needT">Whether an addition follows.</param>
    void Double(bool needT);

    /// <summary>Announces that a row of key digits comes next.</summary>
    /// <param name="row">Digit of each chunk.</param>
    void Prefetch(int row);

    /// <summary>Adds the key's multiples for one digit.</summary>
    /// <param name="chunk">Chunk of the table.</param>
    /// <param name="digit">Digit of the scalar.</param>
    /// <param name="needT">Whether another addition follows.</param>
    void AddKey(int chunk, int digit, bool needT);

    /// <summary>Adds the base point's multiples for one digit; parameters as <see cref="AddKey"/>.</summary>
    void AddBase(int chunk, int digit, bool needT);
}
