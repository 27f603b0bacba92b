using System.Management.Automation;
using Xe.Client;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeVirtualMachine</c>: the machines of leases.</summary>
[Cmdlet(VerbsCommon.Get, "XeVirtualMachine")]
[OutputType("Xe.VirtualMachine")]
public sealed class GetVirtualMachineCommand : NodeCmdlet
{
    /// <summary>Hashes of leases; every machine the node knows of where absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Hash]
    [ArgumentCompleter(typeof(LeaseCompleter))]
    public string[]? LeaseHash { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (LeaseHash is null)
        {
            foreach (VmView vm in await Api.GetVmsAsync(Cancellation))
                WriteObject(ViewObject.Of("Xe.VirtualMachine", vm));
            return;
        }
        foreach (string hash in LeaseHash)
        {
            if (await Api.GetVmAsync(Hash256.Parse(hash), Cancellation) is { } vm)
                WriteObject(ViewObject.Of("Xe.VirtualMachine", vm));
            else
                Report(new XeException(XeErrors.NotFound, $"no machine of lease {hash}"), hash);
        }
    }
}
