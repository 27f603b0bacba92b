namespace Xe.HelpBuilder;

/// <summary>A parameter as its property declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Uses">One for each <c>[Parameter]</c>.</param>
public sealed record ParameterInfo(string Name, Type Type, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterUse> Uses)
{
    /// <summary>True for <c>-Name</c> without a value.</summary>
    public bool IsSwitch => Type.Name == "SwitchParameter";

    /// <summary>The type as people write it.</summary>
    public string TypeName
    {
        get
        {
            Type type = Nullable.GetUnderlyingType(Type) ?? Type;
            return type.Namespace is "System" or "System.Security" or "System.Collections" or "System.Management.Automation" || type.IsArray ? type.Name : type.FullName!;
        }
    }
}
