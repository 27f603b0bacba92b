namespace Xe.Libp2p.Pubsub.Wire;

/// <summary>One control entry of an RPC: its topic, where it has one, its ids (or PX records) as a run of
/// <see cref="RpcFrame.Items"/>, and the back-off of a PRUNE in seconds.</summary>
internal readonly record struct ControlEntry(Slice Topic, int FirstItem, int ItemCount, ulong BackoffSeconds);
