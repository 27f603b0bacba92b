using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Xe.Libp2p.Mdns;

/// <summary>A DNS message as far as mDNS discovery needs it. Reading is bounded in every direction and never throws.</summary>
internal sealed class DnsMessage
{
    /// <summary>Longest packet taken, in bytes (RFC 6762 §17).</summary>
    public const int MaxBytes = 9000;

    private const int HeaderBytes = 12;
    private const int MaxQuestions = 32;
    private const int MaxRecords = 256;
    private const int MaxTexts = 64;

    public bool IsResponse { get; private init; }

    public IReadOnlyList<DnsQuestion> Questions { get; private init; } = [];

    /// <summary>Records of all sections: implementations differ in where they put what.</summary>
    public IReadOnlyList<DnsRecord> Records { get; private init; } = [];

    /// <summary>Reads a packet; false where it is malformed or over the bounds.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> packet, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = null;
        if (packet.Length is < HeaderBytes or > MaxBytes) return false;
        int questionCount = BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        int recordCount = BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) + BinaryPrimitives.ReadUInt16BigEndian(packet[8..]) + BinaryPrimitives.ReadUInt16BigEndian(packet[10..]);
        if (questionCount > MaxQuestions || recordCount > MaxRecords) return false;
        int at = HeaderBytes;
        List<DnsQuestion> questions = new(questionCount);
        for (int i = 0; i < questionCount; i++)
        {
            if (!DnsName.TryRead(packet, ref at, out string? name) || packet.Length - at < 4) return false;
            questions.Add(new DnsQuestion(name, (DnsType)BinaryPrimitives.ReadUInt16BigEndian(packet[at..])));
            at += 4;
        }
        List<DnsRecord> records = new(recordCount);
        for (int i = 0; i < recordCount; i++)
        {
            if (!TryReadRecord(packet, ref at, out DnsRecord? record)) return false;
            records.Add(record);
        }
        message = new DnsMessage { IsResponse = (packet[2] & 0x80) != 0, Questions = questions, Records = records };
        return true;
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> packet, ref int at, [NotNullWhen(true)] out DnsRecord? record)
    {
        record = null;
        if (!DnsName.TryRead(packet, ref at, out string? name) || packet.Length - at < 10) return false;
        DnsType type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
        uint ttl = BinaryPrimitives.ReadUInt32BigEndian(packet[(at + 4)..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 8)..]);
        at += 10;
        if (packet.Length - at < length) return false;
        string? target = null;
        List<string> texts = [];
        if (type == DnsType.Ptr)
        {
            int inner = at;
            if (!DnsName.TryRead(packet[..(at + length)], ref inner, out target)) return false;
        }
        else if (type == DnsType.Txt && !TryReadTexts(packet.Slice(at, length), texts)) return false;
        at += length;
        record = new DnsRecord(name, type, ttl, target, texts);
        return true;
    }

    private static bool TryReadTexts(ReadOnlySpan<byte> data, List<string> texts)
    {
        while (!data.IsEmpty)
        {
            int length = data[0];
            if (data.Length - 1 < length) return false;
            if (texts.Count < MaxTexts) texts.Add(Encoding.UTF8.GetString(data.Slice(1, length)));
            data = data[(1 + length)..];
        }
        return true;
    }
}
