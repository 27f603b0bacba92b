using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Sync;

/// <summary>One page as received (spec 07 §2.1).</summary>
/// <param name="Blocks">Blocks as given, at most <see cref="FrontierLimits.MaxSessionBlocks"/>.</param>
/// <param name="HasMore">False on the last page.</param>
/// <param name="Rejected">Accounts whose frontier the responder does not know.</param>
internal sealed record FrontierPage(IReadOnlyList<WireBlock> Blocks, bool HasMore, IReadOnlyList<Address> Rejected);
