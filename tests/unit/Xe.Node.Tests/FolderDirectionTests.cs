using System.Reflection;
using System.Reflection.Emit;

namespace Xe.Node.Tests;

/// <summary>Inside Xe.Node, API, network and virtual machines do not know of each other; Hosting composes (architecture §2).</summary>
public sealed class FolderDirectionTests
{
    private static readonly string[] Apart = ["Xe.Node.Api", "Xe.Node.Net", "Xe.Node.Vm"];

    // Below everything: composed by Hosting, referenced by the three, referencing none of them.
    private static readonly string[] Below = ["Xe.Node.Observability", "Xe.Node.Events", "Xe.Node.Storage"];

    [Fact]
    public void Api_net_and_vm_never_reference_each_other()
    {
        foreach ((string from, string to) in References())
        {
            string? source = Apart.FirstOrDefault(a => IsIn(from, a));
            string? target = Apart.FirstOrDefault(a => IsIn(to, a));
            Assert.False(source is not null && target is not null && source != target, $"{from} uses {to}");
        }
    }

    [Fact]
    public void Only_hosting_composes()
    {
        foreach ((string from, string to) in References())
        {
            Assert.False(IsIn(to, "Xe.Node.Hosting") && !IsIn(from, "Xe.Node.Hosting"), $"{from} uses {to}");
            Assert.False(Below.Any(b => IsIn(from, b)) && Apart.Any(a => IsIn(to, a)), $"{from} uses {to}");
        }
    }

    [Fact]
    public void The_check_sees_what_hosting_uses() =>
        Assert.Contains(References(), r => IsIn(r.From, "Xe.Node.Hosting") && IsIn(r.To, "Xe.Node.Api"));

    private static bool IsIn(string name, string space) => name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    // Bases, members, and what the bodies of methods call, make and read.
    private static HashSet<(string From, string To)> References()
    {
        Assembly assembly = typeof(NodeCore).Assembly;
        HashSet<(string, string)> found = [];
        foreach (Type type in assembly.GetTypes())
        {
            const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            string from = Space(type);
            void Add(Type? to)
            {
                if (to is null)
                    return;
                foreach (Type part in to.IsGenericType ? to.GetGenericArguments().Append(to) : [to])
                {
                    if (part.Assembly == assembly && Space(part) != from)
                        found.Add((from, Space(part)));
                }
            }
            Add(type.BaseType);
            foreach (Type contract in type.GetInterfaces())
                Add(contract);
            foreach (FieldInfo field in type.GetFields(All))
                Add(field.FieldType);
            foreach (MethodBase method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            {
                foreach (ParameterInfo parameter in method.GetParameters())
                    Add(parameter.ParameterType);
                Add((method as MethodInfo)?.ReturnType);
                foreach (Type used in UsedBy(method))
                    Add(used);
            }
        }
        return found;
    }

    private static string Space(Type type) => (type.DeclaringType ?? type).Namespace ?? "";

    private static IEnumerable<Type> UsedBy(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (LocalVariableInfo local in body.LocalVariables)
            yield return local.LocalType;
        byte[] code = body.GetILAsByteArray() ?? [];
        for (int at = 0; at < code.Length;)
        {
            OpCode operation = code[at] == 0xfe ? Operations[unchecked((short)(0xfe00 | code[at + 1]))] : Operations[code[at]];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && Resolve(method, BitConverter.ToInt32(code, at)) is { } type)
            {
                yield return type;
            }
            at += OperandSize(operation, code, at);
        }
    }

    private static readonly Dictionary<short, OpCode> Operations = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    private static int OperandSize(OpCode operation, byte[] code, int at) => operation.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
        _ => 4,
    };

    private static Type? Resolve(MethodBase method, int token)
    {
        Type[]? types = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        MemberInfo? member = method.Module.ResolveMember(token, types, method.IsGenericMethod ? method.GetGenericArguments() : null);
        return member as Type ?? member?.DeclaringType;
    }
}
