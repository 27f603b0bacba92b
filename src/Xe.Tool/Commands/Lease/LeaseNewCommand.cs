using System.CommandLine;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Tool.Cli;
using Xe.Tool.Commands.Account;

namespace Xe.Tool.Commands.Lease;

/// <summary><c>lease new</c>: rents a machine (spec 09 §4.8).</summary>
internal static class LeaseNewCommand
{
    internal static Command Create()
    {
        Option<string> provider = new("--provider") { Description = "Address of the provider; 'providers' lists them", HelpName = "ADDRESS", Required = true };
        Option<ulong> vcpus = Number("--vcpus", "Virtual CPUs", 1);
        Option<ulong> memory = Number("--memory", "MiB of memory", 1024);
        Option<ulong> disk = Number("--disk", "GB of disk", 1);
        Option<string> duration = new("--duration") { Description = "How long", HelpName = "DURATION", DefaultValueFactory = _ => "5m" };
        Option<string?> access = new("--access-key") { Description = "Ed25519 key that may log in, 64 hex digits", HelpName = "KEY" };
        Option<string?> maxCost = new("--max-cost") { Description = "Whole XUSD the lease may cost", HelpName = "XUSD" };
        return Publish.Create(
            "new", "Rent a machine; its price goes into escrow", [provider, vcpus, memory, disk, duration, access, maxCost],
            run =>
            {
                Address to = Values.Address(run.Get(provider)!, provider.Name);
                LeaseDimensions dimensions = new(
                    run.Get(vcpus), run.Get(memory), run.Get(disk), (ulong)GoDuration.Parse(run.Get(duration)!, duration.Name).TotalSeconds);
                PublicKey? key = run.Get(access) is { } text ? Values.PublicKey(text, access.Name) : null;
                ulong? most = run.Get(maxCost) is { } price ? Values.Amount(price, Asset.Xusd) : null;
                return (factory, signer, ct) => factory.LeaseAsync(signer, to, dimensions, most, key, ct);
            },
            block => $"Lease requested: {Amount.Format(block.Block.Amount)} XUSD in escrow; the hash names the lease",
            "dotnet xe lease new --provider 3344...e80f --vcpus 2 --duration 10m");
    }

    private static Option<ulong> Number(string name, string description, ulong value) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
}
