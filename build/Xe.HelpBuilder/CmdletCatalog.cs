using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;

namespace Xe.HelpBuilder;

/// <summary>The cmdlets of the module, read from its metadata: no shell runs, and no attribute is constructed (the reference
/// assembly has no bodies).</summary>
public static class CmdletCatalog
{
    /// <summary>Every public cmdlet class of an assembly, in order of the names.</summary>
    public static IReadOnlyList<CmdletInfo> Read(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetExportedTypes().Where(t => !t.IsAbstract).Select(Describe).OfType<CmdletInfo>().OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    private static CmdletInfo? Describe(Type type)
    {
        if (Find<CmdletAttribute>(type) is not { } cmdlet)
            return null;
        List<ParameterInfo> parameters = [];
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            List<ParameterUse> uses = [.. property.GetCustomAttributesData().Where(a => a.AttributeType == typeof(ParameterAttribute)).Select(Use)];
            if (uses.Count > 0)
                parameters.Add(new ParameterInfo(property.Name, property.PropertyType, Texts(Find<AliasAttribute>(property)), uses));
        }
        // What the shell adds by itself, and its help does not show without being told.
        if (Named(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess), false))
            parameters.AddRange([Added<SwitchParameter>("WhatIf", "wi"), Added<SwitchParameter>("Confirm", "cf")]);
        if (Named(cmdlet, nameof(CmdletAttribute.SupportsPaging), false))
            parameters.AddRange([Added<ulong>("First"), Added<ulong>("Skip"), Added<SwitchParameter>("IncludeTotalCount")]);
        return new CmdletInfo(
            type,
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            Named(cmdlet, nameof(CmdletAttribute.SupportsShouldProcess), false),
            Named(cmdlet, nameof(CmdletAttribute.ConfirmImpact), (int)ConfirmImpact.Medium) == (int)ConfirmImpact.High,
            Named(cmdlet, nameof(CmdletAttribute.SupportsPaging), false),
            [.. type.GetCustomAttributesData().Where(a => a.AttributeType == typeof(OutputTypeAttribute)).SelectMany(TypeNames)],
            parameters);
    }

    private static ParameterInfo Added<T>(string name, params string[] aliases) =>
        new(name, typeof(T), aliases, [new ParameterUse("", Mandatory: false, Position: null, ByValue: false, ByPropertyName: false)]);

    private static ParameterUse Use(CustomAttributeData data)
    {
        int position = Named(data, nameof(ParameterAttribute.Position), int.MinValue);
        return new ParameterUse(
            Named(data, nameof(ParameterAttribute.ParameterSetName), ""),
            Named(data, nameof(ParameterAttribute.Mandatory), false),
            position == int.MinValue ? null : position,
            Named(data, nameof(ParameterAttribute.ValueFromPipeline), false),
            Named(data, nameof(ParameterAttribute.ValueFromPipelineByPropertyName), false));
    }

    private static CustomAttributeData? Find<T>(MemberInfo member) => member.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType == typeof(T));

    private static T Named<T>(CustomAttributeData data, string name, T absent) =>
        data.NamedArguments.FirstOrDefault(a => a.MemberName == name) is { MemberInfo: not null } argument ? (T)argument.TypedValue.Value! : absent;

    private static string[] Texts(CustomAttributeData? data) =>
        data?.ConstructorArguments is [{ Value: ReadOnlyCollection<CustomAttributeTypedArgument> texts }] ? [.. texts.Select(t => (string)t.Value!)] : [];

    private static IEnumerable<string> TypeNames(CustomAttributeData data) =>
        data.ConstructorArguments.SelectMany(a => a.Value is ReadOnlyCollection<CustomAttributeTypedArgument> many ? many.Select(m => m.Value) : [a.Value])
            .Select(v => v is Type type ? type.FullName! : (string)v!);
}
