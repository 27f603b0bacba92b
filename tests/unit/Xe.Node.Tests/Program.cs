using Xe.Node.Tests.Storage;
using Xe.Node.Tests.Support;

namespace Xe.Node.Tests;

/// <summary>What a second process does for a test: this assembly, started again with a role.</summary>
internal static class Program
{
    private const int Usage = 2;

    private static async Task<int> Main(string[] args) => args switch
    {
        [StoreChild.Hold, string directory] => await StoreChild.HoldAsync(directory),
        [StoreChild.Write, string directory, string seed, string steps, string from] => await StoreChild.WriteAsync(directory, seed, steps, from),
        [NodeProgram.Role, string directory, string port] => await NodeProgram.RunAsync(directory, port),
        _ => Usage,
    };
}
