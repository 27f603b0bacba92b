using Xe.Client.Wallets;
using Xe.Core.Keys;

namespace Xe.Client.Tests;

public sealed class WalletStoreTests : IDisposable
{
    private static readonly WalletKdf Cheap = new(1, 8192);

    private readonly string _directory = Directory.CreateTempSubdirectory("xe-wallets-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("correct horse")]
    [InlineData("schöne Grüße 🦊")]
    public void An_encrypted_wallet_opens_with_its_password_alone(string text)
    {
        string path = Path.Combine(_directory, "sub", "w.wallet");
        using AccountKey key = AccountKey.Generate();
        using (WalletPassword password = WalletPassword.FromText(text))
            WalletStore.Create(path, key, password, Cheap);
        Assert.True(WalletStore.Read(path).Encrypted);
        using (AccountKey opened = WalletStore.Open(path, () => WalletPassword.FromText(text)))
            Assert.Equal(key.Address, opened.Address);
        Assert.Equal(XeErrors.WalletPassphrase, Assert.Throws<XeException>(() => WalletStore.Open(path, () => WalletPassword.FromText(text + " "))).Code);
        Assert.Equal(XeErrors.WalletLocked, Assert.Throws<XeException>(() => WalletStore.Open(path, () => null)).Code);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void A_password_is_not_asked_for_where_the_seed_lies_open()
    {
        string path = Path.Combine(_directory, "w.seed");
        using AccountKey key = AccountKey.Generate();
        WalletStore.Create(path, key, password: null);
        using AccountKey opened = WalletStore.Open(path, () => throw new InvalidOperationException("asked"));
        Assert.Equal(key.Address, opened.Address);
    }

    [Fact]
    public void A_rewrite_keeps_the_key_and_a_foreign_key_is_refused()
    {
        string path = Path.Combine(_directory, "w.seed");
        using AccountKey key = AccountKey.Generate(), other = AccountKey.Generate();
        WalletStore.Create(path, key, password: null);
        byte[] before = File.ReadAllBytes(path);
        using WalletPassword password = WalletPassword.FromText("correct horse");
        Assert.Throws<XeException>(() => WalletStore.Rewrite(path, other, password, Cheap));
        Assert.Equal(XeErrors.WalletExists, Assert.Throws<XeException>(() => WalletStore.Create(path, other, password: null)).Code);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.True(WalletStore.Rewrite(path, key, password, Cheap).Encrypted);
        Assert.Single(Directory.EnumerateFiles(_directory));
    }

    [Fact]
    public void Any_changed_byte_of_an_encrypted_wallet_is_noticed()
    {
        string path = Path.Combine(_directory, "w.wallet");
        using AccountKey key = AccountKey.Generate();
        using (WalletPassword password = WalletPassword.FromText("correct horse"))
            WalletStore.Create(path, key, password, Cheap);
        byte[] content = File.ReadAllBytes(path);
        Random random = new(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] changed = [.. content];
            int at = random.Next(content.Length - 1);
            changed[at] ^= (byte)(1 << random.Next(7));
            File.WriteAllBytes(path, changed);
            try
            {
                using AccountKey opened = WalletStore.Open(path, () => WalletPassword.FromText("correct horse"));
                // Only a change that means the same may pass: the case of a hex digit.
                Assert.Equal(key.Address, opened.Address);
                Assert.Equal(System.Text.Encoding.ASCII.GetString(content).ToUpperInvariant(), System.Text.Encoding.ASCII.GetString(changed).ToUpperInvariant());
            }
            catch (XeException e)
            {
                Assert.Contains(e.Code, new[] { "wallet_corrupt", XeErrors.WalletPassphrase });
            }
        }
    }

    [Fact]
    public void A_password_file_gives_its_first_line()
    {
        string path = Path.Combine(_directory, "p");
        File.WriteAllText(path, "first line \r\nsecond\n");
        using WalletPassword password = WalletPassword.FromFile(path);
        Assert.Equal("first line "u8.ToArray(), password.Utf8.ToArray());
        File.WriteAllText(path, "\nsecond");
        Assert.Throws<XeException>(() => WalletPassword.FromFile(path));
        File.WriteAllText(path, new string('x', 5000));
        Assert.Contains("longer than 4096", Assert.Throws<XeException>(() => WalletPassword.FromFile(path)).Message, StringComparison.Ordinal);
        Assert.Contains("no password file", Assert.Throws<XeException>(() => WalletPassword.FromFile(path + "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", "alice.wallet")]
    [InlineData("A_1-b", "A_1-b.wallet")]
    public void A_name_means_a_file_of_the_wallet_directory(string name, string file)
    {
        string path = WalletLocation.Resolve(name);
        Assert.Equal(Path.Combine(WalletLocation.Directory, file), path);
        Assert.Equal(name, WalletLocation.NameOf(path));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("~alice")]
    public void A_name_has_few_characters(string name) => Assert.Throws<XeException>(() => WalletLocation.Resolve(name));

    [Fact]
    public void Anything_with_a_separator_or_a_dot_is_a_path()
    {
        Assert.Equal(Path.GetFullPath("./x"), WalletLocation.Resolve("./x"));
        Assert.Equal(Path.GetFullPath("x.seed"), WalletLocation.Resolve("x.seed"));
        Assert.Equal(Path.GetFullPath("../x"), WalletLocation.Resolve("../x"));
    }
}
