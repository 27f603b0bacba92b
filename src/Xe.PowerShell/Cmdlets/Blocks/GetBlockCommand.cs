using System.Management.Automation;
using Xe.Client;
using Xe.Core.Blocks;
using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeBlock</c>: blocks by hash, of an account's chain, or the newest of all.</summary>
[Cmdlet(VerbsCommon.Get, "XeBlock", DefaultParameterSetName = HashSet, SupportsPaging = true)]
[OutputType(typeof(Block))]
public sealed class GetBlockCommand : NodeCmdlet
{
    private const string HashSet = "Hash";
    private const string AccountSet = "Account";
    private const string RecentSet = "Recent";
    private const int PageSize = 500;

    /// <summary>Hashes.</summary>
    [Parameter(ParameterSetName = HashSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BlockHash", "SendHash", "LeaseHash", "Frontier")]
    [Hash]
    public string[] Hash { get; set; } = [];

    /// <summary>The account whose chain is wanted, oldest block first.</summary>
    [Parameter(ParameterSetName = AccountSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Address")]
    [Address]
    [ArgumentCompleter(typeof(WalletCompleter))]
    public string Account { get; set; } = "";

    /// <summary>Only the last blocks of the chain.</summary>
    [Parameter(ParameterSetName = AccountSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Last { get; set; }

    /// <summary>The newest blocks of all accounts.</summary>
    [Parameter(ParameterSetName = RecentSet, Mandatory = true)]
    public SwitchParameter Recent { get; set; }

    /// <summary>Only blocks made after this.</summary>
    [Parameter(ParameterSetName = RecentSet)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>How many at most.</summary>
    [Parameter(ParameterSetName = RecentSet)]
    [ValidateRange(1, 1000)]
    public int Limit { get; set; } = 100;

    /// <inheritdoc />
    protected override Task ProcessAsync() => ParameterSetName switch
    {
        HashSet => ByHashAsync(),
        AccountSet => ChainAsync(),
        _ => RecentAsync(),
    };

    private async Task ByHashAsync()
    {
        foreach (string hash in Hash)
        {
            if (await Api.GetBlockAsync(Hash256.Parse(hash), Cancellation) is { } view)
                WriteObject(new Block(view.Block, view.Finalized));
            else
                Report(new XeException(XeErrors.NotFound, $"block {hash} is on no chain of this node"), hash);
        }
    }

    private async Task ChainAsync()
    {
        Address account = Core.Primitives.Address.Parse(Account);
        ulong skip = PagingParameters.Skip;
        ulong left = PagingParameters.First;
        if (Last > 0 || PagingParameters.IncludeTotalCount)
        {
            ulong total = (await Api.GetChainAsync(account, 0, 1, Cancellation)).Total;
            if (PagingParameters.IncludeTotalCount)
                WriteObject(PagingParameters.NewTotalCount(total, 1.0));
            if (Last > 0)
                skip += total - Math.Min(total, (ulong)Last);
        }
        while (left > 0)
        {
            int limit = (int)Math.Min(left, PageSize);
            ChainView page = await Api.GetChainAsync(account, skip, limit, Cancellation);
            foreach (BlockView view in page.Blocks)
                WriteObject(new Block(view.Block, view.Finalized));
            if (page.Blocks.Count < limit)
                return;
            skip += (ulong)page.Blocks.Count;
            left -= (ulong)page.Blocks.Count;
        }
    }

    private async Task RecentAsync()
    {
        foreach (WireBlock block in await Api.GetRecentBlocksAsync(Limit, Since is { } since ? UnixNanos.FromTime(since) : null, Cancellation))
            WriteObject(new Block(block));
    }
}
