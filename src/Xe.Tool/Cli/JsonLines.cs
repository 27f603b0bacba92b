using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Xe.Tool.Cli;

/// <summary>Splits a stream into lines as they arrive, with bounded memory.</summary>
internal static class JsonLines
{
    /// <summary>Most lines handed over at once.</summary>
    internal const int BatchLines = 4096;

    /// <summary>Whatever lines are there, as soon as they are there; blank ones are passed over, null stands for a line above
    /// <paramref name="maxBytes"/>.</summary>
    internal static async IAsyncEnumerable<IReadOnlyList<byte[]?>> ReadAsync(
        PipeReader reader, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool tooLong = false;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            List<byte[]?> lines = [];
            while (lines.Count < BatchLines && buffer.PositionOf((byte)'\n') is { } end)
            {
                Add(lines, buffer.Slice(0, end), maxBytes, ref tooLong);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }
            bool more = lines.Count == BatchLines;
            if (!more && buffer.Length > maxBytes)
            {
                // The rest of the line is dropped as it comes.
                tooLong = true;
                buffer = buffer.Slice(buffer.End);
            }
            if (read.IsCompleted && !more && (!buffer.IsEmpty || tooLong))
            {
                Add(lines, buffer, maxBytes, ref tooLong);
                buffer = buffer.Slice(buffer.End);
            }
            reader.AdvanceTo(buffer.Start, more ? buffer.Start : buffer.End);
            if (lines.Count > 0)
                yield return lines;
            if (read.IsCompleted && !more)
                break;
        }
        await reader.CompleteAsync().ConfigureAwait(false);
    }

    private static void Add(List<byte[]?> lines, ReadOnlySequence<byte> line, int maxBytes, ref bool tooLong)
    {
        byte[]? content = tooLong || line.Length > maxBytes ? null : line.ToArray();
        tooLong = false;
        if (content is null || content.AsSpan().ContainsAnyExcept(" \t\r"u8))
            lines.Add(content);
    }
}
