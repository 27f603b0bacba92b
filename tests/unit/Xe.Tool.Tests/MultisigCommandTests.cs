using System.Text.Json;
using Xe.Client.Wallets;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

[Collection(SharedNode.Name)]
public sealed class MultisigCommandTests(NodeFixture node)
{
    [Fact]
    public async Task Members_open_an_account_receive_with_one_signature_and_send_with_two()
    {
        WalletInfo[] members = [node.NewWallet(), node.NewWallet(), node.NewWallet()];
        string[] keyset = ["--threshold", "2", .. members.SelectMany(member => new[] { "--key", member.PublicKey.ToString() })];
        string account = (await XeCli.RunAsync(["multisig", "address", .. keyset, "--json"])).Ok().Json.GetProperty("address").GetString()!;

        string open = (await node.RunAsync(["multisig", "open", .. keyset])).Ok().Output;
        string half = (await SignAsync(members[0], open)).Output;
        (await SubmitAsync(half)).Fails(1, "block rejected: ");
        (await SignAsync(members[0], half, fails: true)).Fails(1, "duplicate signer");
        (await SignAsync(node.NewWallet(), half, fails: true)).Fails(1, "is not in the keyset");
        (await SubmitAsync((await SignAsync(members[2], half)).Output)).Ok();

        WalletInfo payer = await node.FundedWalletAsync();
        (await node.RunAsync("send", account, "0.6", "--wallet", payer.Path)).Ok();
        string receive = (await node.RunAsync("multisig", "receive", account)).Ok().Output;
        (await SubmitAsync((await SignAsync(members[1], receive)).Output)).Ok();

        string send = (await node.RunAsync("multisig", "send", account, payer.Address.ToString(), "0.1")).Ok().Output;
        string signed = (await SignAsync(members[1], (await SignAsync(members[0], send)).Output)).Output;
        (await SubmitAsync(signed)).Ok();
        JsonElement balance = (await node.RunAsync("balance", account, "--json")).Ok().Json;
        Assert.Equal(500_000UL, balance.GetProperty("balances").GetProperty("XUSD").GetUInt64());
    }

    [Fact]
    public async Task A_keyset_that_cannot_govern_is_refused()
    {
        string key = node.NewWallet().PublicKey.ToString();
        (await XeCli.RunAsync("multisig", "address", "-m", "3", "-k", key)).Fails(1, "keyset threshold 3 exceeds key count 1");
        (await XeCli.RunAsync("multisig", "address", "-m", "1", "-k", key, "-k", key)).Fails(1, "duplicate key");
        (await XeCli.RunAsync("multisig", "address", "-m", "1", "-k", "12")).Fails(2, "64 hex digits");
    }

    private async Task<Outcome> SignAsync(WalletInfo wallet, string block, bool fails = false)
    {
        Outcome outcome = await XeProcess.RunAsync(["block", "sign", "--wallet", wallet.Path, "--data", node.Data], block);
        return fails ? outcome : outcome.Ok();
    }

    private Task<Outcome> SubmitAsync(string block) => XeProcess.RunAsync(["block", "submit", "--data", node.Data], block);
}
