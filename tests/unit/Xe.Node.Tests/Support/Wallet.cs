using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Keys;
using Xe.Core.Primitives;

namespace Xe.Node.Tests.Support;

/// <summary>Builds complete blocks of one account of the development network.</summary>
internal sealed class Wallet(AccountKey key, TimeProvider? clock = null)
{
    private static readonly BlockSigner Signer = new(DevNetwork.Pair.NetworkId, DevNetwork.Pair.Rules);

    public BlockBuilder Builder { get; } = new(clock ?? TimeProvider.System);

    public AccountKey Key => key;

    public Address Address => key.Address;

    public static Wallet New() => new(AccountKey.Generate());

    /// <summary>Signs and proves work.</summary>
    public WireBlock Complete(WireBlock draft)
    {
        Assert.True(Signer.TryComplete(draft, key, out _, out Rejection? rejection), rejection?.Text);
        return draft;
    }

    public WireBlock Claim(ChainTip tip) => Complete(Builder.Claim(tip));

    public WireBlock Send(ChainTip tip, Asset asset, Address to, ulong amount, string memo = "") => Complete(Builder.Send(tip, asset, to, amount, memo));

    public WireBlock Receive(ChainTip tip, Asset asset, Hash256 send, ulong amount) => Complete(Builder.Receive(tip, asset, send, amount));
}
