namespace Xe.Tool.Tests.Support;

/// <summary>Tests that share one node.</summary>
[CollectionDefinition(Name)]
public sealed class SharedNode : ICollectionFixture<NodeFixture>
{
    public const string Name = "node";
}
