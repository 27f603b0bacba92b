namespace Xe.Core.Crypto.Verification;

/// <summary>Challenges of short messages, several at once.</summary>
internal abstract class ChallengeLanes
{
    /// <summary>Computes the challenge of every job that awaits one.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="blocks">The padded input of each (<see cref="Challenge.WriteBlock"/>).</param>
    internal abstract void Compute(Span<SignatureJob> jobs, ReadOnlySpan<byte> blocks);
}
