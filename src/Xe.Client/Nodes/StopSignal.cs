using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Xe.Client.Nodes;

/// <summary>Asks a process to stop: SIGTERM, or Ctrl-Break where there are no signals.</summary>
internal static partial class StopSignal
{
    private const int SigTerm = 15;
    private const uint CtrlBreak = 1;

    internal static void Send(Process process)
    {
        if (!OperatingSystem.IsWindows())
        {
            // A failure means that it ended meanwhile, or is another user's: then the wait ends at its limit.
            _ = Kill(process.Id, SigTerm);
            return;
        }
        FreeConsole();
        if (AttachConsole((uint)process.Id))
        {
            GenerateConsoleCtrlEvent(CtrlBreak, (uint)process.Id);
            FreeConsole();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AttachConsole(uint processId);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FreeConsole();

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GenerateConsoleCtrlEvent(uint eventId, uint processGroup);
}
