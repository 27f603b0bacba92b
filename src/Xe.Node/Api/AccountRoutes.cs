using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Core.Storage;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>Accounts, frontiers, pendings (spec 08 §7).</summary>
internal sealed class AccountRoutes(ApiContext api)
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/accounts", "Opened accounts with balances", ApiAccess.Open, List) { Group = "accounts" },
        new("GET", "/accounts/{address}/balance", "Balances of an account", ApiAccess.Open, Balance) { Group = "accounts" },
        new("GET", "/accounts/{address}/chain", "Blocks of an account, oldest first", ApiAccess.Open, Chain) { Group = "accounts" },
        new("GET", "/accounts/{address}/keyset", "Keyset of a multisig account", ApiAccess.Open, Keyset) { Group = "accounts" },
        new("GET", "/accounts/{address}/reputation", "Lease history of an account", ApiAccess.Open, Reputation) { Group = "accounts" },
        new("GET", "/reputation", "Lease history of all accounts", ApiAccess.Open, Reputations) { Group = "accounts" },
        new("GET", "/frontiers", "Ends of all chains", ApiAccess.Open, Frontiers) { Group = "accounts" },
    ];

    public IEnumerable<ApiRoute> PendingRoutes =>
    [
        new("GET", "/pending", "Unreceived sends", ApiAccess.Open, Pendings) { Group = "pending" },
        new("GET", "/pending/{address}", "Unreceived sends to an account", ApiAccess.Open, PendingOf) { Group = "pending" },
    ];

    private LedgerState State => api.Core.Ledger.State;

    private IBlockStore Blocks => api.Core.Ledger.Blocks;

    private Task List(ApiRequest request)
    {
        List<AccountView> page = [];
        foreach (Address address in LedgerSnapshots.Page(api.Snapshots.Accounts, request))
        {
            if (State.GetAccount(address) is not { } account || Blocks.GetBlock(account.Frontier) is not { } last)
                continue;
            page.Add(new AccountView
            {
                Address = address.ToString(),
                Balance = last.Balance,
                Balances = Balances(account.Xe, account.Xusd),
                BlockCount = account.Height,
                Frontier = account.Frontier.ToString(),
                LastBlockTimestamp = account.LastTimestamp,
            });
        }
        return request.JsonAsync(page, ViewsJson.Default.IReadOnlyListAccountView);
    }

    private Task Balance(ApiRequest request)
    {
        AccountState? account = Account(request.Argument);
        SpendableBalances spendable = account is null ? default : api.Core.Ledger.GetSpendable(account.Account);
        BalanceView view = new()
        {
            Address = request.Argument,
            Balances = Balances(account?.Xe, account?.Xusd),
            Spendable = Balances(spendable.Xe, spendable.Xusd),
            FinalHeight = account?.FinalHeight ?? 0,
        };
        return request.JsonAsync(view, ViewsJson.Default.BalanceView);
    }

    private Task Chain(ApiRequest request)
    {
        AccountState? account = Account(request.Argument);
        List<BlockView> blocks = [];
        if (account is not null && (ulong)request.Offset < account.Height)
        {
            ulong height = (ulong)request.Offset;
            foreach (Block block in Blocks.GetChainBlocks(account.Account, height + 1, request.Limit))
                blocks.Add(new BlockView(block.ToWire(), ++height <= account.FinalHeight));
        }
        ChainView view = new() { Address = request.Argument, Total = account?.Height ?? 0, Blocks = blocks };
        return request.JsonAsync(view, ViewsJson.Default.ChainView);
    }

    private Task Keyset(ApiRequest request) =>
        Account(request.Argument)?.Keyset is { } keyset
            ? request.JsonAsync(
                new KeysetView { Keys = [.. keyset.Keys.Select(k => k.ToString())], Threshold = keyset.Threshold }, ViewsJson.Default.KeysetView)
            : request.ErrorAsync(404, "not a multisig account");

    private Task Reputation(ApiRequest request) =>
        ApiContext.ReadAddress(request.Argument) is { } address && State.Reputation.Get(address) is { } record
            ? request.JsonAsync(View(record), ViewsJson.Default.ReputationView)
            : request.ErrorAsync(404, "no reputation activity");

    private Task Reputations(ApiRequest request)
    {
        SortedDictionary<string, ReputationView> page = new(StringComparer.Ordinal);
        foreach ((Address address, ReputationRecord record) in LedgerSnapshots.Page(api.Snapshots.Reputation, request))
            page.Add(address.ToString(), View(record));
        return request.JsonAsync(page, ViewsJson.Default.IReadOnlyDictionaryStringReputationView);
    }

    private Task Frontiers(ApiRequest request)
    {
        List<FrontierView> page = [];
        foreach (Address address in LedgerSnapshots.Page(api.Snapshots.Accounts, request))
        {
            if (State.GetAccount(address) is not { } account || Blocks.GetBlock(account.Frontier) is not { } last)
                continue;
            page.Add(new FrontierView
            {
                Account = address.ToString(),
                Frontier = account.Frontier.ToString(),
                BlockType = last.Type.Name(),
                Timestamp = last.Timestamp,
                BlockCount = account.Height,
                Representative = last.Representative?.ToString(),
            });
        }
        return request.JsonAsync(page, ViewsJson.Default.IReadOnlyListFrontierView);
    }

    private Task Pendings(ApiRequest request) => request.JsonAsync(
        [.. LedgerSnapshots.Page(api.Snapshots.Pendings, request).Select(View)], ViewsJson.Default.IReadOnlyListPendingView);

    private Task PendingOf(ApiRequest request)
    {
        IReadOnlyList<PendingSend> pendings =
            ApiContext.ReadAddress(request.Argument) is { } address ? State.Pendings.ByDestination(address, 0, int.MaxValue) : [];
        AccountPendingView view = new() { Address = request.Argument, Pending = [.. pendings.Select(View)] };
        return request.JsonAsync(view, ViewsJson.Default.AccountPendingView);
    }

    private AccountState? Account(string text) => ApiContext.ReadAddress(text) is { } address ? State.GetAccount(address) : null;

    private static SortedDictionary<string, ulong> Balances(ulong? xe, ulong? xusd)
    {
        SortedDictionary<string, ulong> balances = new(StringComparer.Ordinal);
        if (xe is { } x)
            balances.Add(Asset.Xe.ToString(), x);
        if (xusd is { } d)
            balances.Add(Asset.Xusd.ToString(), d);
        return balances;
    }

    private static PendingView View(PendingSend pending) => new()
    {
        SendHash = pending.SendHash.ToString(),
        Source = pending.Source.ToString(),
        Destination = pending.Destination.ToString(),
        Amount = pending.Amount,
        Asset = pending.Asset.ToString(),
        Timestamp = pending.Timestamp,
    };

    private static ReputationView View(ReputationRecord record) => new()
    {
        Version = ReputationRecord.Version,
        LeasesAcceptedAsProvider = record.AcceptedAsProvider,
        LeasesSettledAsProvider = record.SettledAsProvider,
        LeaseHoursSettledAsProvider = record.SecondsSettledAsProvider,
        LeasesUnfulfilledAsProvider = record.UnfulfilledAsProvider,
        LeasesAcceptedAsConsumer = record.AcceptedAsConsumer,
        LeasesSettledAsConsumer = record.SettledAsConsumer,
        LeasesCancelledAsConsumer = record.CancelledAsConsumer,
        LeaseHoursSettledAsConsumer = record.SecondsSettledAsConsumer,
        LeasesUnfulfilledAsConsumer = record.UnfulfilledAsConsumer,
        FirstActivityAt = record.FirstActivityNs,
        LastActivityAt = record.LastActivityNs,
    };
}
