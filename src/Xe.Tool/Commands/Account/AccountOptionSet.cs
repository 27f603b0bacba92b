using System.CommandLine;
using Xe.Core.Primitives;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Account;

/// <summary>Node and account of commands that only look: an address, or the wallet's, for which no password is needed.</summary>
internal sealed class AccountOptionSet
{
    private readonly Argument<string?> _address = new("ADDRESS") { Description = "Account (default: the wallet's)", Arity = ArgumentArity.ZeroOrOne };
    private readonly WalletOptionSet _wallet = new();

    internal NodeOptionSet Node { get; } = new();

    internal IReadOnlyList<Symbol> Symbols => [_address, _wallet.Name, .. Node.Symbols];

    internal Address Read(Run run)
    {
        string? text = run.Get(_address);
        if (text is not null && run.Has(_wallet.Name))
            throw new UsageException("ADDRESS and --wallet exclude each other");
        return text is null ? _wallet.Read(run).Address : Values.Address(text, _address.Name);
    }
}
