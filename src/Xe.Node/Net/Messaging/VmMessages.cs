using Xe.Core.Json;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Node.AccountDirectory;

namespace Xe.Node.Net.Messaging;

/// <summary>VM messages (spec 07 §4.4). What becomes of a description, and where one comes from, is the caller's: a provider
/// runtime, a consumer's table.</summary>
public sealed class VmMessages
{
    private readonly Messenger _messenger;
    private readonly Ledger _ledger;
    private readonly DirectoryTable _directory;

    internal VmMessages(Messenger messenger, Ledger ledger, DirectoryTable directory) =>
        (_messenger, _ledger, _directory) = (messenger, ledger, directory);

    /// <summary>Consumer side: takes the description (JSON of spec 07 §4.4) of the VM of a lease, from the lease's provider.
    /// Null where nobody wants it: then it is accepted and dropped.</summary>
    public Action<Hash256, ReadOnlyMemory<byte>>? CredentialsReceived { get; set; }

    /// <summary>Provider side: the description of a lease's VM, without credentials; null for an unknown one. Not set on nodes
    /// that are no provider.</summary>
    public Func<Hash256, ReadOnlyMemory<byte>?>? StatusOf { get; set; }

    internal void Register()
    {
        _messenger.Handle(MessageTypes.VmCredentials, (peer, payload, _) => ValueTask.FromResult(Credentials(peer, payload)));
        _messenger.Handle(MessageTypes.VmStatus, (_, payload, _) => ValueTask.FromResult(Status(payload)));
    }

    internal MessageReply Credentials(PeerId peer, ReadOnlyMemory<byte> payload)
    {
        if (!TryReadLease(payload.Span, out string text, out string error))
            return MessageReply.Fail("invalid vm_credentials payload: " + error);
        if (!Hash256.TryParse(text, out Hash256 hash) || _ledger.State.GetLease(hash) is not { } lease)
            return MessageReply.Fail($"lease not found: {Hex.Short(text)}");
        if (_directory.Lookup(lease.Provider)?.NodePeer != peer.ToString())
            return MessageReply.Fail("vm_credentials from unauthorized peer");
        CredentialsReceived?.Invoke(hash, payload);
        return MessageReply.Ok;
    }

    internal MessageReply Status(ReadOnlyMemory<byte> payload)
    {
        if (StatusOf is not { } statusOf)
            return MessageReply.Fail("not a provider");
        if (!TryReadLease(payload.Span, out string text, out string error))
            return MessageReply.Fail("invalid request: " + error);
        return Hash256.TryParse(text, out Hash256 hash) && statusOf(hash) is { } status
            ? MessageReply.Of(status)
            : MessageReply.Fail($"vm not found for lease {Hex.Short(text)}");
    }

    private static bool TryReadLease(ReadOnlySpan<byte> json, out string lease, out string error)
    {
        (lease, error) = ("", "");
        if (!GoJsonReader.TryCreate(json, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out string? syntax))
        {
            error = syntax ?? "";
            return false;
        }
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("lease_hash"u8))
                    reader.ReadString(ref lease);
                else
                    reader.SkipUnknown();
            }
        }
        error = reader.Error ?? "";
        return !reader.Failed;
    }
}
