using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Xe.Client;
using Xe.Client.Http;
using Xe.Client.Nodes;
using Xe.Core.Views;
using Xe.Tool.Cli;
using Xe.Tool.Devnet;

namespace Xe.Tool.E2e;

/// <summary>
/// Runs a scenario against a devnet of its own, which is gone afterwards. Steps:
/// <list type="bullet">
/// <item><c>devnet N [provide K]</c>: starts N nodes, of which the last K offer mock machines; sets <c>$keys</c>, <c>$genesis</c>, <c>$dir</c> and <c>$node-0</c> … (account addresses).</item>
/// <item><c>VERB …</c>: a verb of the tool; with <c>on NODE</c> before it, against that node. It must succeed.</item>
/// <item><c>set NAME = VERB …</c> (or <c>on NODE VERB …</c>): keeps its JSON.</item>
/// <item><c>let NAME = TEXT</c>: keeps a text.</item>
/// <item>A last word <c>&lt;TEXT</c> is what a verb reads from standard input.</item>
/// <item><c>repeat N VERB …</c>: the verb N times, <c>$n</c> counting from 1; <c>$now</c> is the time, Unix ns.</item>
/// <item><c>fails CODE VERB …</c>: it must fail with this error code.</item>
/// <item><c>expect A OP B</c>: == != &lt; &lt;= &gt; &gt;= contains; numbers are compared as numbers.</item>
/// <item><c>wait SECONDS VERB … -&gt; PATH OP B</c>: repeats a verb until the part of its JSON is so.</item>
/// <item><c>agree SECONDS [NODE …]</c>: waits until the nodes hold the same frontiers and all blocks are final.</item>
/// <item><c>partition NODE …</c>, <c>heal</c>: halts processes and lets them go on.</item>
/// <item><c>kill NODE</c>, <c>stop NODE</c>, <c>restart NODE</c>, <c>empty NODE</c> (deletes the ledger of a stopped node), <c>add NODE</c> (a further node with a key of its own).</item>
/// <item><c>foreign NODE</c>: a further node, of the built-in development network; <c>log NODE contains TEXT</c>.</item>
/// <item><c>sleep SECONDS</c>; <c>parallel</c> … <c>end</c>: the steps between run at the same time.</item>
/// </list>
/// </summary>
internal sealed class ScenarioRunner(DevnetDirectory directory, Screen screen) : IAsyncDisposable
{
    private const string On = "on";
    private const string Arrow = "->";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(150);

    private readonly ScenarioValues _values = new();
    private readonly HashSet<int> _halted = [];
    private readonly List<DevnetNode> _nodes = [];
    private DevnetCluster? _cluster;

    /// <summary>Runs the steps in order; throws at the first one that does not hold.</summary>
    internal async Task RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        foreach (Step step in scenario.Steps)
            await RunAsync(step, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Heal();
        foreach (DevnetNode node in _nodes)
            await StopAsync(node.Name, isKill: true).ConfigureAwait(false);
    }

    private async Task RunAsync(Step step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (step.Children.Count > 0)
        {
            await Task.WhenAll(step.Children.Select(child => Task.Run(() => RunAsync(child, cancellationToken), cancellationToken))).ConfigureAwait(false);
            return;
        }
        long started = Stopwatch.GetTimestamp();
        await DispatchAsync(step, cancellationToken).ConfigureAwait(false);
        screen.Note(string.Create(CultureInfo.InvariantCulture, $"  {Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s  {step}"));
    }

