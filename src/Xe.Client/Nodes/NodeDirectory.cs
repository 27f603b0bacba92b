using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xe.Core.Views;

namespace Xe.Client.Nodes;

/// <summary>A node's data directory as others see it.</summary>
public sealed class NodeDirectory
{
    private const int MaxFileBytes = 65_536;

    // Clocks of process start and of the node's own note differ by rounding.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    /// <summary>A directory, which need not exist.</summary>
    public NodeDirectory(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Log of a node that was started in the background.</summary>
    public string LogPath => System.IO.Path.Combine(Path, NodeFile.LogFileName);

    /// <summary>What <c>node.json</c> says; null where there is none, or it is not whole.</summary>
    public NodeFile? ReadFile()
    {
        byte[]? content = Files.ReadBounded(System.IO.Path.Combine(Path, NodeFile.FileName), MaxFileBytes);
        if (content is null || content.Length > MaxFileBytes)
            return null;
        try
        {
            return JsonSerializer.Deserialize(content, ViewsJson.Default.NodeFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What <c>node.json</c> says where its process still runs; a file that a killed node left behind counts as none.</summary>
    public NodeFile? ReadRunning() => ReadFile() is { } file && FindProcess(file) is { } process ? Found(file, process) : null;

    /// <summary>The token of the running node; null where there is none or it cannot be read.</summary>
    public string? ReadToken()
    {
        try
        {
            byte[]? content = Files.ReadBounded(System.IO.Path.Combine(Path, NodeFile.TokenFileName), 256);
            return content is null ? null : Encoding.ASCII.GetString(content).Trim();
        }
        catch (XeException)
        {
            // Another user's node: its open routes need no token.
            return null;
        }
    }

    /// <summary>The process of a note, or null where it ended or its number went to another process.</summary>
    internal static Process? FindProcess(NodeFile file)
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(file.Pid);
            if (!process.HasExited && !IsZombie(file.Pid) && process.StartTime.ToUniversalTime() <= file.StartedAt.UtcDateTime + StartTolerance)
                return process;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // Ended, between two looks.
        }
        process?.Dispose();
        return null;
    }

    /// <summary>On Linux: a process that ended and whose parent has not looked yet, as in containers without an init.</summary>
    internal static bool IsZombie(int pid)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            // "PID (NAME) STATE ...", and a name may hold anything.
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static NodeFile Found(NodeFile file, Process process)
    {
        process.Dispose();
        return file;
    }
}
