using System.CommandLine;
using Xe.Client.Http;
using Xe.Core.Views;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Lease;

/// <summary><c>providers</c>: who offers machines.</summary>
internal static class ProvidersCommand
{
    internal static Command Create()
    {
        NodeOptionSet node = new();
        return Verb.Create(
            "providers", "List who offers machines", node.Symbols,
            async (run, ct) =>
            {
                using XeClient client = node.Connect(run);
                IReadOnlyList<ProviderView> providers = await client.GetProvidersAsync(ct).ConfigureAwait(false);
                run.Screen.Result(providers, PlainViews.Json.IReadOnlyListProviderView, output =>
                {
                    foreach (ProviderView provider in providers)
                    {
                        output.WriteLine(
                            $"{provider.Account}  {provider.Vcpus} vCPU ({provider.UsedVcpus} used), {provider.MemoryMb} MiB ({provider.UsedMemoryMb} used), "
                            + $"{provider.DiskGb} GB ({provider.UsedDiskGb} used)  {provider.ActiveLeases} active leases");
                    }
                });
                if (providers.Count == 0)
                    run.Screen.Note("no provider has been heard of");
                return ExitCode.Ok;
            },
            "dotnet xe providers");
    }
}
