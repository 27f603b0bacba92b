using System.Text.Json.Serialization;
using Xe.Core.Blocks;

namespace Xe.Core.Views;

/// <summary>A block as read routes serve it: the block's JSON with <c>finalized</c> as its last member (spec 08 §3.5).</summary>
/// <param name="Block">The block.</param>
/// <param name="Finalized">At or below its account's final height.</param>
[JsonConverter(typeof(BlockViewConverter))]
public sealed record BlockView(WireBlock Block, bool Finalized);
