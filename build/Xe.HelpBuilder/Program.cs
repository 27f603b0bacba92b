using Xe.HelpBuilder;
using Xe.PowerShell.Loading;

// Xe.HelpBuilder DOCS OUT: the pages of DOCS/*.md become OUT/Xe.PowerShell.dll-Help.xml.
if (args is not [string docs, string output])
{
    Console.Error.WriteLine("usage: Xe.HelpBuilder DOCS OUT");
    return 2;
}
try
{
    Dictionary<string, HelpPage> pages = Directory.EnumerateFiles(docs, "*.md").Order(StringComparer.Ordinal)
        .Select(f => HelpPage.Parse(File.ReadAllText(f))).ToDictionary(p => p.Name, StringComparer.Ordinal);
    IReadOnlyDictionary<string, IReadOnlyList<string>> common = pages.TryGetValue("Common", out HelpPage? shared)
        ? shared.Parameters : new Dictionary<string, IReadOnlyList<string>>();
    Directory.CreateDirectory(output);
    using MamlWriter writer = new(Path.Combine(output, "Xe.PowerShell.dll-Help.xml"), common);
    foreach (CmdletInfo cmdlet in CmdletCatalog.Read(typeof(ModuleLifetime).Assembly))
        writer.Write(cmdlet, pages.GetValueOrDefault(cmdlet.Name) ?? throw new FormatException($"{cmdlet.Name} has no page in {docs}"));
    return 0;
}
catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine("help: " + e.Message);
    return 1;
}
