using System.Management.Automation;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>New-XeLease</c>: rents a machine of a provider; its price goes into escrow.</summary>
[Cmdlet(VerbsCommon.New, "XeLease", SupportsShouldProcess = true)]
[OutputType("Xe.Lease")]
public sealed class NewLeaseCommand : SigningCmdlet
{
    /// <summary>Who computes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Account")]
    [Address]
    public string Provider { get; set; } = "";

    /// <summary>Virtual CPUs.</summary>
    [Parameter]
    public ulong VCpu { get; set; } = 1;

    /// <summary>MiB of memory.</summary>
    [Parameter]
    public ulong MemoryMB { get; set; } = 1024;

    /// <summary>GB of disk.</summary>
    [Parameter]
    public ulong DiskGB { get; set; } = 1;

    /// <summary>How long.</summary>
    [Parameter]
    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Login key, 64 hex digits.</summary>
    [Parameter]
    [Hash]
    public string? AccessKey { get; set; }

    /// <summary>Whole XUSD it may cost.</summary>
    [Parameter]
    public decimal MaxCost { get; set; }

    /// <summary>Waits until the provider has accepted.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        LeaseDimensions dimensions = new(VCpu, MemoryMB, DiskGB, (ulong)Math.Max(0, Duration.TotalSeconds));
        if (!ShouldProcess($"{VCpu} vCPU, {MemoryMB} MiB, {DiskGB} GB for {Duration} of {Provider}", "Rent"))
            return;
        ulong? most = MyInvocation.BoundParameters.ContainsKey(nameof(MaxCost)) ? Micro.FromUnits(MaxCost) : null;
        PublicKey? access = AccessKey is null ? null : PublicKey.TryParse(AccessKey, out PublicKey key) ? key : null;
        BlockView view = await Blocks.LeaseAsync(Key, Address.Parse(Provider), dimensions, most, access, Cancellation);
        WriteObject(await LeaseWaiting.WaitAsync(
            this, Api, Hash256.Parse(view.Block.Hash), Wait ? "accepted" : null, TimeSpan.FromSeconds(TimeoutSec), TimeSpan.FromSeconds(0.5), Cancellation));
    }
}
