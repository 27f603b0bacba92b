using System.Management.Automation;
using Xe.Client;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Primitives;

namespace Xe.PowerShell.Cmdlets;

/// <summary>A cmdlet that is told a keyset.</summary>
public abstract class MultisigCmdlet : NodeCmdlet
{
    /// <summary>Public keys of the members.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PublicKey")]
    public string[] Key { get; set; } = [];

    /// <summary>How many of them sign.</summary>
    [Parameter(Mandatory = true)]
    [ValidateRange(1, 1000)]
    public int Threshold { get; set; }

    /// <summary>Asset the block names.</summary>
    [Parameter]
    [ValidateSet("XE", "XUSD")]
    [ArgumentCompleter(typeof(AssetCompleter))]
    public string Asset { get; set; } = "XE";

    /// <summary>The keyset, checked.</summary>
    private protected Keyset Keyset(IReadOnlyList<string> keys)
    {
        Keyset keyset = new([.. keys.Select(Parse)], Threshold);
        return keyset.Validate() is { } rejection ? throw XeException.From(rejection) : keyset;
    }

    private static PublicKey Parse(string text) => PublicKey.TryParse(text.ToLowerInvariant(), out PublicKey key)
        ? key
        : throw new XeException(XeErrors.BadValue, $"{GoQuote.Quote(text)} is not a public key (64 hex digits)");
}
