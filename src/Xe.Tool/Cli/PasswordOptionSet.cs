using System.CommandLine;
using Xe.Client;
using Xe.Client.Wallets;

namespace Xe.Tool.Cli;

/// <summary>Where the password of a wallet comes from: a file, standard input, the environment, or a prompt on the terminal.
/// Never the command line, which other users of the machine can read.</summary>
internal sealed class PasswordOptionSet
{
    internal const string Variable = "XE_WALLET_PASSWORD";

    private readonly string _prefix;
    private readonly Option<string?> _file;
    private readonly Option<bool> _stdin;

    /// <param name="prefix">"" for the wallet's password; "new-" for the one that replaces it.</param>
    internal PasswordOptionSet(string prefix = "")
    {
        _prefix = prefix;
        _file = new Option<string?>($"--{prefix}password-file") { Description = $"Read the {prefix.Replace('-', ' ')}password from the first line of a file", HelpName = "FILE" };
        _stdin = new Option<bool>($"--{prefix}password-stdin") { Description = $"Read the {prefix.Replace('-', ' ')}password from the first line of standard input" };
    }

    internal IReadOnlyList<Symbol> Symbols => [_file, _stdin];

    /// <summary>The password of a wallet that is there; null where none can be had.</summary>
    internal WalletPassword? Ask(Run run, string prompt) => Given(run) ?? Prompt(prompt);

    /// <summary>The password of a new wallet: at least eight characters, typed twice on a terminal.</summary>
    internal WalletPassword AskNew(Run run)
    {
        WalletPassword? password = Given(run);
        if (password is null && Prompt("New password: ") is { } first)
        {
            using WalletPassword? second = Prompt("Again: ");
            if (second is null || !first.Utf8.SequenceEqual(second.Utf8))
            {
                first.Dispose();
                throw new XeException(XeErrors.BadValue, "the two passwords are not the same");
            }
            password = first;
        }
        if (password is null)
        {
            throw new UsageException(
                $"a new wallet needs a password: use {_file.Name}, {_stdin.Name}, {Variable} or a terminal, or --no-encryption to keep the seed in clear text");
        }
        return password.Utf8.Length >= WalletStore.MinPasswordLength
            ? password
            : throw new XeException(XeErrors.BadValue, $"a password has at least {WalletStore.MinPasswordLength} characters");
    }

    private WalletPassword? Given(Run run)
    {
        string? file = run.Get(_file);
        bool stdin = run.Get(_stdin);
        if (file is not null && stdin)
            throw new UsageException($"{_file.Name} and {_stdin.Name} exclude each other");
        if (file is not null)
            return WalletPassword.FromFile(file);
        if (stdin)
            return Console.In.ReadLine() is { Length: > 0 } line ? WalletPassword.FromText(line) : throw new XeException(XeErrors.WalletLocked, "standard input holds no password");
        string variable = _prefix.Length == 0 ? Variable : "XE_WALLET_" + _prefix.Replace('-', '_').ToUpperInvariant() + "PASSWORD";
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? WalletPassword.FromText(value) : null;
    }

    private static WalletPassword? Prompt(string prompt)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            return null;
        Console.Error.Write(prompt);
        Span<char> typed = stackalloc char[1024];
        int length = 0;
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                length = Math.Max(0, length - 1);
            else if (!char.IsControl(key.KeyChar) && length < typed.Length)
                typed[length++] = key.KeyChar;
        }
        Console.Error.WriteLine();
        WalletPassword? password = length > 0 ? WalletPassword.FromText(typed[..length]) : null;
        typed.Clear();
        return password;
    }
}
