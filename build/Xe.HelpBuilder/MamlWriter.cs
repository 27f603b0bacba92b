using System.Xml;

namespace Xe.HelpBuilder;

/// <summary>Writes the shell's help format (MAML) from the pages' texts and the cmdlets' declarations.</summary>
public sealed class MamlWriter : IDisposable
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XmlWriter _xml;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _common;

    /// <summary>Opens the document.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="common">Texts of parameters that many cmdlets share, by name.</param>
    public MamlWriter(string path, IReadOnlyDictionary<string, IReadOnlyList<string>> common)
    {
        _common = common;
        _xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        _xml.WriteStartElement("helpItems", "http://msh");
        _xml.WriteAttributeString("schema", "maml");
    }

    /// <summary>Adds a cmdlet.</summary>
    /// <exception cref="FormatException">A parameter has no text.</exception>
    public void Write(CmdletInfo cmdlet, HelpPage page)
    {
        ArgumentNullException.ThrowIfNull(cmdlet);
        ArgumentNullException.ThrowIfNull(page);
        using (Element(Command, "command"))
        {
            using (Element(Command, "details"))
            {
                Text(Command, "name", cmdlet.Name);
                Text(Command, "verb", cmdlet.Verb);
                Text(Command, "noun", cmdlet.Noun);
                Paragraphs(Maml, "description", [page.Synopsis]);
            }
            Paragraphs(Maml, "description", page.Description);
            using (Element(Command, "syntax"))
            {
                foreach (string set in cmdlet.ParameterSets)
                    Syntax(cmdlet, page, set);
            }
            using (Element(Command, "parameters"))
            {
                foreach (ParameterInfo parameter in cmdlet.Parameters)
                    Parameter(page, parameter, parameter.Uses[0]);
            }
            Types("inputTypes", "inputType", InputTypes(cmdlet), []);
            Types("returnValues", "returnValue", cmdlet.OutputTypes.Count > 0 ? cmdlet.OutputTypes : ["None"], page.Outputs);
            if (page.Notes.Count > 0)
            {
                using (Element(Maml, "alertSet"))
                    Paragraphs(Maml, "alert", page.Notes);
            }
            Examples(page);
            using (Element(Command, "relatedLinks"))
            {
                foreach (string link in page.Links)
                {
                    using (Element(Maml, "navigationLink"))
                    {
                        Text(Maml, "linkText", link);
                        Text(Maml, "uri", "");
                    }
                }
            }
        }
    }

    /// <summary>Closes the document.</summary>
    public void Dispose() => _xml.Dispose();

    /// <summary>The text of a parameter: the page's own, else the one all cmdlets share.</summary>
    public static IReadOnlyList<string>? Describe(HelpPage page, IReadOnlyDictionary<string, IReadOnlyList<string>> common, string parameter)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(common);
        return page.Parameters.TryGetValue(parameter, out IReadOnlyList<string>? own) && own.Count > 0 ? own : common.GetValueOrDefault(parameter);
    }

    private static List<string> InputTypes(CmdletInfo cmdlet)
    {
        List<string> types = [.. cmdlet.Parameters.Where(p => p.Uses.Any(u => u.ByValue)).Select(p => p.TypeName).Distinct()];
        if (types.Count == 0)
            types.Add("None");
        return types;
    }

    private void Syntax(CmdletInfo cmdlet, HelpPage page, string set)
    {
        using (Element(Command, "syntaxItem"))
        {
            Text(Maml, "name", cmdlet.Name);
            foreach (ParameterInfo parameter in cmdlet.Parameters
                .Select(p => (Parameter: p, Use: p.Uses.FirstOrDefault(u => u.Set == set || u.Set.Length == 0)))
                .Where(p => p.Use is not null).OrderBy(p => p.Use!.Position ?? int.MaxValue).ThenByDescending(p => p.Use!.Mandatory).Select(p => p.Parameter))
            {
                Parameter(page, parameter, parameter.Uses.First(u => u.Set == set || u.Set.Length == 0));
            }
        }
    }

    private void Parameter(HelpPage page, ParameterInfo parameter, ParameterUse use)
    {
        IReadOnlyList<string> text = Describe(page, _common, parameter.Name)
            ?? throw new FormatException($"{page.Name}: parameter -{parameter.Name} has no text");
        _xml.WriteStartElement("command", "parameter", Command);
        _xml.WriteAttributeString("required", use.Mandatory ? "true" : "false");
        _xml.WriteAttributeString("variableLength", parameter.Type.IsArray ? "true" : "false");
        _xml.WriteAttributeString("globbing", "false");
        _xml.WriteAttributeString("pipelineInput", use.PipelineInput);
        _xml.WriteAttributeString("position", use.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named");
        _xml.WriteAttributeString("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none");
        Text(Maml, "name", parameter.Name);
        Paragraphs(Maml, "description", text);
        if (!parameter.IsSwitch)
        {
            _xml.WriteStartElement("command", "parameterValue", Command);
            _xml.WriteAttributeString("required", "true");
            _xml.WriteAttributeString("variableLength", parameter.Type.IsArray ? "true" : "false");
            _xml.WriteString(parameter.TypeName);
            _xml.WriteEndElement();
        }
        using (Element(Dev, "type"))
            Text(Maml, "name", parameter.TypeName);
        _xml.WriteEndElement();
    }

    private void Types(string list, string item, IReadOnlyList<string> types, IReadOnlyList<string> text)
    {
        using (Element(Command, list))
        {
            foreach (string type in types)
            {
                using (Element(Command, item))
                {
                    using (Element(Dev, "type"))
                        Text(Maml, "name", type);
                    Paragraphs(Maml, "description", text);
                }
            }
        }
    }

    private void Examples(HelpPage page)
    {
        using (Element(Command, "examples"))
        {
            for (int i = 0; i < page.Examples.Count; i++)
            {
                HelpExample example = page.Examples[i];
                using (Element(Command, "example"))
                {
                    Text(Maml, "title", $"Example {i + 1}: {example.Title}");
                    Text(Dev, "code", example.Code);
                    Paragraphs(Dev, "remarks", example.Remarks);
                }
            }
        }
    }

    private void Paragraphs(string space, string name, IReadOnlyList<string> paragraphs)
    {
        using (Element(space, name))
        {
            foreach (string paragraph in paragraphs)
                Text(Maml, "para", paragraph);
        }
    }

    private void Text(string space, string name, string text) => _xml.WriteElementString(Prefix(space), name, space, text);

    private Closing Element(string space, string name)
    {
        _xml.WriteStartElement(Prefix(space), name, space);
        return new Closing(_xml);
    }

    private static string Prefix(string space) => space == Maml ? "maml" : space == Dev ? "dev" : "command";

    private readonly struct Closing(XmlWriter xml) : IDisposable
    {
        public void Dispose() => xml.WriteEndElement();
    }
}
