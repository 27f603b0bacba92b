using Xe.Core;
using Xe.Core.AccountDirectory;
using Xe.Core.Chat;
using Xe.Core.Primitives;
using Xe.Core.Records;
using Xe.Libp2p;
using Xe.Node.AccountDirectory;
using Xe.Node.Chat;

namespace Xe.Node.Net.Messaging;

/// <summary>Chat envelopes between nodes (spec 07 §4.5, 13 §7).</summary>
public sealed class ChatMessages
{
    private readonly Messenger _messenger;
    private readonly DirectoryTable _directory;
    private readonly ChatStore _store;
    private readonly PeerId _own;
    private readonly TimeProvider _clock;
    private readonly ulong _difficulty;

    internal ChatMessages(Messenger messenger, DirectoryTable directory, ChatStore store, PeerId own, TimeProvider clock, ulong difficulty) =>
        (_messenger, _directory, _store, _own, _clock, _difficulty) = (messenger, directory, store, own, clock, difficulty);

    internal void Register() => _messenger.Handle(MessageTypes.AccountChat, (_, payload, _) => ValueTask.FromResult(Receive(payload)));

    /// <summary>Delivers a complete envelope to the recipient's node, then keeps the own copy. Null = delivered; the texts are
    /// those of spec 13 §7.1.</summary>
    public async Task<Rejection?> SendAsync(ChatEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (ChatSigning.Verify(envelope, _clock.UnixNow(), _difficulty) is { } invalid)
            return invalid.Prefixed("invalid envelope: ");
        if (PeerOf(envelope.To) is not { } peer)
            return new Rejection("recipient_not_found", "recipient not found in directory");
        if (_store.IsKnown(envelope.Id))
            return new Rejection("duplicate_envelope", "duplicate envelope");
        if (peer == _own)
            return _store.TryAdd(envelope) ? null : new Rejection("duplicate_envelope", "duplicate envelope");
        try
        {
            await _messenger.RequestAsync(peer, MessageTypes.AccountChat, ChatJson.ToBytes(envelope), timeout: null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Wire.NetFault.IsExpected(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Rejection("chat_delivery", "send chat: " + (e is OperationCanceledException ? "no answer in time" : e.Message));
        }
        // The message was delivered, so a failure to keep the own copy is none of the sender's.
        _store.TryAdd(envelope);
        return null;
    }

    internal MessageReply Receive(ReadOnlyMemory<byte> payload)
    {
        if (!ChatJson.TryRead(payload.Span, JsonStrictness.Lenient, out ChatEnvelope? envelope, out Rejection? undecodable))
            return MessageReply.Fail("invalid chat envelope: " + undecodable.Text);
        if (ChatSigning.Verify(envelope, _clock.UnixNow(), _difficulty) is { } invalid)
            return MessageReply.Fail("envelope verification failed: " + invalid.Text);
        return _store.TryAdd(envelope) ? MessageReply.Ok : MessageReply.Fail("duplicate envelope");
    }

    private PeerId? PeerOf(string account) =>
        Address.TryParse(account, out Address address) && _directory.Lookup(address) is { } record
        && PeerId.TryParse(record.NodePeer, out PeerId? peer) ? peer : null;
}
