using System.CommandLine;
using Xe.Core.Primitives;
using Xe.Tool.Cli;
using Xe.Tool.Commands.Account;

namespace Xe.Tool.Commands.Lease;

/// <summary><c>lease cancel</c>: takes back a lease that nobody accepted.</summary>
internal static class LeaseCancelCommand
{
    internal static Command Create()
    {
        Argument<string> hash = new("LEASE") { Description = "Hash of the lease" };
        return Publish.Create(
            "cancel", "Take back a lease that its provider has not accepted", [hash],
            run =>
            {
                Hash256 lease = Values.Hash(run.Get(hash)!, hash.Name);
                return (factory, key, ct) => factory.CancelLeaseAsync(key, lease, ct);
            },
            block => $"Lease cancelled; balance {Amount.Format(block.Block.Balance)} XUSD",
            "dotnet xe lease cancel 9f86...0f00");
    }
}
