using System.Globalization;
using System.Text;
using System.Text.Json;
using Xe.Core.Blocks;
using Xe.Core.Genesis;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Core.StateChain;
using Xe.Core.Work;

namespace Xe.Core.Tests.Vectors;

public sealed class ChainVectorTests
{
    [Fact]
    public void State_chain_blocks_have_their_hashes_and_verdicts() => Assert.All(XeVectors.Cases("state_chain"), vector =>
    {
        Assert.True(StateBlockJson.TryRead(Encoding.UTF8.GetBytes(vector.Text("text")), JsonStrictness.Exact, out StateBlock? block, out Rejection? unread), unread?.Text);
        JsonElement keyset = vector.GetProperty("keyset");
        string[] keys = keyset.ValueKind == JsonValueKind.Null ? [] : [.. keyset.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!)];
        long threshold = keys.Length == 0 ? 0 : keyset.GetProperty("threshold").GetInt64();
        Rejection? refused = StateBlockEncoding.VerifyHash(block, out Hash256 hash);
        if (refused is null && vector.Text("kind") != "genesis")
            refused = StateMultisig.Check(block, hash, keys, threshold, vector.Text("kind") == "oracle");
        ConsensusVectorTests.AssertVerdict(vector, refused);
        if (vector.TryGetProperty("preimage_hex", out _))
            Assert.Equal(vector.Text("preimage_hex"), Convert.ToHexStringLower(StateBlockEncoding.Encode(block, out _)!));
        if (vector.TryGetProperty("hash", out _) && vector.Valid())
            Assert.Equal(vector.Text("hash"), hash.ToString());
        if (vector.TryGetProperty("values_compact", out JsonElement compact))
            Assert.Equal(compact.GetBoolean(), StateBlockRules.CheckCompact(block) is null);
        if (!vector.Valid() || !vector.TryGetProperty("signers", out JsonElement signers))
            return;
        Assert.All(signers.EnumerateArray(), signer =>
            Assert.Equal(signer.Text("signature"), StateSigning.Sign(block, signer.Bytes("seed_hex")).Signature));
    });

    [Fact]
    public void Genesis_documents_are_taken_or_refused_with_their_text() => Assert.All(XeVectors.Cases("genesis_documents"), vector =>
    {
        Assert.True(LedgerGenesis.TryParse(Encoding.UTF8.GetBytes(vector.GetProperty("block").GetRawText()), out WireBlock? wire, out Rejection? unread), unread?.Text);
        LedgerGenesis.TryValidate(wire, out Block? block, out Rejection? refused);
        ConsensusVectorTests.AssertVerdict(vector, refused);
        if (vector.Valid())
            Assert.Equal(vector.Text("hash"), block!.Hash.ToString());
    });

    [Theory]
    [InlineData("testnet-0003", "946597b85290426dfab812778387b93b2b3a41291ebceaac02ca0bbb0e3791ab", "5ea4cf0ee4c919c54af9476a93fe748fe87babf1432a8a53393d2f73cc6873e9")]
    [InlineData("testnet-0001", null, null)]
    [InlineData("embedded-placeholder", null, null)]
    public void The_published_genesis_pairs_verify(string name, string? ledgerHash, string? stateChainHash)
    {
        string directory = name == "testnet-0003" ? Path.Combine(RepositoryRoot(), "genesis", name) : Path.Combine(AppContext.BaseDirectory, "Data", "genesis", name);
        byte[] ledger = File.ReadAllBytes(Path.Combine(directory, GenesisDocuments.LedgerFileName));
        byte[] stateChain = File.ReadAllBytes(Path.Combine(directory, GenesisDocuments.StateChainFileName));
        bool loaded = GenesisPair.TryLoad(new GenesisDocuments("ledger", ledger, "state", stateChain), out GenesisPair? pair, out Rejection? refused);
        Assert.True(loaded, refused?.Text);
        Assert.Equal(LedgerGenesis.Supply, pair!.Ledger.Balance);
        Assert.Equal(Address.FromPublicKey(pair.Ledger.PubKey!.Value), pair.Treasury);
        if (ledgerHash is not null)
        {
            Assert.Equal((ledgerHash, stateChainHash, name), (pair.LedgerHash.ToString(), pair.StateChainHash.ToString(), pair.NetworkId));
            Assert.Equal(170, BlockEncoding.Canonical(pair.Ledger).Length);
            Assert.Equal(new LeaseTiming(5, 120_000_000_000, 300_000_000_000, 3_600_000_000_000, 600_000_000_000, 60_000_000_000), pair.Timing);
        }
        byte[] spoiled = [.. ledger];
        spoiled[Array.IndexOf(spoiled, (byte)'4', 40)]++;
        Assert.False(GenesisPair.TryLoad(new GenesisDocuments("ledger", spoiled, "state", stateChain), out _, out _));
    }

    [Fact]
    public void Work_values_and_found_nonces_are_the_published_ones()
    {
        Assert.All(XeVectors.Cases("work_values"), vector =>
            Assert.Equal(vector.Text("value"), WorkValidator.Value(vector.Number("nonce"), vector.Bytes("hash")).ToString("x16", CultureInfo.InvariantCulture)));
        Assert.All(XeVectors.Cases("work_found"), vector =>
        {
            ulong difficulty = ulong.Parse(vector.Text("difficulty"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            byte[] hash = vector.Bytes("hash");
            Assert.True(WorkValidator.IsValid(vector.Number("nonce"), hash, difficulty));
            Assert.Equal(vector.Text("value"), WorkValidator.Value(vector.Number("nonce"), hash).ToString("x16", CultureInfo.InvariantCulture));
            // The first one from its start on: nothing between reaches the difficulty.
            ulong nonce = vector.Number("start");
            for (; !WorkValidator.IsValid(nonce, hash, difficulty); nonce++)
            {
            }
            Assert.Equal(vector.Number("nonce"), nonce);
        });
    }

    internal static string RepositoryRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Xe.Tools.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("not inside the repository");
    }
}
