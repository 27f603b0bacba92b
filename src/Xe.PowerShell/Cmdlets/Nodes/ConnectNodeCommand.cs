using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;
using Xe.Client;
using Xe.Client.Http;
using Xe.Client.Nodes;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Connect-XeNode</c>: makes a node the one this session talks to.</summary>
[Cmdlet(VerbsCommunications.Connect, "XeNode", DefaultParameterSetName = UriSet)]
[OutputType(typeof(NodeConnection))]
public sealed class ConnectNodeCommand : XeCmdlet
{
    private const string UriSet = "Uri";
    private const string DataSet = "DataPath";

    /// <summary>Base of the node's API.</summary>
    [Parameter(ParameterSetName = UriSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ApiUri")]
    public Uri Uri { get; set; } = null!;

    /// <summary>Data directory of a node on this machine.</summary>
    [Parameter(ParameterSetName = DataSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string DataPath { get; set; } = null!;

    /// <summary>Token of the node's API, for a node elsewhere.</summary>
    [Parameter(ParameterSetName = UriSet)]
    public SecureString? AdminToken { get; set; }

    /// <summary>Takes the node's TLS certificate as it is.</summary>
    [Parameter(ParameterSetName = UriSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        NodeEndpoint endpoint = ParameterSetName == DataSet
            ? NodeEndpoint.Resolve(dataDirectory: FullPath(DataPath))
            : NodeEndpoint.Resolve(Uri.ToString());
        string? token = AdminToken is null ? endpoint.Token : Text(AdminToken);
        NodeConnection connection = new(endpoint.BaseUri, endpoint.DataDirectory, token, SkipCertificateCheck);
        using XeClient client = new(connection.Options(TimeSpan.FromSeconds(30), maxRetries: 0));
        await client.GetNodeAsync(Cancellation);
        SessionNode.Current = connection;
        WriteObject(connection);
    }

    private static string Text(SecureString secret)
    {
        nint text = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(text) ?? throw new XeException(XeErrors.BadValue, "the token is empty");
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
