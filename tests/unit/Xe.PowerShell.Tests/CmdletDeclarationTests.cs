using System.Text.RegularExpressions;
using Xe.HelpBuilder;
using Xe.PowerShell.Cmdlets;

namespace Xe.PowerShell.Tests;

/// <summary>What a module owes its users by convention, read from the declarations: no shell runs.</summary>
public sealed partial class CmdletDeclarationTests
{
    // The approved verbs the specification allows (spec 09 appendix A.1).
    private static readonly string[] Verbs =
    [
        "Approve", "Close", "Complete", "Connect", "ConvertFrom", "ConvertTo", "Disconnect", "Enter", "Export", "Get", "Import", "Invoke", "New",
        "Open", "Receive", "Register", "Request", "Resolve", "Restart", "Send", "Start", "Stop", "Submit", "Test", "Unregister", "Update", "Wait", "Watch",
    ];

    // What changes something on the network or on this machine.
    private static readonly string[] Changing =
    [
        "Approve", "Export", "Import", "Invoke", "Receive", "Register", "Request", "Restart", "Send", "Start", "Stop", "Submit", "Unregister",
    ];

    private static readonly IReadOnlyList<CmdletInfo> Cmdlets = CmdletCatalog.Read(typeof(XeCmdlet).Assembly);

    public static TheoryData<string> Names => [.. Cmdlets.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_an_approved_verb_and_a_singular_noun_of_the_module(string name)
    {
        CmdletInfo cmdlet = Find(name);
        Assert.Contains(cmdlet.Verb, Verbs);
        Assert.StartsWith("Xe", cmdlet.Noun, StringComparison.Ordinal);
        if (cmdlet.Noun.EndsWith('s'))
            Assert.EndsWith("ss", cmdlet.Noun.Replace("Genesis", "Geness", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_that_changes_something_can_be_asked_what_it_would_do(string name)
    {
        CmdletInfo cmdlet = Find(name);
        if (Changing.Contains(cmdlet.Verb))
            Assert.True(cmdlet.SupportsShouldProcess, $"{name} has no -WhatIf");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_says_what_it_writes(string name)
    {
        if (name is "Disconnect-XeNode")
            return;
        Assert.NotEmpty(Find(name).OutputTypes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_a_help_page_with_every_parameter_and_two_examples(string name)
    {
        HelpPage page = Page(name);
        Assert.Equal(name, page.Name);
        Assert.NotEmpty(page.Synopsis);
        Assert.NotEmpty(page.Description);
        Assert.NotEmpty(page.Outputs);
        Assert.True(page.Examples.Count >= 2, $"{name} has {page.Examples.Count} examples");
        Assert.All(page.Examples, example => Assert.NotEmpty(example.Code));
        IReadOnlyDictionary<string, IReadOnlyList<string>> common = HelpPage.Parse(File.ReadAllText(Repository.PathOf("docs", "cmdlets", "Common.md"))).Parameters;
        foreach (ParameterInfo parameter in Find(name).Parameters)
            Assert.True(MamlWriter.Describe(page, common, parameter.Name) is { Count: > 0 }, $"{name} -{parameter.Name} has no text");
        Assert.All(page.Parameters.Keys, key => Assert.Contains(Find(name).Parameters, p => p.Name == key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_secret_is_never_a_plain_parameter(string name)
    {
        foreach (ParameterInfo parameter in Find(name).Parameters.Where(p => p.Name is "Seed" or "Passphrase" or "AdminToken" or "Password"))
            Assert.Equal("SecureString", parameter.Type.Name);
    }

    [Fact]
    public void The_manifest_exports_every_cmdlet_and_nothing_else()
    {
        string manifest = File.ReadAllText(Repository.PathOf("src", "Xe.PowerShell", "Module", "Xe.psd1"));
        string list = manifest[manifest.IndexOf("CmdletsToExport", StringComparison.Ordinal)..];
        string[] exported = [.. ExportedName().Matches(list[..list.IndexOf(')', StringComparison.Ordinal)]).Select(m => m.Groups[1].Value)];
        Assert.Equal(Cmdlets.Select(c => c.Name), exported);
        Assert.DoesNotContain('*', manifest);
    }

    [Fact]
    public void Every_page_belongs_to_a_cmdlet()
    {
        string[] pages = [.. Directory.EnumerateFiles(Repository.PathOf("docs", "cmdlets"), "*.md").Select(Path.GetFileNameWithoutExtension).OfType<string>()];
        Assert.Equal(Cmdlets.Select(c => c.Name).Append("Common").Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    private static CmdletInfo Find(string name) => Cmdlets.Single(c => c.Name == name);

    private static HelpPage Page(string name) => HelpPage.Parse(File.ReadAllText(Repository.PathOf("docs", "cmdlets", name + ".md")));

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex ExportedName();
}
