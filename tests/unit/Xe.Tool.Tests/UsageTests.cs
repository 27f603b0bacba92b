using System.CommandLine;
using System.CommandLine.Help;
using Xe.Tool.Cli;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("unknown command: blok", "block", "blok")]
    [InlineData("unknown command: verfiy", "verify", "genesis", "verfiy")]
    [InlineData("unknown option: --jsn", "--json", "wallet", "list", "--jsn")]
    [InlineData("unknown option: --passwordfile", "--password-file", "wallet", "new", "--passwordfile", "x")]
    public async Task A_mistyped_word_is_named_and_the_near_one_suggested(string error, string suggestion, params string[] args)
    {
        Outcome outcome = await XeCli.RunAsync(args);
        outcome.Fails(2, error);
        Assert.Contains("Did you mean: " + suggestion, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("Required command was not provided")]
    [InlineData("Required command was not provided", "node")]
    [InlineData("Required argument missing", "send")]
    [InlineData("--name", "genesis", "new", "out")]
    [InlineData("64 hex digits", "send", "xyz", "1")]
    [InlineData("amount must be non-negative", "send", "00", "-1")]
    [InlineData("amount exceeds asset decimal precision: XUSD allows 6, got 7", "send", "00", "0.1234567")]
    [InlineData("amount overflows uint64 micro-units", "send", "00", "18446744073709.551616")]
    [InlineData("an asset is XE or XUSD", "send", "00", "1", "--asset", "EUR")]
    [InlineData("--limit takes", "chain", "00", "--limit", "0")]
    [InlineData("--ready-finality-stall takes a duration", "node", "run", "--ready-finality-stall", "soon")]
    [InlineData("--log-level takes", "node", "start", "--log-level", "loud")]
    [InlineData("--port takes 0 to 65535", "node", "run", "--port", "70000")]
    [InlineData("expected type", "node", "run", "--port", "many")]
    public async Task A_wrong_command_line_ends_with_2_and_a_reason_on_stderr(string error, params string[] args)
    {
        string[] whole = [.. args.Select(arg => arg == "00" ? new string('0', 64) : arg)];
        Outcome outcome = await XeCli.RunAsync(whole);
        outcome.Fails(2, error);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task Help_is_a_result_and_documents_exit_codes_and_environment()
    {
        Outcome outcome = (await XeCli.RunAsync("--help")).Ok();
        Assert.Empty(outcome.Error);
        foreach (string part in new[] { "Exit codes:", "XE_NODE", "NO_COLOR", "genesis", "completion" })
            Assert.Contains(part, outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", (await XeCli.RunAsync("send", "--help")).Ok().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_is_described_and_takes_json_and_quiet()
    {
        foreach (Command command in Leaves(XeCommandLine.Create([])))
        {
            string[] options = [.. command.Options.Select(option => option.Name)];
            Assert.True(options.Contains("--json") && options.Contains("--quiet"), command.Name);
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description) && option is not HelpOption, $"{command.Name} {option.Name}"));
            Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{command.Name} {argument.Name}"));
        }
    }

    [Fact]
    public void No_command_takes_a_secret_on_the_command_line()
    {
        string[] allowed = ["--password-file", "--password-stdin", "--new-password-file", "--new-password-stdin", "--secrets", "--seed", "--seed-file"];
        string[] words = ["password", "secret", "seed", "private", "mnemonic", "token"];
        IEnumerable<string> suspects = Leaves(XeCommandLine.Create([])).SelectMany(command => command.Options).Select(option => option.Name)
            .Where(name => words.Any(word => name.Contains(word, StringComparison.Ordinal))).Distinct();
        Assert.Empty(suspects.Except(allowed));
    }

    [Fact]
    public async Task A_value_that_starts_with_an_at_sign_is_no_response_file()
    {
        using TempDirectory directory = new();
        string file = directory.Write("args", "--help");
        (await XeCli.RunAsync("wallet", "show", "@" + file)).Fails(1, "no wallet found at");
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        Outcome alone = (await XeProcess.RunAsync(["--version"])).Ok();
        Assert.Matches("^xe [0-9]+\\.[0-9]+\\.[0-9]+\n$", alone.Output);
        Assert.Empty(alone.Error);
        Outcome json = (await XeCli.RunAsync("--version", "--json")).Ok();
        Assert.Equal(alone.Output["xe ".Length..].TrimEnd(), json.Json.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("bash", "complete -F")]
    [InlineData("zsh", "#compdef")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_prints_a_script_for_the_shell(string shell, string part) =>
        Assert.Contains(part, (await XeCli.RunAsync("completion", shell)).Ok().Output, StringComparison.Ordinal);

    [Fact]
    public async Task Completion_completes_commands_and_options()
    {
        string commands = (await XeCli.RunAsync("[suggest:12]", "dotnet-xe gen")).Ok().Output;
        Assert.Contains("genesis", commands, StringComparison.Ordinal);
        string options = (await XeCli.RunAsync("[suggest:32]", "dotnet-xe genesis verify --expe")).Ok().Output;
        Assert.Contains("--expect-network-id", options, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_all_commands_names_none_that_is_gone()
    {
        string[] made = Headings((await XeCli.RunAsync("reference")).Ok().Output);
        string[] written = Headings(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "commands.md")));
        Assert.True(written.Length > 20);
        Assert.True(!written.Except(made).Any(), "run: scripts/xe reference > docs/commands.md");

        static string[] Headings(string page) => [.. page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_edits(string a, string b, int edits) => Assert.Equal(edits, UsageErrors.Distance(a, b));

    // What a user can run; a benchmark's helper process is hidden.
    private static IEnumerable<Command> Leaves(Command command) => command.Hidden
        ? []
        : [.. command.Action is null || command is RootCommand ? [] : new[] { command }, .. command.Subcommands.SelectMany(Leaves)];
}
