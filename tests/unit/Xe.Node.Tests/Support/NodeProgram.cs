using Xe.Node.Hosting;

namespace Xe.Node.Tests.Support;

/// <summary>Runs a node as a process of its own: <c>dotnet Xe.Node.Tests.dll DATA-DIRECTORY [API-PORT]</c>.</summary>
internal static class NodeProgram
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length is < 1 or > 2)
        {
            await Console.Error.WriteLineAsync("usage: Xe.Node.Tests DATA-DIRECTORY [API-PORT]");
            return 2;
        }
        NodeOptions options = TestNode.Options with
        {
            DataDirectory = args[0],
            ApiPort = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0,
        };
        return await NodeRunner.RunAsync(options, Console.Out, Console.Error);
    }
}
