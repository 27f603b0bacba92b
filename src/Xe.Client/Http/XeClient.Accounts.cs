using Xe.Core.Primitives;
using Xe.Core.Views;

namespace Xe.Client.Http;

// Accounts, supply, pending (spec 08 §7).
public sealed partial class XeClient
{
    /// <summary>All opened accounts.</summary>
    public IAsyncEnumerable<AccountView> GetAccountsAsync(CancellationToken cancellationToken = default) =>
        PagesAsync(offset => GetAsync(Page("accounts", offset), Json.IReadOnlyListAccountView, cancellationToken), cancellationToken);

    /// <summary>Balances; an unknown account has none.</summary>
    public Task<BalanceView> GetBalanceAsync(Address account, CancellationToken cancellationToken = default) =>
        GetAsync($"accounts/{account}/balance", Json.BalanceView, cancellationToken);

    /// <summary>A page of a chain, oldest first.</summary>
    /// <param name="account">The account.</param>
    /// <param name="offset">Blocks passed over.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ChainView> GetChainAsync(Address account, ulong offset, int limit, CancellationToken cancellationToken = default) =>
        GetAsync(Query($"accounts/{account}/chain", ("offset", Text(offset)), ("limit", Text(limit))), Json.ChainView, cancellationToken);

    /// <summary>The keyset of a multisig account; null for any other.</summary>
    public Task<KeysetView?> GetKeysetAsync(Address account, CancellationToken cancellationToken = default) =>
        FindAsync($"accounts/{account}/keyset", Json.KeysetView, cancellationToken);

    /// <summary>Reputation; null where there is no activity.</summary>
    public Task<ReputationView?> GetReputationAsync(Address account, CancellationToken cancellationToken = default) =>
        FindAsync($"accounts/{account}/reputation", Json.ReputationView, cancellationToken);

    /// <summary>A page of all reputations by address.</summary>
    public Task<IReadOnlyDictionary<string, ReputationView>> GetReputationsAsync(int offset, int limit, CancellationToken cancellationToken = default) =>
        GetAsync(Query("reputation", ("offset", Text(offset)), ("limit", Text(limit))), Json.IReadOnlyDictionaryStringReputationView, cancellationToken);

    /// <summary>All frontiers.</summary>
    public IAsyncEnumerable<FrontierView> GetFrontiersAsync(CancellationToken cancellationToken = default) =>
        PagesAsync(offset => GetAsync(Page("frontiers", offset), Json.IReadOnlyListFrontierView, cancellationToken), cancellationToken);

    /// <summary>The supply audit.</summary>
    public Task<SupplyView> GetSupplyAsync(CancellationToken cancellationToken = default) => GetAsync("supply", Json.SupplyView, cancellationToken);

    /// <summary>All unreceived sends.</summary>
    public IAsyncEnumerable<PendingView> GetPendingAsync(CancellationToken cancellationToken = default) =>
        PagesAsync(offset => GetAsync(Page("pending", offset), Json.IReadOnlyListPendingView, cancellationToken), cancellationToken);

    /// <summary>An account's unreceived sends, in order of arrival.</summary>
    public async Task<IReadOnlyList<PendingView>> GetPendingAsync(Address account, CancellationToken cancellationToken = default) =>
        (await GetAsync($"pending/{account}", Json.AccountPendingView, cancellationToken).ConfigureAwait(false)).Pending;

    private static string Page(string path, int offset) => Query(path, ("offset", Text(offset)), ("limit", Text(MaxPage)));
}
