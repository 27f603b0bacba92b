using System.Management.Automation;
using Xe.Client;
using Xe.Core;
using Xe.Core.Primitives;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>ConvertTo-XeAddress</c>: the account of a public key.</summary>
[Cmdlet(VerbsData.ConvertTo, "XeAddress")]
[OutputType(typeof(string))]
public sealed class ConvertToAddressCommand : XeCmdlet
{
    /// <summary>Public keys, 64 hex digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] PublicKey { get; set; } = [];

    /// <inheritdoc />
    protected override Task ProcessAsync()
    {
        foreach (string text in PublicKey)
        {
            if (Core.Primitives.PublicKey.TryParse(text.ToLowerInvariant(), out PublicKey key))
                WriteObject(Address.FromPublicKey(key).ToString());
            else
                Report(new XeException(XeErrors.BadValue, $"{GoQuote.Quote(text)} is not a public key (64 hex digits)"), text);
        }
        return Task.CompletedTask;
    }
}
