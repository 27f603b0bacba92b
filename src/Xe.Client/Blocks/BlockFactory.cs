using Xe.Client.Http;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Keys;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Core.Work;

namespace Xe.Client.Blocks;

/// <summary>Builds, signs, proves and submits blocks of accounts whose keys are here; a key never leaves the process. Writes of
/// one account are done one after another. Thread-safe.</summary>
public sealed partial class BlockFactory
{
    private readonly XeClient _client;
    private readonly BlockFactoryOptions _options;
    private readonly BlockBuilder _builder;
    private NetworkFacts? _facts;

    /// <summary>Works through a node.</summary>
    public BlockFactory(XeClient client, BlockFactoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new BlockFactoryOptions();
        _builder = new BlockBuilder(_options.TimeProvider);
    }

    /// <summary>The network of the node, asked for once.</summary>
    public async Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken = default) =>
        _facts ??= await NetworkFacts.ReadAsync(_client, cancellationToken).ConfigureAwait(false);

    /// <summary>Where an account's chain stands.</summary>
    public async Task<ChainTip> GetTipAsync(Address account, CancellationToken cancellationToken = default)
    {
        for (int attempt = 0; ; attempt++)
        {
            ChainView start = await _client.GetChainAsync(account, 0, 1, cancellationToken).ConfigureAwait(false);
            if (start.Total == 0)
                return ChainTip.Unopened(account);
            ChainView end = start.Total == 1 ? start : await _client.GetChainAsync(account, start.Total - 1, 2, cancellationToken).ConfigureAwait(false);
            BalanceView balance = await _client.GetBalanceAsync(account, cancellationToken).ConfigureAwait(false);
            // Three looks are one only if the chain stood still between them.
            if (end.Blocks is [{ Block: { } last }] && end.Total == start.Total && balance.Balances.GetValueOrDefault(last.Asset) == last.Balance)
            {
                return new ChainTip(
                    account, ParseHash(last.Hash), balance.Balances.GetValueOrDefault("XE"), balance.Balances.GetValueOrDefault("XUSD"), last.Timestamp);
            }
            if (attempt >= _options.MaxRebuilds)
                throw new XeException(XeErrors.NodeFailed, $"the chain of {account} does not stand still", retryable: true);
            await Task.Delay(_options.PollInterval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds work for a signed block, here or on the node.</summary>
    public async Task SolveWorkAsync(WireBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        NetworkFacts facts = await GetFactsAsync(cancellationToken).ConfigureAwait(false);
        Hash256 hash = ParseHash(block.Hash);
        if (WorkValidator.IsValid(block.PowNonce, hash.Value.Span, facts.WorkDifficulty))
            return;
        if (_options.NodeWork)
        {
            WorkView found = await _client.FindWorkAsync(block.Hash, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!WorkValidator.IsValid(found.PowNonce, hash.Value.Span, facts.WorkDifficulty))
                throw new XeException(XeErrors.BadAnswer, "the node's work does not reach the difficulty");
            block.PowNonce = found.PowNonce;
            return;
        }
        WorkSearchOptions search = new() { Progress = _options.Work, TimeProvider = _options.TimeProvider };
        WorkResult work = await WorkSearch.FindAsync(hash.Value.Span, facts.WorkDifficulty, search, cancellationToken).ConfigureAwait(false);
        block.PowNonce = work.Nonce;
    }

    /// <summary>Submits a complete block and looks whether it is on its chain.</summary>
    /// <returns>The block as the node serves it.</returns>
    /// <exception cref="XeException">"block_rejected"; "block_not_on_chain" where another block stands at its place.</exception>
    public async Task<BlockView> SubmitAsync(WireBlock block, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        await _client.SubmitAsync(block, cancellationToken).ConfigureAwait(false);
        Hash256 hash = ParseHash(block.Hash);
        return await _client.GetBlockAsync(hash, cancellationToken).ConfigureAwait(false)
            ?? throw new XeException(
                XeErrors.BlockNotOnChain,
                $"block {hash} was taken, but another block stands at its place: the network now decides between them");
    }

    /// <summary>Waits until a block is final.</summary>
    public async Task<BlockView> WaitFinalAsync(Hash256 hash, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        long started = _options.TimeProvider.GetTimestamp();
        while (true)
        {
            if (await _client.GetBlockAsync(hash, cancellationToken).ConfigureAwait(false) is { Finalized: true } final)
                return final;
            if (_options.TimeProvider.GetElapsedTime(started) >= timeout)
                throw new XeException(XeErrors.Timeout, $"block {hash} is not final after {timeout.TotalSeconds:0} s", retryable: true);
            await Task.Delay(_options.PollInterval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // Draft on the tip, sign, work, submit; anew where somebody else moved the frontier meanwhile.
    private async Task<BlockView> PublishAsync(AccountKey key, Func<ChainTip, Task<WireBlock>> draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        NetworkFacts facts = await GetFactsAsync(cancellationToken).ConfigureAwait(false);
        BlockSigner signer = facts.CreateSigner();
        using IDisposable entered = await AccountGate.EnterAsync(key.Address, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        for (int attempt = 0; ; attempt++)
        {
            ChainTip tip = await GetTipAsync(key.Address, cancellationToken).ConfigureAwait(false);
            WireBlock block = await draft(tip).ConfigureAwait(false);
            if (signer.Sign(block, key) is { } rejection)
                throw XeException.From(rejection);
            await SolveWorkAsync(block, cancellationToken).ConfigureAwait(false);
            try
            {
                return await SubmitAsync(block, cancellationToken).ConfigureAwait(false);
            }
            catch (XeException e) when (attempt < _options.MaxRebuilds && e.Code == XeErrors.BlockRejected && IsStale(e.Message))
            {
                await Task.Delay(_options.PollInterval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsStale(string text) =>
        text.Contains("previous mismatch", StringComparison.Ordinal) || text.Contains("frontier mismatch", StringComparison.Ordinal)
        || text.Contains("balance mismatch", StringComparison.Ordinal);

    private async Task<Address?> RepresentativeAsync(ChainTip tip, CancellationToken cancellationToken)
    {
        if (!tip.Frontier.IsZero)
            return null;
        if (_options.Representative is { } chosen)
            return chosen;
        NetworkFacts facts = await GetFactsAsync(cancellationToken).ConfigureAwait(false);
        DelegationView delegation = await _client.GetDelegationAsync(cancellationToken).ConfigureAwait(false);
        if (delegation.Weights.ContainsKey(facts.NodeAddress.ToString()))
            return facts.NodeAddress;
        string? heaviest = delegation.Weights.OrderByDescending(entry => entry.Value).Select(entry => entry.Key).FirstOrDefault();
        return Address.TryParse(heaviest, out Address address) ? address : null;
    }

    private static Hash256 ParseHash(string text) =>
        Hash256.TryParse(text, out Hash256 hash) ? hash : throw new XeException(XeErrors.BadAnswer, $"not a block hash: {GoQuote.Quote(text)}");
}
