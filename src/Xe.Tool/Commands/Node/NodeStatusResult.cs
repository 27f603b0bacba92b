using Xe.Core.Views;

namespace Xe.Tool.Commands.Node;

/// <summary>What <c>node status</c> answers.</summary>
/// <param name="Running">A node answers.</param>
/// <param name="Process">What its data directory says; null where the node was named by URL.</param>
/// <param name="Node">What it says of itself.</param>
/// <param name="Health">Liveness.</param>
internal sealed record NodeStatusResult(bool Running, NodeFile? Process, NodeView? Node, HealthView? Health);
