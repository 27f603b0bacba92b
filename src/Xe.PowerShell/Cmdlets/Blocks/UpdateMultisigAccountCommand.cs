using System.Management.Automation;
using Xe.Core.Primitives;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Update-XeMultisigAccount</c>: the unsigned block that gives a multisig account other keys.</summary>
[Cmdlet(VerbsData.Update, "XeMultisigAccount")]
[OutputType(typeof(Block))]
public sealed class UpdateMultisigAccountCommand : MultisigCmdlet
{
    private readonly List<string> _keys = [];

    /// <summary>The account.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Address]
    public string Account { get; set; } = "";

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        _keys.AddRange(Key);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task EndAsync() => WriteObject(new Block(await new Client.Blocks.BlockFactory(Api)
        .DraftMultisigUpdateAsync(Address.Parse(Account), Keyset(_keys), AmountCmdlet.AssetOf(Asset), Cancellation)));
}
