using System.Collections.Frozen;
using Xe.Core.Leases;
using Xe.Core.Primitives;
using Xe.Core.StateChain.SystemKeys;

namespace Xe.Core.StateChain;

/// <summary>One consistent state of the chain: the tip, the keys and their typed readings (spec 11 §10). Immutable; a reading
/// keeps its object while its key is unchanged.</summary>
public sealed record StateView
{
    private StateView(StateBlock tip, KeyValueState state) => (Tip, State) = (tip, state);

    /// <summary>The newest block.</summary>
    public StateBlock Tip { get; private init; }

    /// <summary>All keys, raw.</summary>
    public KeyValueState State { get; private init; }

    /// <summary>Trusted timekeepers; null = not configured.</summary>
    public TimekeeperSet? Timekeepers { get; private init; }

    /// <summary>Addresses that may mint; empty = nobody.</summary>
    public FrozenSet<Address> Minters { get; private init; } = [];

    /// <summary>Which representatives count.</summary>
    public RepresentativePolicy Representatives { get; private init; } = RepresentativePolicy.Open;

    /// <summary>Emission epochs.</summary>
    public EpochIndex Epochs { get; private init; } = EpochIndex.Empty;

    /// <summary>Feature registry; ask <see cref="IsActive"/>.</summary>
    public ActivationRegistry Activations { get; private init; } = ActivationRegistry.Empty;

    /// <summary>Lowest protocol version peers may have; null = no floor.</summary>
    public ProtocolVersion? MinProtocolVersion { get; private init; }

    /// <summary>The network id in the state; "" where there is none. Nodes use the value at their start only (spec 11 §5.5).</summary>
    public string NetworkId { get; private init; } = "";

    /// <summary>The oracle in force; null where absent or malformed.</summary>
    public OracleConfig? Oracle { get; private init; }

    /// <summary>Emission parameters; null where absent or undecodable.</summary>
    public Tokenomics? Tokenomics { get; private init; }

    /// <summary>Network phase: 1 where the key is absent, null where its value is unreadable.</summary>
    public byte? Phase { get; private init; } = 1;

    /// <summary>The governing keyset; null where the state has no usable one.</summary>
    public GovernanceKeyset? DaoKeyset { get; private init; }

    /// <summary>True where a feature is active at this tip (spec 02 §9.1).</summary>
    public bool IsActive(string feature) => Activations.IsActive(feature, Tip.Index, Tip.Timestamp);

    /// <summary>The state after a genesis block's writes.</summary>
    public static StateView FromGenesis(StateBlock genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        return new StateView(genesis, KeyValueState.Empty).Apply(genesis);
    }

    /// <summary>The state after a block that was accepted on top of this one. Nothing is checked.</summary>
    public StateView Apply(StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        StateView view = this with { Tip = block, State = State.Apply(block.Ops) };
        foreach (StateOp op in block.Ops)
        {
            if (op.Key.StartsWith(SystemKey.EpochPrefix, StringComparison.Ordinal))
                view = view.WithEpoch(op.Key, existed: State.Contains(op.Key));
            else if (op.Key.StartsWith(SystemKey.Prefix, StringComparison.Ordinal))
                view = view.WithReading(op.Key);
        }
        return view;
    }

    private StateView WithEpoch(string key, bool existed)
    {
        // A key may be written twice in one block: start from what the index holds of it.
        EpochIndex epochs = existed || Epochs.Count > 0 && WasAddedHere(key) ? Epochs.Without(key) : Epochs;
        EpochRecord? record = State.TryGet(key, out ReadOnlyMemory<byte> json) ? EpochRecord.Decode(json.Span, out _) : null;
        return this with { Epochs = record is null ? epochs : epochs.With(key, record) };
    }

    private bool WasAddedHere(string key) => Tip.Ops.Count(op => op.Key == key) > 1;

    private StateView WithReading(string key)
    {
        ReadOnlySpan<byte> json = State[key].Span;
        return key switch
        {
            SystemKey.Timekeepers => this with { Timekeepers = TimekeeperConfig.Load(json) },
            SystemKey.Minter => this with { Minters = MinterConfig.Load(json) },
            SystemKey.Representatives => this with { Representatives = RepresentativePolicy.Load(json) },
            SystemKey.Activations => this with { Activations = ActivationRegistry.Load(json) },
            SystemKey.MinProtocolVersion => this with { MinProtocolVersion = ProtocolVersion.Load(json) },
            SystemKey.NetworkId => this with { NetworkId = json.IsEmpty ? "" : SchemaJson.ReadString(json, out _) ?? "" },
            SystemKey.Oracle => this with { Oracle = OracleConfig.Load(json) },
            SystemKey.Tokenomics => this with { Tokenomics = Tokenomics.Load(json) },
            SystemKey.Phase => this with { Phase = json.IsEmpty ? 1 : PhaseValue.Decode(json, out _) },
            SystemKey.DaoKeyset => this with { DaoKeyset = GovernanceKeyset.Load(State, out _) },
            _ => this,
        };
    }
}
