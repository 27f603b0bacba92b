using System.Management.Automation;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeProvider</c>: who offers machines.</summary>
[Cmdlet(VerbsCommon.Get, "XeProvider")]
[OutputType("Xe.Provider")]
public sealed class GetProviderCommand : NodeCmdlet
{
    /// <summary>Only these accounts.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Provider")]
    [Address]
    public string[]? Account { get; set; }

    /// <summary>At least so many free virtual CPUs.</summary>
    [Parameter]
    public ulong MinVCpu { get; set; }

    /// <summary>At least so much free memory, MiB.</summary>
    [Parameter]
    public ulong MinMemoryMB { get; set; }

    /// <summary>At least so much free disk, GB.</summary>
    [Parameter]
    public ulong MinDiskGB { get; set; }

    /// <summary>Adds the provider's XUSD balance.</summary>
    [Parameter]
    public SwitchParameter IncludeBalance { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        foreach (ProviderView provider in await Api.GetProvidersAsync(Cancellation))
        {
            ulong cpus = Free(provider.Vcpus, provider.UsedVcpus);
            ulong memory = Free(provider.MemoryMb, provider.UsedMemoryMb);
            ulong disk = Free(provider.DiskGb, provider.UsedDiskGb);
            if ((Account is not null && !Account.Contains(provider.Account)) || cpus < MinVCpu || memory < MinMemoryMB || disk < MinDiskGB)
                continue;
            List<(string, object?)> more = [("FreeVcpus", cpus), ("FreeMemoryMb", memory), ("FreeDiskGb", disk)];
            if (IncludeBalance)
            {
                BalanceView balance = await Api.GetBalanceAsync(Core.Primitives.Address.Parse(provider.Account), Cancellation);
                more.Add(("XusdBalance", Micro.ToUnits(balance.Balances.GetValueOrDefault("XUSD"))));
            }
            WriteObject(ViewObject.Of("Xe.Provider", provider, [.. more]));
        }
    }

    private static ulong Free(ulong all, ulong used) => all > used ? all - used : 0;
}
