using System.CommandLine;
using Xe.Client;
using Xe.Core.Blocks;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Multisig;

/// <summary>The options that describe a keyset.</summary>
internal sealed class KeysetOptionSet
{
    private readonly Option<string[]> _keys = new("--key", "-k") { Description = "Public key of a member; repeat it for every member", HelpName = "KEY", Required = true };
    private readonly Option<int> _threshold = new("--threshold", "-m") { Description = "Signatures needed", HelpName = "M", Required = true };

    internal IReadOnlyList<Symbol> Symbols => [_keys, _threshold];

    internal Keyset Read(Run run)
    {
        Keyset keyset = new([.. run.Get(_keys)!.Select(text => Values.PublicKey(text, _keys.Name))], run.Get(_threshold));
        return keyset.Validate() is { } rejection ? throw XeException.From(rejection) : keyset;
    }
}
