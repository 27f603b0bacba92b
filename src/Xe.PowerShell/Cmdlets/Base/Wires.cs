using System.Text;
using Xe.Core.Blocks;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Copies of drafts: objects that were handed out do not change afterwards.</summary>
internal static class Wires
{
    public static WireBlock Copy(WireBlock block) =>
        BlockJson.TryRead(Encoding.UTF8.GetBytes(BlockJson.ToText(block)), BlockJsonOptions.Document, out WireBlock? copy, out string? error)
            ? copy
            : throw new InvalidOperationException("a block does not survive its own JSON: " + error);
}