    private async Task DispatchAsync(Step step, CancellationToken cancellationToken)
    {
        string[] words = [.. step.Words];
        switch (words[0])
        {
            case "devnet":
                await UpAsync(step, cancellationToken).ConfigureAwait(false);
                break;
            case "set" when words is [_, string name, "=", .. string[] verb]:
                _values.Set(name, await VerbAsync(step, WithJson(verb)).ConfigureAwait(false));
                break;
            case "let" when words is [_, string name, "=", string text]:
                _values.Set(name, Expand(step, text));
                break;
            case "repeat" when words is [_, string times, .. string[] verb]:
                for (int n = 1; n <= Number(step, times); n++)
                {
                    _values.Set("n", n.ToString(CultureInfo.InvariantCulture));
                    await VerbAsync(step, verb).ConfigureAwait(false);
                }
                break;
            case "fails" when words is [_, string code, .. string[] verb]:
                await FailsAsync(step, code, verb).ConfigureAwait(false);
                break;
            case "expect" when words is [_, string left, string op, string right]:
                if (!Holds(step, Expand(step, left), op, Expand(step, right)))
                    throw new ScenarioException(step.Line, $"{left} is {Expand(step, left)}, expected {op} {Expand(step, right)}");
                break;
            case "wait":
                await WaitAsync(step, cancellationToken).ConfigureAwait(false);
                break;
            case "agree" when words is [_, string seconds, .. string[] names]:
                await AgreeAsync(step, Number(step, seconds), names, cancellationToken).ConfigureAwait(false);
                break;
            case "partition" when words is [_, .. string[] names]:
                foreach (string name in names)
                    Halt(step, name);
                break;
            case "heal" when words.Length == 1:
                Heal();
                break;
            case "kill" or "stop" when words is [string how, string name]:
                await StopAsync(Node(step, name).Name, isKill: how == "kill").ConfigureAwait(false);
                break;
            case "foreign" when words is [_, string name]:
                await ForeignAsync(step, name, cancellationToken).ConfigureAwait(false);
                break;
            case "log" when words is [_, string name, "contains", string text]:
                if (!File.ReadAllText(directory.Node(Node(step, name).Name).LogPath).Contains(Expand(step, text), StringComparison.Ordinal))
                    throw new ScenarioException(step.Line, $"the log of {name} does not say it");
                break;
            case "empty" when words is [_, string name]:
                Directory.Delete(Path.Combine(directory.Data(Node(step, name).Name), "ledger"), recursive: true);
                break;
            case "restart" when words is [_, string name]:
                await new DevnetLauncher(directory, []).StartAsync(name, Node(step, name), _nodes, null, cancellationToken).ConfigureAwait(false);
                break;
            case "add" when words is [_, string name]:
                await AddAsync(step, name, cancellationToken).ConfigureAwait(false);
                break;
            case "sleep" when words is [_, string seconds]:
                await Task.Delay(TimeSpan.FromSeconds(Number(step, seconds)), cancellationToken).ConfigureAwait(false);
                break;
            default:
                await VerbAsync(step, words).ConfigureAwait(false);
                break;
        }
    }

    private async Task UpAsync(Step step, CancellationToken cancellationToken)
    {
        (int nodes, int providers) = step.Words switch
        {
            [_, string count] => ((int)Number(step, count), 0),
            [_, string count, "provide", string last] => ((int)Number(step, count), (int)Number(step, last)),
            _ => throw new ScenarioException(step.Line, "devnet takes a number of nodes, and perhaps 'provide' and how many of them do"),
        };
        _cluster = new DevnetCluster(directory, new Screen(TextWriter.Null, TextWriter.Null, json: true, quiet: true));
        await _cluster.UpAsync(nodes, providers, ["--log-level", "debug"], cancellationToken).ConfigureAwait(false);
        _nodes.AddRange(directory.ReadExisting().Nodes);
        _values.Set("dir", directory.Path);
        _values.Set("keys", directory.Keys);
        _values.Set("genesis", directory.Genesis);
        foreach (DevnetNode node in _nodes)
            _values.Set(node.Name, node.Address);
    }

