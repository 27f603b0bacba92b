using System.Collections;
using System.Management.Automation;
using System.Text;
using Xe.Core.Blocks;

namespace Xe.PowerShell;

/// <summary>Takes a block object, or a block's JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlockAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is IList many ? many.Cast<object>().Select(One).ToArray() : One(inputData);

    private static object? One(object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        if (value is not string json)
            return value;
        return BlockJson.TryRead(Encoding.UTF8.GetBytes(json), BlockJsonOptions.Document, out WireBlock? block, out string? error)
            ? new Block(block)
            : throw new ArgumentTransformationMetadataException("the text holds no block: " + error);
    }
}
