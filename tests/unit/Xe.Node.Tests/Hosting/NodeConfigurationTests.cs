using System.Text.Json;
using Microsoft.Extensions.Logging;
using Xe.Node.Hosting;
using Xe.Node.Hosting.Configuration;

namespace Xe.Node.Tests.Hosting;

public sealed class NodeConfigurationTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly string _file = Path.Combine(Path.GetTempPath(), "xe-config-" + Guid.NewGuid().ToString("n") + ".json");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Without_any_layer_the_options_are_the_defaults()
    {
        NodeConfiguration config = NodeConfiguration.Load(_file, mustExist: false, None, None);
        Assert.Empty(config.Errors);
        Assert.Equal(new NodeOptions() with { Dial = config.Options.Dial, ApiHosts = config.Options.ApiHosts }, config.Options);
        Assert.All(config.Values, v => Assert.Equal((SettingSource.Default, ""), (v.Source, v.Where)));
        Assert.Equal(NodeSettings.All.Count, config.Values.Count);
    }

    [Fact]
    public void A_later_layer_wins_and_every_value_knows_its_own()
    {
        File.WriteAllText(_file, """
            {
              // comments are fine
              "$schema": "x", "api_port": 1, "port": 2, "log_level": "debug", "dial": ["/ip4/1.2.3.4/tcp/1/p2p/a", "b"],
              "ready_finality_stall": "1m30s", "no_network": true, "api_mode": "public",
            }
            """);
        NodeConfiguration config = NodeConfiguration.Load(
            _file, mustExist: true,
            new Dictionary<string, string> { ["XE_PORT"] = "3", ["XE_API_PORT"] = "4", ["XE_API_ADMIN_TOKEN"] = "secret", ["PATH"] = "/bin" },
            new Dictionary<string, string> { ["api_port"] = "5" });
        Assert.Empty(config.Errors);
        NodeOptions options = config.Options;
        Assert.Equal((5, 3, LogLevel.Debug, true, ApiMode.Public), (options.ApiPort, options.Port, options.LogLevel, options.NoNetwork, options.ApiMode));
        Assert.Equal(["/ip4/1.2.3.4/tcp/1/p2p/a", "b"], options.Dial);
        Assert.Equal(TimeSpan.FromSeconds(90), options.ReadyFinalityStall);
        Assert.Equal("secret", options.AdminToken);
        Assert.Equal(("5", SettingSource.Flag, "--api-port"), Value(config, "api_port"));
        Assert.Equal(("3", SettingSource.Environment, "XE_PORT"), Value(config, "port"));
        Assert.Equal(("debug", SettingSource.File, _file), Value(config, "log_level"));
        Assert.Equal(("1m30s", SettingSource.File, _file), Value(config, "ready_finality_stall"));
        Assert.Equal(("***", SettingSource.Environment, "XE_API_ADMIN_TOKEN"), Value(config, "api_admin_token"));
        Assert.Equal(("127.0.0.1", SettingSource.Default, ""), Value(config, "api_bind"));
    }

    [Fact]
    public void Every_fault_is_told_with_its_place()
    {
        File.WriteAllText(_file, """{"api_prot": 1, "port": "9000", "no_network": 1, "log_level": "loud", "dial": "x", "ready_finality_stall": "soon", "api_port": 70000}""");
        NodeConfiguration config = NodeConfiguration.Load(
            _file, mustExist: true, new Dictionary<string, string> { ["XE_LOG_JSON"] = "yes" }, new Dictionary<string, string> { ["ready_min_peers"] = "1.5", ["no_such"] = "1" });
        Assert.Equal(
            [
                $"{_file}: unknown setting api_prot; did you mean api_port?",
                $"{_file}: port: a number is expected",
                $"{_file}: no_network: true or false is expected",
                $"{_file}: dial: a list of texts is expected",
                "unknown setting no_such",
                $"{_file}: api_port: a whole number from 0 to 65535 is expected, got \"70000\"",
                "--ready-min-peers: a whole number is expected, got \"1.5\"",
                $"{_file}: ready_finality_stall: a time such as 90s or 1m30s is expected, got \"soon\"",
                $"{_file}: log_level: one of debug, info, warn, error is expected, got \"loud\"",
                "XE_LOG_JSON: true or false is expected, got \"yes\"",
            ],
            config.Errors);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[1]", "an object of settings is expected")]
    [InlineData("""{"port":1,"port":2}""", "not valid JSON")]
    public void A_file_that_is_no_configuration_is_refused(string text, string error)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(error, Assert.Single(NodeConfiguration.Load(_file, true, None, None).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_must_exist() => Assert.Contains("cannot be read", Assert.Single(NodeConfiguration.Load(_file, true, None, None).Errors), StringComparison.Ordinal);

    [Fact]
    public void Every_value_reads_back_as_it_was_given()
    {
        NodeOptions options = new();
        foreach (NodeSetting setting in NodeSettings.All)
        {
            string value = setting.Kind switch
            {
                SettingKind.Number => "7",
                SettingKind.Switch => setting.Read(options) == "true" ? "false" : "true",
                SettingKind.List => "a,b",
                SettingKind.Duration => "2h3m4.5s",
                SettingKind.Choice => setting.Choices[^1],
                _ => "text",
            };
            options = setting.Apply(options, value);
            Assert.Equal(value, setting.Read(options));
        }
    }

    [Fact]
    public void The_schema_knows_every_setting()
    {
        JsonElement schema = JsonDocument.Parse(NodeConfigurationSchema.Write()).RootElement;
        Assert.Equal(
            NodeSettings.All.Select(s => s.Key).Prepend("$schema"), schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal(8080, schema.GetProperty("properties").GetProperty("api_port").GetProperty("default").GetInt32());
    }

    private static (string Value, SettingSource Source, string Where) Value(NodeConfiguration config, string key)
    {
        SettingValue value = config.Values.Single(v => v.Setting.Key == key);
        return (value.Value, value.Source, value.Where);
    }
}
