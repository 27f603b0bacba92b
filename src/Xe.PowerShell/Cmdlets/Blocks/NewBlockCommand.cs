using System.Management.Automation;
using Xe.Client;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>New-XeBlock</c>: an unsigned draft on an account's chain; nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "XeBlock")]
[OutputType(typeof(Block))]
public sealed class NewBlockCommand : NodeCmdlet
{
    /// <summary>What kind of block.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateSet("send", "receive", "claim", "burn", "mint")]
    public string Type { get; set; } = "";

    /// <summary>The account; the default wallet's where absent.</summary>
    [Parameter]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string? Account { get; set; }

    /// <summary>Send: who receives.</summary>
    [Parameter]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string? Destination { get; set; }

    /// <summary>Send, burn and mint: whole units.</summary>
    [Parameter]
    public decimal Amount { get; set; }

    /// <summary>Send, burn and mint: micro-units, instead of the whole ones.</summary>
    [Parameter]
    public ulong MicroUnit { get; set; }

    /// <summary>Send: XE or XUSD.</summary>
    [Parameter]
    [ValidateSet("XE", "XUSD")]
    [ArgumentCompleter(typeof(AssetCompleter))]
    public string Asset { get; set; } = "XUSD";

    /// <summary>Receive: hash of the send.</summary>
    [Parameter]
    [Hash]
    public string? Source { get; set; }

    /// <summary>Send and burn: at most 64 bytes of UTF-8.</summary>
    [Parameter]
    public string Memo { get; set; } = "";

    /// <summary>Address delegated to from this block on.</summary>
    [Parameter]
    [Address]
    public string? Representative { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Client.Blocks.BlockFactory blocks = new(Api);
        BlockBuilder builder = new(TimeProvider.System);
        Address account = Account is null ? Client.Wallets.WalletStore.Read(Client.Wallets.WalletLocation.Resolve(null)).Address : Address.Parse(Account);
        WireBlock draft = Type switch
        {
            "send" => await blocks.DraftSendAsync(account, Address.Parse(Needed(Destination, nameof(Destination))), Micros(), AmountCmdlet.AssetOf(Asset), Memo, Cancellation),
            "receive" => await blocks.DraftReceiveAsync(account, await PendingAsync(account), Cancellation),
            "burn" => await blocks.DraftBurnAsync(account, Micros(), Memo, Cancellation),
            "mint" => builder.Mint(await blocks.GetTipAsync(account, Cancellation), Micros()),
            _ => builder.Claim(await blocks.GetTipAsync(account, Cancellation)),
        };
        if (Representative is not null)
            draft.Representative = Representative;
        WriteObject(new Block(draft));
    }

    private async Task<PendingView> PendingAsync(Address account)
    {
        string source = Needed(Source, nameof(Source));
        return (await Api.GetPendingAsync(account, Cancellation)).FirstOrDefault(p => p.SendHash == source)
            ?? throw new XeException(XeErrors.NotFound, $"nothing of {source} is pending for {account}");
    }

    private ulong Micros()
    {
        ulong micros = MyInvocation.BoundParameters.ContainsKey(nameof(MicroUnit)) ? MicroUnit : Micro.FromUnits(Amount);
        return micros > 0 ? micros : throw new XeException(XeErrors.BadValue, $"a {Type} block needs -Amount or -MicroUnit above 0");
    }

    private string Needed(string? value, string parameter) =>
        value ?? throw new XeException(XeErrors.BadValue, $"a {Type} block needs -{parameter}");
}
