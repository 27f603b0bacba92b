using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;

namespace Xe.PowerShell.Cmdlets;

/// <summary>The connection of each runspace.</summary>
internal static class SessionNode
{
    private static readonly ConcurrentDictionary<Guid, NodeConnection> Connections = new();

    /// <summary>The connection of the current runspace; null where there is none.</summary>
    public static NodeConnection? Current
    {
        get => Key is { } key ? Connections.GetValueOrDefault(key) : null;
        set
        {
            if (Key is not { } key)
                return;
            if (value is null)
                Connections.TryRemove(key, out _);
            else
                Connections[key] = value;
        }
    }

    private static Guid? Key => Runspace.DefaultRunspace?.InstanceId;
}
