using System.Reflection;

namespace Xe.Client.Nodes;

/// <summary>How <c>dotnet xe</c> is run.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">What stands before the command.</param>
public sealed record NodeProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variable with the path of <c>dotnet-xe</c> or <c>dotnet-xe.dll</c>.</summary>
    public const string Variable = "XE_TOOL";

    private const string Name = "dotnet-xe";

    /// <summary>The program that runs now; only of use where that is <c>dotnet xe</c>.</summary>
    public static NodeProgram Current()
    {
        string process = Environment.ProcessPath ?? throw new XeException(XeErrors.NodeStartFailed, "the path of this program is not known");
        string? assembly = Assembly.GetEntryAssembly()?.Location;
        return IsDotnet(process) && !string.IsNullOrEmpty(assembly) ? new NodeProgram(process, ["exec", assembly]) : new NodeProgram(process, []);
    }

    /// <summary>Finds <c>dotnet xe</c> from another program: <c>XE_TOOL</c>, the caller's own copy, the search path, the folder
    /// of global tools.</summary>
    /// <param name="besides">Folders to look in before the search path.</param>
    /// <exception cref="XeException">"node_start_failed" where there is none.</exception>
    public static NodeProgram Find(params string[] besides)
    {
        ArgumentNullException.ThrowIfNull(besides);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? Of(named) : throw new XeException(XeErrors.NodeStartFailed, $"{Variable} names {named}, which is not there");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        IEnumerable<string> folders = besides
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Append(Path.Combine(home, ".dotnet", "tools"));
        string[] names = OperatingSystem.IsWindows() ? [Name + ".exe", Name + ".dll"] : [Name, Name + ".dll"];
        string? found = folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return found is null
            ? throw new XeException(XeErrors.NodeStartFailed, $"{Name} is not installed: run 'dotnet tool install -g Xe.Tool', or set {Variable} to its path")
            : Of(found);
    }

    private static NodeProgram Of(string path) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? new NodeProgram("dotnet", ["exec", Path.GetFullPath(path)]) : new NodeProgram(Path.GetFullPath(path), []);

    private static bool IsDotnet(string path) => string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.OrdinalIgnoreCase);
}
