using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeFrontier</c>: the last block of every account (<c>GET /frontiers</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeFrontier", SupportsPaging = true)]
[OutputType("Xe.Frontier")]
public sealed class GetFrontierCommand : NodeCmdlet
{
    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        Paging paging = new(PagingParameters);
        await foreach (FrontierView entry in Api.GetFrontiersAsync(Cancellation))
        {
            if (paging.Wants())
                WriteObject(ViewObject.Of("Xe.Frontier", entry));
            else if (paging.Ended)
                return;
        }
    }
}
