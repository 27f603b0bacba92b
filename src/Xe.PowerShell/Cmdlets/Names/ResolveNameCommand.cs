using System.Management.Automation;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Resolve-XeName</c>: where an account can be reached.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "XeName")]
[OutputType("Xe.Registration")]
public sealed class ResolveNameCommand : NodeCmdlet
{
    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Address", "Provider")]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string[] Account { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (string account in Account)
        {
            if (await Api.FindInDirectoryAsync(Core.Primitives.Address.Parse(account), Cancellation) is { } entry)
                WriteObject(ViewObject.Of("Xe.Registration", entry));
            else
                Report(new XeException(XeErrors.NotFound, $"{account} is not registered, or its registration has expired"), account);
        }
    }
}
