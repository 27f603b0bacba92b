using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeConflict</c>: positions that several blocks claim.</summary>
[Cmdlet(VerbsCommon.Get, "XeConflict", SupportsPaging = true)]
[OutputType("Xe.Conflict")]
public sealed class GetConflictCommand : NodeCmdlet
{
    /// <summary>Only of these accounts.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Address")]
    [Address]
    public string[]? Account { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (Account is not null)
        {
            foreach (string account in Account)
            {
                foreach (ConflictView conflict in await Api.GetConflictsAsync(Core.Primitives.Address.Parse(account), Cancellation))
                    WriteObject(ViewObject.Of("Xe.Conflict", conflict));
            }
            return;
        }
        Paging paging = new(PagingParameters);
        await foreach (ConflictView conflict in Api.GetConflictsAsync(Cancellation))
        {
            if (paging.Wants())
                WriteObject(ViewObject.Of("Xe.Conflict", conflict));
            else if (paging.Ended)
                return;
        }
    }
}
