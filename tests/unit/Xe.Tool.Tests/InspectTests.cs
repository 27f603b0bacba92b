using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xe.Tool.Commands.Block;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

public sealed class InspectTests
{
    private static readonly JsonElement[] Vectors =
        [.. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "xe-vectors.json"))).RootElement.GetProperty("blocks").EnumerateArray()];

    public static TheoryData<string> Names() => [.. Vectors.Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_vector_is_judged_as_the_file_says(string name)
    {
        JsonElement vector = Vectors.Single(candidate => candidate.GetProperty("name").GetString() == name);
        InspectResult result = new BlockInspector(Text(vector, "network_id"), claimEnabled: false).Inspect(JsonSerializer.SerializeToUtf8Bytes(WithSigner(vector)));
        if (vector.GetProperty("valid").GetBoolean())
        {
            Assert.Null(result.Error);
            Assert.Equal(Text(vector, "hash"), result.Hash);
            Assert.Equal(Text(vector, "canonical_hex"), result.CanonicalHex);
            Assert.Equal(Text(vector, "work_value"), result.WorkValue);
            Assert.True(result.SignatureValid);
            return;
        }
        // What only a ledger knows is not the inspector's to judge.
        string stage = Text(vector, "stage");
        if (stage == "ledger")
            return;
        Assert.NotNull(result.Error);
        Assert.Equal(stage is "json" or "encoding", result.Hash is null);
        if (stage is "signature" or "multisig")
            Assert.False(result.SignatureValid);
    }

    [Fact]
    public async Task Lines_are_answered_in_order_and_bad_ones_get_an_error_object()
    {
        JsonElement[] some = [.. Vectors.Where(vector => Text(vector, "network_id") == "testnet-0003" && vector.GetProperty("valid").GetBoolean()).Take(20)];
        List<string> lines = [.. some.Select(vector => WithSigner(vector).ToJsonString())];
        lines.Insert(3, "{\"type\":");
        lines.Insert(7, "[]");
        lines.Insert(11, "{\"type\":\"send\",\"balance\":18446744073709551616}");
        lines.Insert(15, new string('x', 1_100_000));
        Outcome outcome = (await XeProcess.RunAsync(["block", "inspect", "--network-id", "testnet-0003", "--jsonl"], string.Join('\n', lines))).Ok();
        string[] answers = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Count, answers.Length);
        int next = 0;
        for (int i = 0; i < answers.Length; i++)
        {
            JsonElement answer = JsonDocument.Parse(answers[i]).RootElement;
            Assert.Equal(["hash", "canonical_hex", "signature_valid", "work_value", "error"], answer.EnumerateObject().Select(member => member.Name));
            if (i is 3 or 7 or 11 or 15)
                Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("error").ValueKind);
            else
                Assert.Equal(Text(some[next++], "hash"), answer.GetProperty("hash").GetString());
        }
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_the_next_line()
    {
        using Process process = XeProcess.Start("dotnet", ["exec", XeProcess.Program, "block", "inspect", "--jsonl"]);
        for (int i = 0; i < 3; i++)
        {
            await process.StandardInput.WriteLineAsync("{}");
            await process.StandardInput.FlushAsync();
            string? answer = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Contains("unknown block type", answer, StringComparison.Ordinal);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_single_block_with_a_fault_fails()
    {
        Outcome bad = await XeProcess.RunAsync(["block", "inspect"], "nonsense");
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("invalid character", bad.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        JsonElement good = Vectors.First(vector => Text(vector, "network_id") == "testnet-0003" && vector.GetProperty("valid").GetBoolean());
        (await XeProcess.RunAsync(["block", "inspect", "--network-id", "testnet-0003"], WithSigner(good).ToJsonString())).Ok();
    }

    [Fact]
    public void Without_a_signer_the_signature_is_not_judged()
    {
        JsonElement vector = Vectors.First(candidate => candidate.GetProperty("valid").GetBoolean() && Text(candidate.GetProperty("block"), "pub_key").Length == 0
            && Text(candidate.GetProperty("block"), "signature").Length > 0);
        InspectResult result = new BlockInspector(Text(vector, "network_id"), false).Inspect(JsonSerializer.SerializeToUtf8Bytes(vector.GetProperty("block")));
        Assert.Null(result.SignatureValid);
        Assert.Null(result.Error);
    }

    private static JsonNode WithSigner(JsonElement vector)
    {
        JsonNode block = JsonNode.Parse(vector.GetProperty("block").GetRawText())!;
        if (block is not JsonObject members)
            return block;
        if (vector.TryGetProperty("signer_public_key", out JsonElement key))
            members["signer_public_key"] = key.GetString();
        else if (vector.TryGetProperty("signers", out JsonElement signers) && signers.GetArrayLength() > 0)
            members["signer_public_key"] = signers[0].GetProperty("public_key").GetString();
        if (vector.TryGetProperty("signer_keyset", out JsonElement keyset))
            members["signer_keyset"] = JsonNode.Parse(keyset.GetRawText());
        return block;
    }

    private static string Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
