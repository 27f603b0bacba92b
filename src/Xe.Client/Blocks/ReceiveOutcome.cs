using Xe.Core.Blocks;
using Xe.Core.Views;

namespace Xe.Client.Blocks;

/// <summary>What became of one pending send: the receive block, or why there is none.</summary>
/// <param name="Pending">The send.</param>
/// <param name="Block">The block that took it in; null where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
public sealed record ReceiveOutcome(PendingView Pending, WireBlock? Block, XeException? Failure);
