using System.Diagnostics;

namespace Xe.Tool.E2e;

/// <summary>Halts a process and lets it go on: what a network partition looks like from outside. Not on Windows.</summary>
internal static class PauseSignal
{
    internal static void Send(int pid, bool pause)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("processes cannot be halted on Windows");
        using Process kill = Process.Start("kill", [pause ? "-STOP" : "-CONT", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
            throw new IOException($"process {pid} cannot be {(pause ? "halted" : "resumed")}");
    }
}
