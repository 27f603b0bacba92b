using Xe.Core.Primitives;

namespace Xe.Node.Events;

/// <summary>Something that happened. Written as JSON only where somebody listens.</summary>
/// <param name="Sequence">Counts from 1 in this process.</param>
/// <param name="Kind">What.</param>
/// <param name="Account">Whose chain it is about; null for peers.</param>
/// <param name="Payload">The details: a type that <see cref="EventJson"/> writes.</param>
public sealed record NodeEvent(long Sequence, NodeEventKind Kind, Address? Account, object Payload);
