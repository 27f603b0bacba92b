using System.Management.Automation;

namespace Xe.PowerShell.Cmdlets;

/// <summary><c>Get-XeNode</c>: a node as it describes itself (<c>GET /node</c>).</summary>
[Cmdlet(VerbsCommon.Get, "XeNode")]
[OutputType(typeof(NodeInfo), typeof(PeerInfo))]
public sealed class GetNodeCommand : NodeCmdlet
{
    /// <summary>Writes the peers instead.</summary>
    [Parameter]
    public SwitchParameter Peer { get; set; }

    /// <inheritdoc />
    protected override async Task ProcessAsync()
    {
        NodeInfo info = new(await Api.GetNodeAsync(Cancellation), Api.BaseUri);
        if (Peer)
            WriteObject(info.Peers, enumerateCollection: true);
        else
            WriteObject(info);
    }
}
