using System.Text;
using Xe.Core.Keys;
using Xe.Core.StateChain;
using Xe.Core.Storage;

namespace Xe.Core.Tests.StateChain;

/// <summary>A state chain under three DAO keys, two of which must sign, and one oracle key.</summary>
internal sealed class GovernedChain
{
    public GovernedChain(IStateChainStore? store = null)
    {
        Store = store ?? new MemoryStore();
        Dao = [.. Enumerable.Range(1, 3).Select(Key)];
        Oracle = Key(9);
        Genesis = StateBlockEncoding.WithHash(new StateBlock
        {
            Index = 0,
            PreviousHash = StateBlock.ZeroHash,
            Ops =
            [
                Set("sys.dao_keyset", Keyset(2, Dao)),
                Set("sys.network_id", "\"governed\""),
                Set("sys.oracle", $"{{\"keys\":[\"{Oracle.PublicKey}\"],\"threshold\":1,\"allowed_prefix\":\"epoch.\"}}"),
                Set("sys.phase", "1"),
            ],
            Hash = "",
            Timestamp = 0,
        });
        Log = StateChainLog.Open(Genesis, Store, out Rejection? error) ?? throw new InvalidOperationException(error!.Text);
    }

    public IStateChainStore Store { get; }

    public AccountKey[] Dao { get; }

    public AccountKey Oracle { get; }

    public StateBlock Genesis { get; }

    public StateChainLog Log { get; private set; }

    public static AccountKey Key(int n)
    {
        byte[] seed = new byte[32];
        seed[0] = (byte)n;
        return AccountKey.FromSeed(seed);
    }

    public static string Keyset(int threshold, params AccountKey[] keys) =>
        $"{{\"keys\":[{string.Join(',', keys.Select(k => $"\"{k.PublicKey}\""))}],\"threshold\":{threshold}}}";

    public static string Epoch(ulong number, long start, ulong r = 2000) =>
        $"{{\"epoch\":{number},\"start_ns\":{start},\"end_ns\":{start + 10},\"twap_milli_usd\":0,\"twav_milli_usd\":0,\"r_volume\":{r},\"r_price_floor\":0,\"r_effective\":{r},\"r_source\":\"volume\",\"phase\":1,\"payout_cap\":0}}";

    public static StateOp Set(string key, string json) => new(StateOp.SetAction, key, Encoding.UTF8.GetBytes(json));

    public static StateOp Delete(string key) => new(StateOp.DeleteAction, key, default);

    public static StateBlock Sign(StateBlock block, params AccountKey[] signers)
    {
        Span<byte> seed = stackalloc byte[32];
        StateBlock hashed = StateBlockEncoding.WithHash(block);
        var signatures = new List<StateSignature>();
        foreach (AccountKey signer in signers)
        {
            signer.CopySeed(seed);
            signatures.Add(StateSigning.Sign(hashed, seed));
        }
        return hashed with { Signatures = signatures };
    }

    /// <summary>The next block of some writes, signed by the first two DAO keys.</summary>
    public StateBlock Next(params StateOp[] ops) => NextBy([Dao[0], Dao[1]], ops);

    public StateBlock NextBy(AccountKey[] signers, params StateOp[] ops) => Sign(Draft(ops), signers);

    public StateBlock Draft(params StateOp[] ops) => new()
    {
        Index = Log.Current.Tip.Index + 1,
        PreviousHash = Log.Current.Tip.Hash,
        Ops = ops,
        Hash = "",
        Timestamp = (long)Log.Current.Tip.Index + 1,
    };

    public void Must(StateBlock block)
    {
        StateApplyOutcome outcome = Log.Apply(block);
        Assert.True(outcome.Kind == StateApplyKind.Applied, outcome.Rejection?.Text);
    }
}
