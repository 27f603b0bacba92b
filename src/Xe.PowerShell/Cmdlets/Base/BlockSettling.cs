using System.Management.Automation;
using Xe.Client.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary>What follows a block that was accepted: waiting for finality where that was asked for.</summary>
internal static class BlockSettling
{
    /// <summary>The block, or the block once final.</summary>
    public static async Task<Block> SettleAsync(BlockFactory blocks, BlockView view, bool wait, TimeSpan timeout, CancellationToken cancellation)
    {
        if (wait && !view.Finalized)
            view = await blocks.WaitFinalAsync(Hash256.Parse(view.Block.Hash), timeout, cancellation);
        return new Block(view.Block, view.Finalized);
    }

    /// <summary>A draft in words, for <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    public static string Describe(Core.Blocks.WireBlock draft) => draft.Amount > 0
        ? $"{draft.Type} of {Amount.Format(draft.Amount)} {draft.Asset} on account {draft.Account}"
        : $"{draft.Type} on account {draft.Account}";
}
