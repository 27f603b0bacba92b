using System.Reflection;
using System.Runtime.Loader;

namespace Xe.PowerShell.Loading;

/// <summary>Holds what the module depends on, apart from the shell's own assemblies: another version of one of them, in the
/// shell or in another module, meets nothing of ours.</summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private readonly string _directory;

    public DependencyContext(string directory) : base("Xe") => _directory = directory;

    /// <summary>The assembly of this name where the module brings it; null where it does not.</summary>
    public Assembly? TryLoad(AssemblyName name)
    {
        string path = Path.Combine(_directory, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override Assembly? Load(AssemblyName assemblyName) => TryLoad(assemblyName);
}