    private async Task AddAsync(Step step, string name, CancellationToken cancellationToken)
    {
        if (_nodes.Exists(node => node.Name == name))
            throw new ScenarioException(step.Line, $"{name} is there already");
        await ToolVerb.RunAsync(["wallet", "new", directory.KeyOf(name), "--no-encryption"]).ConfigureAwait(false);
        _nodes.Add(await new DevnetLauncher(directory, ["--log-level", "debug"]).StartAsync(name, null, _nodes, null, cancellationToken).ConfigureAwait(false));
        _values.Set(name, _nodes[^1].Address);
    }

    // Of another network: it dials the devnet's nodes, which refuse it.
    private async Task ForeignAsync(Step step, string name, CancellationToken cancellationToken)
    {
        if (_nodes.Exists(node => node.Name == name))
            throw new ScenarioException(step.Line, $"{name} is there already");
        NodeFile file = await NodeProcess.StartAsync(
            new NodeStartOptions
            {
                DataDirectory = directory.Data(name),
                Program = NodeProgram.Current(),
                Arguments =
                [
                    "--listen", "127.0.0.1", "--port", "0", "--api-port", "0", "--metrics-addr", "127.0.0.1:0", "--disable-mdns", "--no-discovery",
                    "--dial", string.Join(',', _nodes.Select(node => node.Multiaddress)),
                ],
            },
            null, cancellationToken).ConfigureAwait(false);
        _nodes.Add(new DevnetNode(name, file.Address, file.PeerId, file.ListenAddresses[0], file.ApiUrl!));
    }

    private async Task<string> VerbAsync(Step step, string[] words)
    {
        (int exitCode, string output, string error) = await RunVerbAsync(step, words).ConfigureAwait(false);
        return exitCode == ExitCode.Ok ? output : throw new ScenarioException(step.Line, $"exit code {exitCode}: {error.Trim()}");
    }

    private async Task<(int ExitCode, string Output, string Error)> RunVerbAsync(Step step, string[] words)
    {
        _values.Set("now", Core.Primitives.UnixNanos.UnixNow(TimeProvider.System).ToString(CultureInfo.InvariantCulture));
        if (words is [.. string[] before, ['<', .. string input]])
            return await ToolVerb.RunAsync(Command(step, before), Expand(step, input)).ConfigureAwait(false);
        return await ToolVerb.RunAsync(Command(step, words)).ConfigureAwait(false);
    }

    // What a verb reads stands last.
    private static string[] WithJson(string[] words) =>
        words is [.. string[] before, ['<', ..] input] ? [.. before, "--json", input] : [.. words, "--json"];

    private async Task FailsAsync(Step step, string code, string[] words)
    {
        (int exitCode, _, string error) = await RunVerbAsync(step, WithJson(words)).ConfigureAwait(false);
        if (exitCode == ExitCode.Ok)
            throw new ScenarioException(step.Line, "it succeeded");
        string said = error.Trim().Split('\n')[^1];
        if (ScenarioValues.Part(said, "code", step.Line) != code)
            throw new ScenarioException(step.Line, $"it failed otherwise: {said}");
    }

    private async Task WaitAsync(Step step, CancellationToken cancellationToken)
    {
        int arrow = step.Words.ToList().IndexOf(Arrow);
        if (arrow < 3 || step.Words.Count != arrow + 4)
            throw new ScenarioException(step.Line, "wait takes SECONDS VERB … -> PATH OP VALUE");
        double seconds = Number(step, step.Words[1]);
        string[] verb = [.. step.Words.Skip(2).Take(arrow - 2), "--json"];
        (string path, string op, string wanted) = (step.Words[arrow + 1], step.Words[arrow + 2], Expand(step, step.Words[arrow + 3]));
        long started = Stopwatch.GetTimestamp();
        string found = "";
        do
        {
            (int exitCode, string output, string error) = await RunVerbAsync(step, verb).ConfigureAwait(false);
            found = exitCode == ExitCode.Ok ? ScenarioValues.Part(output, path.Trim('.'), step.Line) : error.Trim();
            if (exitCode == ExitCode.Ok && Holds(step, found, op, wanted))
                return;
            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < seconds);
        throw new ScenarioException(step.Line, $"after {seconds} s it is {found}, expected {op} {wanted}");
    }

