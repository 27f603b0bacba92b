using System.Buffers.Binary;
using System.Security.Cryptography;
using Xe.Core.Blocks;
using Xe.Core.Ledger;
using Xe.Core.Primitives;

namespace Xe.Testing.Stores;

/// <summary>Change sets for stores, written down by hand: chains of made-up blocks (a store checks places, not rules), with
/// the account states that go with them.</summary>
public sealed class ChainScript
{
    private readonly Dictionary<Address, List<ChainEntry>> _chains = [];
    private int _made;

    /// <summary>A hash that is the same for the same number.</summary>
    public static Hash256 Hash(int number) => new(Digest("hash", number));

    /// <summary>An address that is the same for the same number.</summary>
    public static Address Account(int number) => new(Digest("account", number));

    /// <summary>A key that is the same for the same number.</summary>
    public static PublicKey Key(int number) => new(Digest("key", number));

    /// <summary>A made-up send block that fits on top of the account's chain.</summary>
    public Block Make(Address account, ulong balance = 1_000, long timestamp = 0, Hash256 source = default)
    {
        int number = ++_made;
        bool isReceive = !source.IsZero;
        return new Block
        {
            Type = isReceive ? BlockType.Receive : BlockType.Send,
            Account = account,
            Previous = Tip(account)?.Hash ?? default,
            Balance = balance,
            Timestamp = timestamp != 0 ? timestamp : number,
            Asset = Asset.Xe,
            Destination = isReceive ? default : Account(1_000_000 + number),
            Source = source,
            Amount = isReceive ? 0 : (ulong)number,
            Representative = number % 3 == 0 ? Account(number) : null,
            PubKey = Tip(account) is null ? Key(number) : null,
            Signature = SignatureText.FromBytes(RandomNumberGenerator.GetBytes(64)),
            PowNonce = ulong.MaxValue - (ulong)number,
            Hash = Hash(number),
        };
    }

    /// <summary>The set that puts a block on its chain.</summary>
    public ChangeSet Append(Block block, ulong? xe = null, ulong? xusd = null)
    {
        AccountState? before = State(block.Account);
        if (!_chains.TryGetValue(block.Account, out List<ChainEntry>? chain))
            _chains.Add(block.Account, chain = []);
        var entry = new ChainEntry(block.Account, (ulong)chain.Count + 1, block.Hash, block.Previous, xe ?? block.Balance, xusd, block.Representative, block.Timestamp);
        chain.Add(entry);
        return new ChangeSet { Added = [new ChangeSet.Appended(block, entry)], Accounts = [new(block.Account, before, State(block.Account))] };
    }

    /// <summary>Makes a block and appends it.</summary>
    public ChangeSet Append(Address account, out Block block)
    {
        block = Make(account);
        return Append(block);
    }

    /// <summary>The set that takes the tip off.</summary>
    public ChangeSet TakeOff(Address account)
    {
        AccountState? before = State(account);
        ChainEntry tip = Tip(account)!;
        _chains[account].RemoveAt(_chains[account].Count - 1);
        return new ChangeSet
        {
            Removed = [tip],
            Accounts = [new(account, before, State(account))],
            Statuses = [new(tip.Hash, BlockStatus.Rejected)],
        };
    }

    /// <summary>The account's last entry; null when it has none.</summary>
    public ChainEntry? Tip(Address account) => _chains.TryGetValue(account, out List<ChainEntry>? chain) && chain.Count > 0 ? chain[^1] : null;

    /// <summary>The account's entries.</summary>
    public IReadOnlyList<ChainEntry> Chain(Address account) => _chains.GetValueOrDefault(account) ?? [];

    /// <summary>The account's state as the sets so far leave it; null when it has no block.</summary>
    public AccountState? State(Address account) => Tip(account) is not { } tip
        ? null
        : new AccountState
        {
            Account = account,
            Frontier = tip.Hash,
            Height = tip.Height,
            LastTimestamp = tip.Timestamp,
            Xe = tip.Xe,
            Xusd = tip.Xusd,
            Representative = tip.Representative,
            Key = Key(1),
        };

    private static byte[] Digest(string kind, int number)
    {
        Span<byte> input = stackalloc byte[16];
        System.Text.Encoding.ASCII.GetBytes(kind, input);
        BinaryPrimitives.WriteInt32BigEndian(input[12..], number);
        return SHA256.HashData(input);
    }
}
