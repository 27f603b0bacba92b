using Xe.Core.Chat;
using Xe.Core.Json;

namespace Xe.Core.Views;

/// <summary>Chat envelopes.</summary>
public sealed class ChatEnvelopeConverter : RecordConverter<ChatEnvelope>
{
    /// <inheritdoc />
    protected override ChatEnvelope? ReadRecord(ref GoJsonReader reader) => ChatJson.Read(ref reader);

    /// <inheritdoc />
    protected override void WriteRecord(ref GoJsonWriter writer, ChatEnvelope value) => ChatJson.Write(ref writer, value);
}
