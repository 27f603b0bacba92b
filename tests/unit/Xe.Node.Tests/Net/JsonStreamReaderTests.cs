using System.Text;
using Xe.Node.Net.Wire;
using Xe.Node.Tests.Net.Fakes;

namespace Xe.Node.Tests.Net;

public sealed class JsonStreamReaderTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\":\"}\\\"}{\",\"b\":[{},[1]]}")]
    [InlineData(" \n\t{\"a\":\"\\\\\"}")]
    public async Task A_value_is_found_however_its_bytes_arrive(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value + "\n" + value);
        for (int chunk = 1; chunk <= bytes.Length; chunk++)
        {
            (FakeStream near, FakeStream far) = Pair();
            Task writing = WriteAsync(far, bytes, chunk);
            using JsonStreamReader reader = new(near);
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(JsonReadStatus.Value, await reader.ReadAsync(1024, CancellationToken.None));
                Assert.Equal(value.Trim(), Encoding.UTF8.GetString(reader.Value.Span).Trim());
            }
            Assert.Equal(JsonReadStatus.EndOfStream, await reader.ReadAsync(1024, CancellationToken.None));
            await writing;
        }
    }

    [Fact]
    public async Task The_limit_counts_every_byte_of_the_value_and_no_more()
    {
        byte[] value = Encoding.UTF8.GetBytes("{\"a\":1}");
        Assert.Equal(JsonReadStatus.Value, await ReadAsync(value, value.Length));
        Assert.Equal(JsonReadStatus.Malformed, await ReadAsync(value, value.Length - 1));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"")]
    public async Task What_is_no_whole_object_is_malformed(string text) =>
        Assert.Equal(JsonReadStatus.Malformed, await ReadAsync(Encoding.UTF8.GetBytes(text), 1024));

    [Fact]
    public async Task An_endless_value_ends_at_the_limit_without_more_memory()
    {
        (FakeStream near, FakeStream far) = Pair();
        Task writing = Task.Run(async () =>
        {
            byte[] block = [.. Enumerable.Repeat((byte)'[', 4096)];
            await far.WriteAsync("{\"a\":"u8.ToArray());
            try
            {
                while (true)
                    await far.WriteAsync(block);
            }
            catch (IOException)
            {
            }
        });
        using JsonStreamReader reader = new(near);
        Assert.Equal(JsonReadStatus.Malformed, await reader.ReadAsync(1 << 20, CancellationToken.None));
        near.Reset();
        await writing;
    }

    private static async Task<JsonReadStatus> ReadAsync(byte[] bytes, int limit)
    {
        (FakeStream near, FakeStream far) = Pair();
        Task writing = WriteAsync(far, bytes, bytes.Length);
        using JsonStreamReader reader = new(near);
        JsonReadStatus status = await reader.ReadAsync(limit, CancellationToken.None);
        await writing;
        return status;
    }

    private static async Task WriteAsync(FakeStream stream, byte[] bytes, int chunk)
    {
        for (int at = 0; at < bytes.Length; at += chunk)
        {
            await stream.WriteAsync(bytes.AsMemory(at, Math.Min(chunk, bytes.Length - at)));
            await Task.Yield();
        }
        await stream.CloseWriteAsync();
    }

    private static (FakeStream Near, FakeStream Far) Pair()
    {
        FakeSwitch medium = new();
        return FakeStream.Pair(medium.Add().LocalPeer, medium.Add().LocalPeer, "/test");
    }
}
