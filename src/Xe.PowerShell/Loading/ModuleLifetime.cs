using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Xe.PowerShell.Loading;

/// <summary>Sends the runtime's questions for the module's dependencies to their own load context, from import to removal.</summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly DependencyContext Dependencies = new(
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLifetime).Assembly.Location) ?? ".", "Dependencies"));

    /// <inheritdoc />
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        // Only ours are answered here; what they need in turn is asked of their own context.
        name.Name is { } simple && simple.StartsWith("Xe.", StringComparison.Ordinal) ? Dependencies.TryLoad(name) : null;
}
