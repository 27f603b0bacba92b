using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>ConvertTo-XeMicroUnit</c>: whole units as micro-units; more than six places are refused.</summary>
[Cmdlet(VerbsData.ConvertTo, "XeMicroUnit")]
[OutputType(typeof(ulong))]
public sealed class ConvertToMicroUnitCommand : XeCmdlet
{
    /// <summary>Whole units.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public decimal Value { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        WriteObject(Micro.FromUnits(Value));
        return Task.CompletedTask;
    }
}
