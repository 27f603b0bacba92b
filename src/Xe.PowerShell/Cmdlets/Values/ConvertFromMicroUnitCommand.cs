using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>ConvertFrom-XeMicroUnit</c>: micro-units as whole units, exactly.</summary>
[Cmdlet(VerbsData.ConvertFrom, "XeMicroUnit")]
[OutputType(typeof(decimal))]
public sealed class ConvertFromMicroUnitCommand : XeCmdlet
{
    /// <summary>Micro-units.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ulong Value { get; set; }

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        WriteObject(Micro.ToUnits(Value));
        return Task.CompletedTask;
    }
}
