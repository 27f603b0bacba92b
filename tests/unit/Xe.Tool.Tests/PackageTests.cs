using System.IO.Compression;
using Xe.Tool.Tests.Support;

namespace Xe.Tool.Tests;

/// <summary>The packed tool, installed as users install it.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_packed_tool_installs_and_runs_from_a_folder_of_its_own()
    {
        using TempDirectory directory = new();
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        (await XeProcess.RunProgramAsync(
            "dotnet", ["pack", "src/Xe.Tool", "-c", configuration, "--no-build", "--nologo", "-v", "q", "-nodeReuse:false", "-o", directory.File("packages")], directory: Checkout.Root)).Ok();
        string package = Assert.Single(Directory.EnumerateFiles(directory.File("packages"), "*.nupkg"));
        using (ZipArchive archive = ZipFile.OpenRead(package))
        {
            string[] natives = [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.Contains("/runtimes/", StringComparison.Ordinal))];
            Assert.Contains(natives, name => name.EndsWith("linux-x64/native/libsodium.so", StringComparison.Ordinal));
            Assert.Contains(natives, name => name.EndsWith("win-x64/native/e_sqlite3.dll", StringComparison.Ordinal));
            Assert.DoesNotContain(natives, name => name.Contains("android", StringComparison.Ordinal) || name.Contains("/ios", StringComparison.Ordinal));
        }

        // Nothing but the package just made may serve the install.
        string config = directory.Write("nuget.config", $"<configuration><packageSources><clear /><add key=\"here\" value=\"{directory.File("packages")}\" /></packageSources></configuration>");
        (await XeProcess.RunProgramAsync("dotnet", ["tool", "install", "Xe.Tool", "--tool-path", directory.File("tool"), "--configfile", config], directory: directory.Path)).Ok();
        string tool = directory.File(OperatingSystem.IsWindows() ? "tool/dotnet-xe.exe" : "tool/dotnet-xe");
        Assert.StartsWith("xe ", (await XeProcess.RunProgramAsync(tool, ["--version"])).Ok().Output, StringComparison.Ordinal);
        // libsodium and SQLite are found beside it.
        (await XeProcess.RunProgramAsync(tool, ["genesis", "verify", "--json"])).Ok();
        Dictionary<string, string?> environment = new() { ["XE_DATA"] = directory.File("data"), ["XE_WALLET_DIR"] = directory.File("wallets") };
        (await XeProcess.RunProgramAsync(tool, ["node", "start", "-q", "--port", "0", "--api-port", "0", "--metrics-addr", "off", "--no-network"], null, environment)).Ok();
        try
        {
            (await XeProcess.RunProgramAsync(tool, ["wallet", "new", "-q", "--no-encryption"], null, environment)).Ok();
            (await XeProcess.RunProgramAsync(tool, ["claim"], null, environment)).Ok();
        }
        finally
        {
            (await XeProcess.RunProgramAsync(tool, ["node", "stop", "-q"], null, environment)).Ok();
        }
    }
}
