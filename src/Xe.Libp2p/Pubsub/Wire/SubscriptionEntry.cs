namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>One subscription entry of an RPC.</summary>
internal readonly record struct SubscriptionEntry(bool Subscribe, Slice Topic);
