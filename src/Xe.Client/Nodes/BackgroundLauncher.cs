using System.ComponentModel;
using System.Diagnostics;

namespace Xe.Client.Nodes;

/// <summary>Starts a process that outlives its starter, with its output in a file: the platforms' ways are here only.</summary>
internal static class BackgroundLauncher
{
    // The shell gives way to the program, so the process number stays. A session of its own keeps the terminal's Ctrl-C away.
    private const string UnixScript = "if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\" >>\"$XE_LOG\" 2>&1 </dev/null; fi; exec \"$@\" >>\"$XE_LOG\" 2>&1 </dev/null";

    internal static Process Start(
        NodeProgram program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string logPath)
    {
        ProcessStartInfo start = new() { UseShellExecute = false, CreateNoWindow = true };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = program.FileName;
            AddAll(start, [.. program.Arguments, .. arguments, "--log-file", logPath]);
        }
        else
        {
            start.FileName = "/bin/sh";
            AddAll(start, ["-c", UnixScript, "sh", program.FileName, .. program.Arguments, .. arguments]);
            start.Environment["XE_LOG"] = logPath;
            // A log that is there keeps its mode; a new one is the owner's alone.
            using FileStream log = new(logPath, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        // A node needs no wallet: what opens one does not live on in its environment.
        foreach (string name in new[] { "XE_WALLET_PASSWORD", "XE_WALLET_NEW_PASSWORD", "XE_SEED" })
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start) ?? throw new XeException(XeErrors.NodeStartFailed, $"{program.FileName} did not start");
        }
        catch (Win32Exception e)
        {
            throw new XeException(XeErrors.NodeStartFailed, $"cannot start {program.FileName}: {e.Message}", cause: e);
        }
    }

    private static void AddAll(ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
    }
}
