using System.Reflection;
using System.Runtime.InteropServices;

namespace Xe.Core.Crypto;

/// <summary>Finds and initialises the native libsodium behind <see cref="Sodium"/>.</summary>
internal static class SodiumLibrary
{
    internal const string Name = "libsodium";

    private static readonly Lock Gate = new();
    private static nint s_handle;
    private static bool s_registered;

    /// <summary>Registers the resolver and initialises the library once; later calls cost one volatile read.</summary>
    /// <exception cref="DllNotFoundException">No libsodium could be loaded; the text names the install command.</exception>
    internal static void Initialize()
    {
        if (Volatile.Read(ref s_handle) != 0)
            return;
        lock (Gate)
        {
            if (s_handle != 0)
                return;
            if (!s_registered)
            {
                NativeLibrary.SetDllImportResolver(typeof(SodiumLibrary).Assembly, Resolve);
                s_registered = true;
            }
            var handle = Load(typeof(SodiumLibrary).Assembly);
            if (handle == 0)
                throw new DllNotFoundException(NotFoundText());

            // sodium_init: 0 initialised, 1 already initialised, -1 no usable system (for instance no entropy source).
            if (Sodium.Init() < 0)
                throw new InvalidOperationException("libsodium was loaded but refused to initialise (sodium_init returned -1).");
            Volatile.Write(ref s_handle, handle);
        }
    }

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (libraryName != Name)
            return 0;
        var handle = Volatile.Read(ref s_handle);
        if (handle == 0)
            handle = Load(assembly);
        return handle != 0 ? handle : throw new DllNotFoundException(NotFoundText());
    }

    private static nint Load(Assembly assembly)
    {
        foreach (var candidate in Candidates(assembly))
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }
        // The host's own probing: the deps.json of the application names the native asset of the package.
        return NativeLibrary.TryLoad(Name, assembly, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories, out var probed)
            ? probed
            : LoadFromSystem();
    }

    /// <summary>
    /// Files of the package beside this assembly. A host that does not read our deps.json (PowerShell) finds
    /// the library only here.
    /// </summary>
    private static IEnumerable<string> Candidates(Assembly assembly)
    {
        var file = OperatingSystem.IsWindows() ? "libsodium.dll" : OperatingSystem.IsMacOS() ? "libsodium.dylib" : "libsodium.so";
        foreach (var directory in new[] { AppContext.BaseDirectory, DirectoryOf(assembly) }.Distinct())
        {
            if (string.IsNullOrEmpty(directory))
                continue;
            yield return Path.Combine(directory, "runtimes", PortableRid(), "native", file);
            yield return Path.Combine(directory, file);
        }
    }

    private static string PortableRid()
    {
        var os = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl" : "linux";
        var arch = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            Architecture.X86 => "x86",
            _ => "unknown",
        };
        return os + "-" + arch;
    }

    private static nint LoadFromSystem()
    {
        // Sonames: 26 since 1.0.19, 23 before and on Debian.
        foreach (var name in new[] { "libsodium.so.23", "libsodium.so.26", "libsodium.so", "/opt/homebrew/lib/libsodium.dylib", "/usr/local/lib/libsodium.dylib", "libsodium.dll" })
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }
        return 0;
    }

    private static string? DirectoryOf(Assembly assembly)
    {
        var location = assembly.Location;
        return location.Length == 0 ? null : Path.GetDirectoryName(location);
    }

    private static string NotFoundText()
    {
        var install = OperatingSystem.IsWindows() ? "place libsodium.dll beside the program (https://download.libsodium.org)"
            : OperatingSystem.IsMacOS() ? "run: brew install libsodium"
            : "run: apt-get install libsodium23 (Debian, Ubuntu), dnf install libsodium (Fedora) or apk add libsodium (Alpine)";
        return "The cryptographic library libsodium could not be loaded for " + PortableRid() + ". To install it, " + install + ".";
    }
}
