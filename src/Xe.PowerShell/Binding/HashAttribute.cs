using System.Management.Automation;
using Xe.Core;
using Xe.Core.Primitives;

namespace Xe.PowerShell;

/// <summary>Takes a hash as 64 hex digits of either case, or an object whose text is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HashAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is System.Collections.IList many ? many.Cast<object>().Select(One).ToArray() : One(inputData);

    private static string? One(object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (value is null)
            return null;
        string text = value.ToString() ?? "";
        return Hash256.TryParse(text.ToLowerInvariant(), out Hash256 hash)
            ? hash.ToString()
            : throw Binding.Refuse(value, $"{GoQuote.Quote(text)} is not a hash (64 hex digits)");
    }
}
