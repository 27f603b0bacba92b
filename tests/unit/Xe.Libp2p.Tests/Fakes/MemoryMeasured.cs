namespace Xe.Libp2p.Tests.Fakes;

/// <summary>Tests that look at the memory of the process: they run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryMeasured
{
    public const string Name = "memory is measured";
}
