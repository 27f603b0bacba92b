using System.Management.Automation;
using Xe.Client;
using Xe.Client.Wallets;
using Xe.Core;
using Xe.PowerShell.Cmdlets;

namespace Xe.PowerShell;

/// <summary>Takes an address as 64 hex digits of either case, a wallet object, or the name or path of a wallet.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AddressAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData is System.Collections.IList many
        ? many.Cast<object>().Select(item => One(engineIntrinsics, item)).ToArray()
        : One(engineIntrinsics, inputData);

    private static string? One(EngineIntrinsics engine, object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (value is null)
            return null;
        if (value is Wallet wallet)
            return wallet.Address;
        string text = value.ToString() ?? "";
        if (value is PSCustomObject)
            throw Binding.Refuse(value, "the object is no address");
        if (Core.Primitives.Address.TryParse(text.ToLowerInvariant(), out Core.Primitives.Address address))
            return address.ToString();
        try
        {
            return WalletStore.Read(WalletPath.Of(text, engine.SessionState.Path.GetUnresolvedProviderPathFromPSPath)).Address.ToString();
        }
        catch (XeException)
        {
            throw Binding.Refuse(value, $"{GoQuote.Quote(text)} is neither an address (64 hex digits) nor a wallet of the wallet directory");
        }
    }
}
