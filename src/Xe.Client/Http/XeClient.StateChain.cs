using System.Text.Json;
using Xe.Core.AccountDirectory;
using Xe.Core.Chat;
using Xe.Core.Primitives;
using Xe.Core.StateChain;
using Xe.Core.Views;

namespace Xe.Client.Http;

// State chain, directory, chat (spec 08 §11, §12).
public sealed partial class XeClient
{
    /// <summary>The last state block; null on an empty chain.</summary>
    public Task<StateBlock?> GetStateTipAsync(CancellationToken cancellationToken = default) => FindAsync("statechain/tip", Json.StateBlock, cancellationToken);

    /// <summary>State blocks from an index on.</summary>
    public Task<StateBlocksView> GetStateBlocksAsync(ulong start, int limit, CancellationToken cancellationToken = default) =>
        GetAsync(Query("statechain/blocks", ("start", Text(start)), ("limit", Text(limit))), Json.StateBlocksView, cancellationToken);

    /// <summary>The state block of an index; null where there is none.</summary>
    public Task<StateBlock?> GetStateBlockAsync(ulong index, CancellationToken cancellationToken = default) =>
        FindAsync("statechain/blocks/" + Text(index), Json.StateBlock, cancellationToken);

    /// <summary>A page of the state's values by key.</summary>
    public Task<IReadOnlyDictionary<string, JsonElement>> GetStateValuesAsync(
        string? prefix, int offset, int limit, CancellationToken cancellationToken = default) =>
        GetAsync(Query("statechain/kv", ("prefix", prefix), ("offset", Text(offset)), ("limit", Text(limit))), Json.IReadOnlyDictionaryStringJsonElement, cancellationToken);

    /// <summary>A value of the state; null where the key is not set.</summary>
    public Task<StateValueView?> GetStateValueAsync(string key, CancellationToken cancellationToken = default) =>
        FindAsync("statechain/kv/" + Uri.EscapeDataString(key), Json.StateValueView, cancellationToken);

    /// <summary>The keyset that governs; null where there is none.</summary>
    public Task<KeysetView?> GetGovernanceKeysetAsync(CancellationToken cancellationToken = default) =>
        FindAsync("statechain/keyset", Json.KeysetView, cancellationToken);

    /// <summary>Submits a signed state block.</summary>
    public Task<StateBlock> SubmitAsync(StateBlock block, CancellationToken cancellationToken = default) =>
        PostAsync("statechain/blocks", block, Json.StateBlock, Json.StateBlock, cancellationToken);

    /// <summary>Live directory entries.</summary>
    public IAsyncEnumerable<DirectoryRegistration> GetDirectoryAsync(CancellationToken cancellationToken = default) =>
        PagesAsync(offset => GetAsync(Page("directory", offset), Json.IReadOnlyListDirectoryRegistration, cancellationToken), cancellationToken);

    /// <summary>The live directory entry of an account; null where there is none.</summary>
    public Task<DirectoryRegistration?> FindInDirectoryAsync(Address account, CancellationToken cancellationToken = default) =>
        FindAsync($"directory/{account}", Json.DirectoryRegistration, cancellationToken);

    /// <summary>Registers an account at a peer.</summary>
    public Task<OkView> RegisterAsync(DirectoryRegistration registration, CancellationToken cancellationToken = default) =>
        PostAsync("directory/register", registration, Json.DirectoryRegistration, Json.OkView, cancellationToken);

    /// <summary>Sends a chat message.</summary>
    public Task<OkView> SendAsync(ChatEnvelope envelope, CancellationToken cancellationToken = default) =>
        PostAsync("chat/send", envelope, Json.ChatEnvelope, Json.OkView, cancellationToken);

    /// <summary>A challenge for reading chat messages.</summary>
    public Task<ChallengeView> GetChatChallengeAsync(CancellationToken cancellationToken = default) =>
        GetAsync("chat/auth/challenge", Json.ChallengeView, cancellationToken);
}
