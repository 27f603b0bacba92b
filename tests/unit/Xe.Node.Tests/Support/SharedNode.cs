using System.Net;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Node.Hosting;

namespace Xe.Node.Tests.Support;

/// <summary>One public node for the tests that only read, with a small history: the treasury sent XE to Alice, who received
/// it; a multisig account is open; Bob claimed and sent Alice XUSD that she did not receive.</summary>
public sealed class SharedNode : IAsyncLifetime
{
    internal TestNode Node { get; private set; } = null!;

    internal Wallet Treasury { get; } = new(TestNode.Treasury);

    internal Wallet Alice { get; } = Wallet.New();

    internal Wallet Bob { get; } = Wallet.New();

    internal WireBlock Sent { get; private set; } = null!;

    internal WireBlock Received { get; private set; } = null!;

    internal WireBlock Unreceived { get; private set; } = null!;

    internal Address Multisig { get; private set; }

    public async Task InitializeAsync()
    {
        // Writes carry the token, so that history does not use up the strangers' rate.
        Node = await TestNode.StartAsync(TestNode.Options with { ApiMode = ApiMode.Public });
        Sent = await Submit(Treasury.Send(Node.Tip(Treasury.Address), Asset.Xe, Alice.Address, 7_000_000, "first"));
        Received = await Submit(Alice.Receive(Node.Tip(Alice.Address), Asset.Xe, Hash256.Parse(Sent.Hash), 7_000_000));
        await Submit(Bob.Claim(Node.Tip(Bob.Address)));
        Unreceived = await Submit(Bob.Send(Node.Tip(Bob.Address), Asset.Xusd, Alice.Address, 400_000));
        await OpenMultisig();
        await TestNode.Eventually(
            () => Task.FromResult(!Node.Node.Core.Ledger.State.Unfinalized.Any()), "the history becomes final");
    }

    public async Task DisposeAsync() => await Node.DisposeAsync();

    internal async Task<WireBlock> Submit(WireBlock block)
    {
        Answer answer = await Node.PostAsync(block);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return block;
    }

    private async Task OpenMultisig()
    {
        Keyset keyset = new([Alice.Key.PublicKey, Bob.Key.PublicKey], 2);
        BlockSigner signer = new(Node.Node.Core.Genesis.NetworkId, Node.Node.Core.Genesis.Rules);
        WireBlock open = Alice.Builder.MultisigOpen(keyset, Asset.Xe);
        Assert.Null(signer.AddSignature(open, Alice.Key));
        Assert.Null(signer.AddSignature(open, Bob.Key));
        signer.SolveWork(open);
        Multisig = keyset.DeriveAddress();
        await Submit(open);
    }
}
