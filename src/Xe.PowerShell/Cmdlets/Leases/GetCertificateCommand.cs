using System.Management.Automation;
using Xe.Client;
using Xe.Core.Primitives;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeCertificate</c>: performance certificates, which set a provider's price.</summary>
[Cmdlet(VerbsCommon.Get, "XeCertificate", DefaultParameterSetName = ProviderSet)]
[OutputType("Xe.Certificate")]
public sealed class GetCertificateCommand : NodeCmdlet
{
    private const string ProviderSet = "Provider";
    private const string HashSet = "Hash";

    /// <summary>The providers; the node itself where absent.</summary>
    [Parameter(ParameterSetName = ProviderSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Account")]
    [Address]
    public string[]? Provider { get; set; }

    /// <summary>Hashes of certificates.</summary>
    [Parameter(ParameterSetName = HashSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CertificateHash")]
    [Hash]
    public string[] Hash { get; set; } = [];

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        if (ParameterSetName == HashSet)
        {
            foreach (string hash in Hash)
                Write(await Api.GetCertificateByHashAsync(Hash256.Parse(hash), Cancellation), hash);
        }
        else if (Provider is null)
        {
            Write(await Api.GetOwnCertificateAsync(Cancellation), "the node itself");
        }
        else
        {
            foreach (string provider in Provider)
                Write(await Api.GetCertificateAsync(Core.Primitives.Address.Parse(provider), Cancellation), provider);
        }
    }

    private void Write(Core.Leases.PerformanceCertificate? certificate, string target)
    {
        if (certificate is null)
            Report(new XeException(XeErrors.NotFound, $"no certificate of {target}"), target);
        else
            WriteObject(ViewObject.Of("Xe.Certificate", certificate));
    }
}
