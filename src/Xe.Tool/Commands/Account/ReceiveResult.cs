using Xe.Client.Blocks;
using Xe.Core.Blocks;

namespace Xe.Tool.Commands.Account;

/// <summary>What became of one pending send.</summary>
/// <param name="SendHash">The send.</param>
/// <param name="Amount">Micro-units.</param>
/// <param name="Asset">XE or XUSD.</param>
/// <param name="Source">Who sent.</param>
/// <param name="Hash">The receive block; null where it failed.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Retryable">Whether it may pass later.</param>
internal sealed record ReceiveResult(string SendHash, ulong Amount, string Asset, string Source, string? Hash, string? Error, bool? Retryable)
{
    internal static ReceiveResult From(ReceiveOutcome outcome) => new(
        outcome.Pending.SendHash, outcome.Pending.Amount, outcome.Pending.Asset, outcome.Pending.Source,
        outcome.Block?.Hash, outcome.Failure?.Message, outcome.Failure?.Retryable);
}
