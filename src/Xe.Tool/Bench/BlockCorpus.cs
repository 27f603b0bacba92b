using System.Buffers.Binary;
using Xe.Core.Blocks;
using Xe.Core.Crypto;
using Xe.Core.Primitives;
using Xe.Core.Work;

namespace Xe.Tool.Bench;

/// <summary>Valid blocks for the benches, made from a seed. An account opens with a claim; then rounds of sends to the next
/// account of its group and receives from the one before alternate, as payments do.</summary>
internal sealed class BlockCorpus(int seed, bool signed)
{
    /// <summary>Whether the blocks made from now on are signed and have work; hashes are the same either way.</summary>
    public bool IsSigned { get; set; } = signed;

    /// <summary>Accounts that pay each other. Groups are independent, so that they can be made side by side.</summary>
    public const int GroupAccounts = 64;

    private const ulong Payment = 1_000;
    private const long FirstTimestamp = 1_700_000_000_000_000_000;

    /// <summary>Blocks spread over accounts: one of every account, then the next of every account.</summary>
    public List<Block> Spread(int accounts, int blocks)
    {
        int groups = Math.Max(1, accounts / GroupAccounts);
        int rounds = (blocks + groups * GroupAccounts - 1) / (groups * GroupAccounts);
        var made = new Block[groups][];
        Parallel.For(0, groups, group => made[group] = [.. Group(group).Take(rounds * GroupAccounts)]);
        var all = new List<Block>(blocks);
        for (int round = 0; round < rounds; round++)
        {
            for (int group = 0; group < groups; group++)
            {
                for (int i = 0; i < GroupAccounts && all.Count < blocks; i++)
                    all.Add(made[group][round * GroupAccounts + i]);
            }
        }
        return all;
    }

    /// <summary>The first so many groups, each to be gone on with.</summary>
    public IEnumerator<Block>[] Groups(int groups) => [.. Enumerable.Range(0, groups).Select(group => Group(group).GetEnumerator())];

    /// <summary>Blocks of groups, a round of each in turn, without end.</summary>
    public static IEnumerable<Block> InTurn(IReadOnlyList<IEnumerator<Block>> groups)
    {
        while (true)
        {
            foreach (IEnumerator<Block> group in groups)
            {
                for (int i = 0; i < GroupAccounts && group.MoveNext(); i++)
                    yield return group.Current;
            }
        }
    }

    /// <summary>One long chain: an opening claim, then sends.</summary>
    public IEnumerable<Block> Chain(int blocks)
    {
        Account account = NewAccount(-1, 0);
        Block? last = null;
        for (int i = 0; i < blocks; i++)
        {
            last = Complete(account, last is null
                ? Open(account)
                : Next(account, last, BlockType.Send, last.Balance - 1) with { Amount = 1, Destination = Random(i) });
            yield return last;
        }
    }

    /// <summary>The blocks of one group, round by round, without end.</summary>
    public IEnumerable<Block> Group(int group)
    {
        var accounts = new Account[GroupAccounts];
        var tips = new Block[GroupAccounts];
        var sends = new Block[GroupAccounts];
        for (int i = 0; i < GroupAccounts; i++)
        {
            accounts[i] = NewAccount(group, i);
            yield return tips[i] = Complete(accounts[i], Open(accounts[i]));
        }
        while (true)
        {
            for (int i = 0; i < GroupAccounts; i++)
            {
                Address next = accounts[(i + 1) % GroupAccounts].Address;
                yield return sends[i] = tips[i] = Complete(accounts[i], Next(accounts[i], tips[i], BlockType.Send, tips[i].Balance - Payment)
                    with
                { Amount = Payment, Destination = next });
            }
            for (int i = 0; i < GroupAccounts; i++)
            {
                Hash256 send = sends[(i + GroupAccounts - 1) % GroupAccounts].Hash;
                yield return tips[i] = Complete(accounts[i], Next(accounts[i], tips[i], BlockType.Receive, tips[i].Balance + Payment) with { Source = send });
            }
        }
    }

    private static Block Open(Account account) => new()
    {
        Type = BlockType.Claim,
        Account = account.Address,
        Previous = default,
        Balance = Amount.MicroPerToken,
        Timestamp = FirstTimestamp,
        Asset = Asset.Xusd,
        Representative = account.Address,
        PubKey = account.Key,
        Hash = default,
    };

    private static Block Next(Account account, Block last, BlockType type, ulong balance) => new()
    {
        Type = type,
        Account = account.Address,
        Previous = last.Hash,
        Balance = balance,
        Timestamp = last.Timestamp + 1_000_000_000,
        Asset = Asset.Xusd,
        Hash = default,
    };

    private Block Complete(Account account, Block draft)
    {
        Hash256 hash = BlockEncoding.ComputeHash(draft, BenchNetwork.NetworkId);
        byte[] signature = new byte[Ed25519.SignatureSize];
        ulong nonce = 0;
        if (IsSigned)
        {
            Ed25519.Sign(account.ExpandedKey, hash.Value.Span, signature);
            while (!WorkValidator.IsValid(nonce, hash.Value.Span, BenchNetwork.Rules.WorkDifficulty))
                nonce++;
        }
        return draft with { Hash = hash, Signature = SignatureText.FromBytes(signature), PowNonce = nonce };
    }

    private Account NewAccount(int group, int index)
    {
        Span<byte> seedBytes = stackalloc byte[Ed25519.SeedSize];
        BinaryPrimitives.WriteInt32BigEndian(seedBytes, seed);
        BinaryPrimitives.WriteInt32BigEndian(seedBytes[4..], group);
        BinaryPrimitives.WriteInt32BigEndian(seedBytes[8..], index);
        byte[] expanded = new byte[Ed25519.ExpandedKeySize];
        Ed25519.ExpandSeed(seedBytes, expanded);
        var key = new PublicKey(expanded.AsSpan(Ed25519.SeedSize));
        return new Account(expanded, key, Address.FromPublicKey(key));
    }

    private Address Random(int index)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        new Random(HashCode.Combine(seed, index)).NextBytes(bytes);
        return new Address(bytes);
    }

    private sealed record Account(byte[] ExpandedKey, PublicKey Key, Address Address);
}
