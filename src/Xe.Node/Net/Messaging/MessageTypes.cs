namespace Xe.Node.Net.Messaging;

/// <summary>Names of the message types (spec 07 §4.2).</summary>
public static class MessageTypes
{
    /// <summary>Bodies by hash.</summary>
    public const string BlockRequest = "block_request";

    /// <summary>Votes at a position.</summary>
    public const string VoteRequest = "vote_request";

    /// <summary>All certificates.</summary>
    public const string CertificateRequest = "cert_request";

    /// <summary>A signature over an identifier and the time.</summary>
    public const string AttestTimestamp = "attest_timestamp";

    /// <summary>A provider tells a consumer's node of its VM.</summary>
    public const string VmCredentials = "vm_credentials";

    /// <summary>State of a VM.</summary>
    public const string VmStatus = "vm_status";

    /// <summary>A chat envelope.</summary>
    public const string AccountChat = "account_chat";
}
