using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeName</c>: everybody who is registered in the directory.</summary>
[Cmdlet(VerbsCommon.Get, "XeName", SupportsPaging = true)]
[OutputType("Xe.Registration")]
public sealed class GetNameCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Paging paging = new(PagingParameters);
        await foreach (Core.AccountDirectory.DirectoryRegistration entry in Api.GetDirectoryAsync(Cancellation))
        {
            if (paging.Wants())
                WriteObject(ViewObject.Of("Xe.Registration", entry));
            else if (paging.Ended)
                return;
        }
    }
}
