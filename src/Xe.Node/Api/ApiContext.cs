using System.Buffers;
using Xe.Core.Ledger.Audit;
using Xe.Core.Primitives;
using Xe.Node.Events;
using Xe.Node.Observability;

namespace Xe.Node.Api;

/// <summary>What the handlers read.</summary>
internal sealed class ApiContext
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    public ApiContext(
        NodeCore core, INodeNetwork network, NodeServices services, BlockIntake intake, SupplyAuditor supply, HealthReporter health, EventHub events)
    {
        (Core, Network, Services, Intake, Supply, Health, Events) = (core, network, services, intake, supply, health, events);
        Snapshots = new LedgerSnapshots(core);
    }

    public NodeCore Core { get; }

    public INodeNetwork Network { get; }

    public NodeServices Services { get; }

    public BlockIntake Intake { get; }

    public SupplyAuditor Supply { get; }

    public HealthReporter Health { get; }

    public EventHub Events { get; }

    public LedgerSnapshots Snapshots { get; }

    /// <summary>The route table; set once it is made, since the manifest is one of its routes.</summary>
    public RouteTable Routes { get; set; } = null!;

    /// <summary>An address as lookups compare it: 64 lower-case hex digits and nothing else (spec 08 §3.2).</summary>
    public static Address? ReadAddress(string text) => IsExactHex(text) && Address.TryParse(text, out Address address) ? address : null;

    /// <summary>A hash as lookups compare it.</summary>
    public static Hash256? ReadHash(string text) => IsExactHex(text) && Hash256.TryParse(text, out Hash256 hash) ? hash : null;

    /// <summary>A sum that may not fit.</summary>
    public static ulong Saturate(UInt128 value) => value > ulong.MaxValue ? ulong.MaxValue : (ulong)value;

    private static bool IsExactHex(string text) => text.Length == Bytes32.Size * 2 && !text.AsSpan().ContainsAnyExcept(LowerHex);
}
