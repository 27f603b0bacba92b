using System.CommandLine;
using System.CommandLine.Parsing;

namespace Xe.Tool.Cli;

/// <summary>One run of a command: what was given, and where to answer.</summary>
internal sealed class Run
{
    private readonly ParseResult _parsed;

    internal Run(ParseResult parsed, Option<bool> json, Option<bool> quiet)
    {
        _parsed = parsed;
        Screen = new Screen(
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json), parsed.GetValue(quiet));
    }

    /// <summary>Where results and messages go.</summary>
    internal Screen Screen { get; }

    /// <summary>What was given, or the default.</summary>
    internal T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    /// <summary>What was given, or the default.</summary>
    internal T? Get<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>Whether an option stands on the command line.</summary>
    internal bool Has(Option option) => Result(option) is not null;

    /// <summary>An option as it stands on the command line; null where it does not.</summary>
    internal OptionResult? Result(Option option) => _parsed.GetResult(option) is { Implicit: false } result ? result : null;
}
