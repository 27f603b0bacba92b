namespace Xe.Tool.Commands.Node;

/// <summary>How a node stopped.</summary>
internal sealed record NodeStopResult(bool Stopped, bool Clean);
