using System.Diagnostics;

namespace Xe.Node.Tests.Storage;

/// <summary>A small file system in memory, mounted for one test: a real full or read-only disk. Needs root on Linux.</summary>
internal sealed class PrivateMount : IDisposable
{
    private PrivateMount(string path) => Path = path;

    public string Path { get; }

    /// <summary>Mounts so many KiB; null where that is not allowed.</summary>
    public static PrivateMount? TryCreate(int sizeKb)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        string path = Directory.CreateTempSubdirectory("xe-mount-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={sizeKb}k"), "xe-test", path))
            return new PrivateMount(path);
        Directory.Delete(path);
        return null;
    }

    /// <summary>Nothing can be written from now on.</summary>
    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        Assert.True(Run("umount", Path));
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
