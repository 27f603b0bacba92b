using System.Globalization;
using Xe.Node.Hosting;

namespace Xe.Node.Tests.Support;

/// <summary>A node as a process of its own.</summary>
internal static class NodeProgram
{
    /// <summary>Role of the process: <c>node DATA-DIRECTORY API-PORT</c>.</summary>
    public const string Role = "node";

    public static Task<int> RunAsync(string directory, string port) => NodeRunner.RunAsync(
        TestNode.Options with { DataDirectory = directory, ApiPort = int.Parse(port, CultureInfo.InvariantCulture) }, Console.Out, Console.Error);
}
