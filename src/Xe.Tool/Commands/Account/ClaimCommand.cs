using System.CommandLine;
using Xe.Core.Primitives;

namespace Xe.Tool.Commands.Account;

/// <summary><c>claim</c>: one XUSD, on networks whose rules have claim blocks.</summary>
internal static class ClaimCommand
{
    internal static Command Create() => Publish.Create(
        "claim", "Claim 1 XUSD (development networks only)", [],
        _ => (factory, key, ct) => factory.ClaimAsync(key, ct),
        block => $"Claimed 1 XUSD; balance {Amount.Format(block.Block.Balance)} XUSD",
        "dotnet xe claim --wallet alice");
}
