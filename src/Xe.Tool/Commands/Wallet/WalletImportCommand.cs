using System.CommandLine;
using System.Security.Cryptography;
using Xe.Client;
using Xe.Client.Wallets;
using Xe.Core;
using Xe.Core.Keys;
using Xe.Tool.Cli;

namespace Xe.Tool.Commands.Wallet;

/// <summary><c>wallet import</c>: a wallet from a seed on standard input, from a plain wallet file, or from a node's key.</summary>
internal static class WalletImportCommand
{
    private const int MaxBytes = 4096;

    internal static Command Create()
    {
        Argument<string?> name = WalletCommands.NameArgument();
        Option<string?> from = new("--from") { Description = "File with the seed, as 64 hex digits or 32 raw bytes (node.key); default: standard input", HelpName = "FILE" };
        Option<bool> plain = WalletCommands.PlainOption();
        PasswordOptionSet password = new();
        return Verb.Create(
            "import", "Make a wallet of a seed", [name, from, .. password.Symbols, plain],
            (run, _) =>
            {
                string path = WalletLocation.Resolve(run.Get(name));
                WalletCommands.RefuseExisting(path);
                using AccountKey key = Read(run.Get(from));
                using WalletPassword? secret = run.Get(plain) ? null : password.AskNew(run);
                WalletCommands.Show(run, WalletStore.Create(path, key, secret));
                return Task.FromResult(ExitCode.Ok);
            },
            "dotnet xe wallet import treasury --from mynet-secrets/treasury.seed",
            "dotnet xe wallet import node --from data/node.key");
    }

    private static AccountKey Read(string? file)
    {
        byte[] content = new byte[MaxBytes];
        try
        {
            using Stream stream = file is null ? Console.OpenStandardInput() : Open(file);
            ReadOnlySpan<byte> read = content.AsSpan(0, stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false));
            AccountKey? key;
            Rejection? rejection;
            if (read.Length == AccountKey.SeedSize && file is not null)
                return NodeKeyFormat.TryRead(file, read, out key, out rejection) ? key : throw XeException.From(rejection);
            return PlainWalletFormat.TryRead(file ?? "standard input", read, out key, out rejection) ? key : throw XeException.From(rejection);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new XeException(XeErrors.FileFailed, $"cannot read {file}: {e.Message}", cause: e);
        }
    }
}
