using System.Buffers;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Libp2p;

namespace Xe.Node.Net.Netcheck;

/// <summary>Keeps the bans in <c>bans.json</c> (spec 06 §4). Faults of the file are never fatal: they are reported by value
/// and the node goes on.</summary>
internal sealed class BanFile(string path, BanList bans, TimeProvider clock)
{
    internal const string FileName = "bans.json";
    private const long MaxBytes = 4 * 1024 * 1024;
    private const ulong FormatVersion = 1;

    private long _writtenVersion = -1;

    /// <summary>Reads the file into the list: expired entries and undecodable peers are passed over. Null, or what was wrong.</summary>
    public string? Load()
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists)
                return null;
            if (file.Length > MaxBytes)
                return "file is too large";
            return Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Writes the list where it changed since it was last written. Null, or what was wrong.</summary>
    public string? Save()
    {
        IReadOnlyList<KeyValuePair<PeerId, long>> entries = bans.Snapshot(out long version);
        if (version == _writtenVersion || (_writtenVersion < 0 && entries.Count == 0 && !File.Exists(path)))
            return null;
        try
        {
            Write(entries);
            _writtenVersion = version;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private string? Read(ReadOnlySpan<byte> json)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader reader, out string? error))
            return error;
        ulong version = 0;
        List<(string Peer, long Expiry)> entries = [];
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("version"u8))
                    reader.ReadUInt64(ref version);
                else if (name.SequenceEqual("entries"u8))
                    ReadEntries(ref reader, entries);
                else
                    reader.SkipUnknown();
            }
        }
        if (reader.Failed)
            return reader.Error;
        if (version != FormatVersion)
            return $"unknown version {version}";
        long now = clock.UnixNow();
        foreach ((string text, long expiry) in entries)
        {
            if (expiry > now && PeerId.TryParse(text, out PeerId? peer))
                bans.BanUntil(peer, expiry);
        }
        bans.Snapshot(out _writtenVersion);
        return null;
    }

    private static void ReadEntries(ref GoJsonReader reader, List<(string Peer, long Expiry)> entries)
    {
        if (!reader.BeginArray())
            return;
        while (reader.NextElement())
        {
            string peer = "";
            long expiry = 0;
            if (!reader.BeginObject())
                continue;
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("peer"u8))
                    reader.ReadString(ref peer);
                else if (name.SequenceEqual("expiry_ns"u8))
                    reader.ReadInt64(ref expiry);
                else
                    reader.SkipUnknown();
            }
            entries.Add((peer, expiry));
        }
    }

    private void Write(IReadOnlyList<KeyValuePair<PeerId, long>> entries)
    {
        ArrayBufferWriter<byte> output = new(256);
        GoJsonWriter writer = new(output);
        writer.BeginObject();
        writer.UInt64("version"u8, FormatVersion);
        writer.Name("entries"u8);
        writer.BeginArray();
        foreach ((PeerId peer, long expiry) in entries)
        {
            writer.BeginObject();
            writer.String("peer"u8, peer.ToString());
            writer.Int64("expiry_ns"u8, expiry);
            writer.EndObject();
        }
        writer.EndArray();
        writer.EndObject();

        string temporary = path + ".tmp";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream file = new(temporary, options))
        {
            file.Write(output.WrittenSpan);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
