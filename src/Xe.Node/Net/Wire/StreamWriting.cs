using System.Buffers;
using Xe.Core.Json;
using Xe.Libp2p.Host;

namespace Xe.Node.Net.Wire;

/// <summary>Writes JSON values to streams, each followed by a line feed (spec 06 §1.1).</summary>
internal static class StreamWriting
{
    internal delegate void WriteBody<in T>(ref GoJsonWriter writer, T value);

    /// <summary>The value and its line feed as bytes.</summary>
    internal static ReadOnlyMemory<byte> ToLine<T>(T value, WriteBody<T> write, int sizeHint = 512)
    {
        ArrayBufferWriter<byte> output = new(sizeHint);
        WriteLine(output, value, write);
        return output.WrittenMemory;
    }

    /// <summary>The value as bytes, without a line feed.</summary>
    internal static ReadOnlyMemory<byte> ToBytes<T>(T value, WriteBody<T> write, int sizeHint = 512)
    {
        ArrayBufferWriter<byte> output = new(sizeHint);
        GoJsonWriter writer = new(output);
        write(ref writer, value);
        return output.WrittenMemory;
    }

    /// <summary>Appends the value and its line feed.</summary>
    internal static void WriteLine<T>(IBufferWriter<byte> output, T value, WriteBody<T> write)
    {
        GoJsonWriter writer = new(output);
        write(ref writer, value);
        output.Write("\n"u8);
    }

    /// <summary>Sends the value and its line feed.</summary>
    internal static ValueTask WriteLineAsync<T>(this IPeerStream stream, T value, WriteBody<T> write, CancellationToken cancellationToken) =>
        stream.WriteAsync(ToLine(value, write), cancellationToken);
}
