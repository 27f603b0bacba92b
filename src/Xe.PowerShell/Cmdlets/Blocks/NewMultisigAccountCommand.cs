using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>New-XeMultisigAccount</c>: the unsigned opening block of an account that several keys govern.</summary>
[Cmdlet(VerbsCommon.New, "XeMultisigAccount")]
[OutputType(typeof(Block))]
public sealed class NewMultisigAccountCommand : MultisigCmdlet
{
    private readonly List<string> _keys = [];

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        // Wallets may be piped in, one key each.
        _keys.AddRange(Key);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(new Block(
        await new Client.Blocks.BlockFactory(Api).DraftMultisigOpenAsync(Keyset(_keys), AmountCmdlet.AssetOf(Asset), Cancellation)));
}
