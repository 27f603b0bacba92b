using System.Globalization;
using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Collects the options of <c>node run</c> from a cmdlet's parameters; what was not given stays the node's default.</summary>
internal sealed class NodeArguments(IReadOnlyDictionary<string, object> bound)
{
    private readonly List<string> _list = [];

    /// <summary>The options so far.</summary>
    public IReadOnlyList<string> List => _list;

    /// <summary>An option with a value.</summary>
    public NodeArguments Add(string parameter, string option, object? value)
    {
        if (!bound.ContainsKey(parameter))
            return this;
        _list.Add(option);
        _list.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return this;
    }

    /// <summary>An option whose value is text, "" included.</summary>
    public NodeArguments Text(string parameter, string option, string? value) => Add(parameter, option, value ?? "");

    /// <summary>An option without a value.</summary>
    public NodeArguments Flag(string parameter, string option, SwitchParameter value)
    {
        if (bound.ContainsKey(parameter) && value)
            _list.Add(option);
        return this;
    }

    /// <summary>A duration as the node reads it: seconds with their unit.</summary>
    public NodeArguments Span(string parameter, string option, TimeSpan value) =>
        Add(parameter, option, value.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s");
}
