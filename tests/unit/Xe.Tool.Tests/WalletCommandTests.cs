using System.Text.Json;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

public sealed class WalletCommandTests
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private const string PublicKey = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8";
    private const string Address = "338c76e03f0a8dd21192808ba1a11879b2202591bf53f4338070119f4f54a0e1";

    [Fact]
    public async Task A_new_wallet_is_encrypted_and_opens_only_with_its_password()
    {
        using TempDirectory directory = new();
        string path = directory.File("w.wallet"), password = directory.Write("password", "correct horse\n"), wrong = directory.Write("wrong", "battery staple");
        JsonElement made = (await XeCli.RunAsync("wallet", "new", path, "--password-file", password, "--json", "--quiet")).Ok().Json;
        Assert.True(made.GetProperty("encrypted").GetBoolean());
        JsonElement shown = (await XeCli.RunAsync("wallet", "show", path, "--json")).Ok().Json;
        Assert.Equal(made.GetProperty("address").GetString(), shown.GetProperty("address").GetString());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        (await XeCli.RunAsync("wallet", "export", directory.File("out.seed"), "--wallet", path, "--password-file", wrong)).Fails(1, "wrong passphrase for wallet " + path);
        Assert.False(File.Exists(directory.File("out.seed")));
        (await XeCli.RunAsync("wallet", "export", directory.File("out.seed"), "--wallet", path, "--password-file", password)).Ok();
        Assert.Equal(shown.GetProperty("address").GetString(), (await XeCli.RunAsync("wallet", "show", directory.File("out.seed"), "--json")).Ok().Json.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_seed_of_the_public_command_line_is_read_and_can_be_encrypted()
    {
        using TempDirectory directory = new();
        string path = directory.Write("wallet.seed", $"  {Seed.ToUpperInvariant()}\r\n\n"), password = directory.Write("password", "correct horse");
        JsonElement shown = (await XeCli.RunAsync("wallet", "show", path, "--json")).Ok().Json;
        Assert.Equal(Address, shown.GetProperty("address").GetString());
        Assert.Equal(PublicKey, shown.GetProperty("public_key").GetString());
        Assert.False(shown.GetProperty("encrypted").GetBoolean());

        JsonElement changed = (await XeCli.RunAsync("wallet", "password", path, "--new-password-file", password, "--json")).Ok().Json;
        Assert.True(changed.GetProperty("encrypted").GetBoolean());
        Assert.Equal(Address, changed.GetProperty("address").GetString());
        Assert.DoesNotContain(Seed, File.ReadAllText(path), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_seed_on_standard_input_becomes_a_wallet_and_never_an_output()
    {
        using TempDirectory directory = new();
        Dictionary<string, string?> environment = new() { ["XE_WALLET_DIR"] = directory.File("wallets") };
        Outcome outcome = (await XeProcess.RunAsync(["wallet", "import", "mine", "--no-encryption", "--json"], Seed + "\n", environment)).Ok();
        Assert.Equal(Address, outcome.Json.GetProperty("address").GetString());
        Assert.Equal("mine", outcome.Json.GetProperty("name").GetString());
        Assert.Equal(Seed + "\n", File.ReadAllText(directory.File("wallets/mine.wallet")));
        Assert.DoesNotContain(Seed, outcome.Output + outcome.Error, StringComparison.Ordinal);
        JsonElement list = (await XeProcess.RunAsync(["wallet", "list", "--json"], null, environment)).Ok().Json;
        Assert.Equal("mine", Assert.Single(list.EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_password_comes_from_standard_input_or_the_environment()
    {
        using TempDirectory directory = new();
        Dictionary<string, string?> environment = new() { ["XE_WALLET_DIR"] = directory.Path };
        (await XeProcess.RunAsync(["wallet", "new", "a", "--password-stdin", "-q"], "correct horse\n", environment)).Ok();
        environment["XE_WALLET_PASSWORD"] = "correct horse";
        (await XeProcess.RunAsync(["wallet", "export", directory.File("a.seed"), "-w", "a"], null, environment)).Ok();
        environment["XE_WALLET_PASSWORD"] = "correct house";
        (await XeProcess.RunAsync(["wallet", "export", directory.File("b.seed"), "-w", "a"], null, environment)).Fails(1, "wrong passphrase");
        environment.Remove("XE_WALLET_PASSWORD");
        (await XeProcess.RunAsync(["wallet", "export", directory.File("b.seed"), "-w", "a"], null, environment)).Fails(1, "is encrypted and no password was given");
        (await XeProcess.RunAsync(["wallet", "new", "b"], null, environment)).Fails(2, "a new wallet needs a password");
    }

    [Fact]
    public async Task A_wallet_that_is_there_is_never_overwritten()
    {
        using TempDirectory directory = new();
        string path = directory.Write("w.seed", Seed);
        (await XeCli.RunAsync("wallet", "new", path, "--no-encryption")).Fails(1, "exists already; nothing was changed");
        (await XeCli.RunAsync("wallet", "export", path, "--wallet", path)).Fails(1, "exists already");
        Assert.Equal(Seed, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0102")]
    [InlineData("zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"xe-wallet\",\"version\":2}")]
    [InlineData("{\"format\":\"xe-wallet\",\"version\":1,\"kdf\":{\"name\":\"argon2id\",\"operations\":99999,\"memory_bytes\":99999999999999}}")]
    public async Task A_corrupt_wallet_is_refused_by_name(string content)
    {
        using TempDirectory directory = new();
        string path = directory.Write("w.seed", content);
        (await XeCli.RunAsync("wallet", "show", path)).Fails(1, "corrupt wallet file: " + path);
        JsonElement error = (await XeCli.RunAsync("wallet", "show", path, "--json")).Fails(1, "").ErrorJson;
        Assert.Equal("wallet_corrupt", error.GetProperty("code").GetString());
        Assert.False(error.GetProperty("retryable").GetBoolean());
    }

    [Fact]
    public async Task A_missing_wallet_says_how_to_make_one()
    {
        using TempDirectory directory = new();
        (await XeCli.RunAsync("wallet", "show", directory.File("none.seed"))).Fails(1, $"no wallet found at {directory.File("none.seed")} — run: dotnet xe wallet new");
        (await XeCli.RunAsync("wallet", "show", "a b")).Fails(1, "a wallet name has");
        (await XeCli.RunAsync("wallet", "new", directory.File("w.wallet"), "--password-file", directory.File("nothing"))).Fails(1, "no password file at");
        (await XeCli.RunAsync("wallet", "new", directory.File("w.wallet"), "--password-file", directory.Write("short", "abc"))).Fails(1, "a password has at least 8 characters");
    }
}
