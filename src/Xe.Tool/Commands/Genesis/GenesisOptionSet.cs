using System.CommandLine;
using Xe.Client;
using Xe.Client.Genesis;
using Xe.Core;
using Xe.Core.Genesis;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Genesis;

/// <summary>The options that name a genesis pair (spec 02 §2.1, 09 §6.1).</summary>
internal sealed class GenesisOptionSet
{
    private readonly Argument<string?> _argument = new("DIR")
    {
        Description = "Directory of the pair (default: the built-in development network)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _directory = new("--genesis-dir") { Description = "The same as DIR", HelpName = "DIR" };
    private readonly Option<string?> _ledger = new("--genesis") { Description = "Ledger genesis file; goes with --statechain-genesis", HelpName = "FILE" };
    private readonly Option<string?> _stateChain = new("--statechain-genesis") { Description = "State-chain genesis file", HelpName = "FILE" };

    internal IReadOnlyList<Symbol> Symbols => [_argument, _directory, _ledger, _stateChain];

    /// <summary>Loads the pair that is named.</summary>
    internal GenesisPair Load(Run run)
    {
        string? argument = run.Get(_argument), option = run.Get(_directory);
        if (argument is not null && option is not null && argument != option)
            throw new UsageException("DIR and --genesis-dir name two directories");
        return GenesisFiles.TryResolve(argument ?? option, run.Get(_ledger), run.Get(_stateChain), out GenesisPair? pair, out Rejection? rejection)
            ? pair
            : throw new XeException(rejection.Code, "genesis: " + rejection.Text);
    }
}
