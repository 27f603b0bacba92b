using System.Management.Automation;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeVersion</c>: versions of the module and of what it runs on.</summary>
[Cmdlet(VerbsCommon.Get, "XeVersion")]
[OutputType("Xe.VersionInfo")]
public sealed class GetVersionCommand : XeCmdlet
{
    /// <inheritdoc />
    protected override Task EndAsync()
    {
        PSObject version = new();
        version.TypeNames.Insert(0, "Xe.VersionInfo");
        version.Properties.Add(new PSNoteProperty(
            "Version", typeof(GetVersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion));
        version.Properties.Add(new PSNoteProperty("Runtime", RuntimeInformation.FrameworkDescription));
        version.Properties.Add(new PSNoteProperty("Platform", RuntimeInformation.RuntimeIdentifier));
        WriteObject(version);
        return Task.CompletedTask;
    }
}