    private async Task AgreeAsync(Step step, double seconds, string[] names, CancellationToken cancellationToken)
    {
        DevnetNode[] nodes = names.Length == 0 ? [.. _nodes] : [.. names.Select(name => Node(step, name))];
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            List<string> views = [];
            foreach (DevnetNode node in nodes)
                views.Add(await FrontiersAsync(node, cancellationToken).ConfigureAwait(false));
            bool final = views.TrueForAll(view => !view.Contains("open", StringComparison.Ordinal));
            if (final && views.Distinct().Count() == 1)
                return;
            if (Stopwatch.GetElapsedTime(started).TotalSeconds >= seconds)
            {
                throw new ScenarioException(step.Line, "the nodes do not agree: " + string.Join(", ", nodes.Zip(
                    views, (node, view) => $"{node.Name} {view.Split('\n').Length} accounts, {view.Split("open").Length - 1} not final")));
            }
            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    // Every account with its frontier; "open" behind one that holds more than is final.
    private async Task<string> FrontiersAsync(DevnetNode node, CancellationToken cancellationToken)
    {
        using XeClient client = NodeEndpoint.Resolve(null, directory.Data(node.Name)).CreateClient(TimeSpan.FromSeconds(30));
        List<string> lines = [];
        await foreach (FrontierView frontier in client.GetFrontiersAsync(cancellationToken).ConfigureAwait(false))
        {
            BalanceView balance = await client.GetBalanceAsync(Core.Primitives.Address.Parse(frontier.Account), cancellationToken).ConfigureAwait(false);
            bool open = balance.Balances.Any(entry => balance.Spendable.GetValueOrDefault(entry.Key) != entry.Value);
            lines.Add($"{frontier.Account} {frontier.Frontier} {string.Join(' ', balance.Balances.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => $"{b.Key}={b.Value}"))}{(open ? " open" : "")}");
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private void Halt(Step step, string name)
    {
        int pid = directory.Node(Node(step, name).Name).ReadRunning()?.Pid ?? throw new ScenarioException(step.Line, $"{name} does not run");
        PauseSignal.Send(pid, pause: true);
        _halted.Add(pid);
    }

    private void Heal()
    {
        foreach (int pid in _halted)
            PauseSignal.Send(pid, pause: false);
        _halted.Clear();
    }

    private async Task StopAsync(string name, bool isKill)
    {
        NodeFile? file = directory.Node(name).ReadRunning();
        if (file is null)
            return;
        if (isKill)
        {
            using Process process = Process.GetProcessById(file.Pid);
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await NodeProcess.StopAsync(directory.Data(name), TimeSpan.FromSeconds(20), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private string[] Command(Step step, string[] words)
    {
        string[] expanded = [.. words.Select(word => Expand(step, word))];
        return expanded is [On, string name, .. string[] verb] ? [.. verb, "--data", directory.Data(Node(step, name).Name)] : expanded;
    }

    private DevnetNode Node(Step step, string name) =>
        _nodes.Find(node => node.Name == name) ?? throw new ScenarioException(step.Line, $"there is no node {name}");

    private string Expand(Step step, string text) => _values.Expand(text, step.Line);

    private static double Number(Step step, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new ScenarioException(step.Line, $"{text} is no number");

    private static bool Holds(Step step, string left, string op, string right)
    {
        if (op == "contains")
            return left.Contains(right, StringComparison.Ordinal);
        int order = BigInteger.TryParse(left, out BigInteger a) && BigInteger.TryParse(right, out BigInteger b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(left, right);
        return op switch
        {
            "==" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw new ScenarioException(step.Line, $"{op} is no comparison"),
        };
    }
}
