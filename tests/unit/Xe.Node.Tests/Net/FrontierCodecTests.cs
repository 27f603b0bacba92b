using System.Buffers;
using System.Text;
using Xe.Core.Primitives;
using Xe.Node.Net.Sync;

namespace Xe.Node.Tests.Net;

public sealed class FrontierCodecTests
{
    private static readonly Address Account = Address.Parse("338c76e03f0a8dd21192808ba1a11879b2202591bf53f4338070119f4f54a0e1");

    [Fact]
    public void A_request_has_the_bytes_of_the_worked_example()
    {
        Hash256 tip = Hash256.Parse(new string('a', 64));
        ReadOnlyMemory<byte> line = FrontierRequestJson.ToLine(new FrontierRequest(new Dictionary<Address, Hash256> { [Account] = tip }, 64));
        Assert.Equal(165, line.Length);
        Assert.Equal($"{{\"frontiers\":{{\"{Account}\":\"{tip}\"}},\"page_size\":64}}\n", Encoding.UTF8.GetString(line.Span));
    }

    [Fact]
    public void A_page_that_only_rejects_has_the_bytes_of_the_worked_example()
    {
        ArrayBufferWriter<byte> output = new();
        FrontierPageJson.WriteLine(output, [], hasMore: false, [Account]);
        string text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Equal($"{{\"blocks\":null,\"has_more\":false,\"cursor\":\"\",\"rejected\":[\"{Account}\"]}}\n", text);
        Assert.Equal(125, output.WrittenCount);
        Assert.True(FrontierPageJson.TryRead(output.WrittenSpan, out FrontierPage? page));
        Assert.Equal([Account], page.Rejected);
        Assert.False(page.HasMore);
    }

    [Fact]
    public void A_request_reads_back_with_its_extension()
    {
        FrontierRequest request = new(new Dictionary<Address, Hash256> { [Account] = Hash256.Parse(new string('b', 64)) }, 512)
        {
            MaxBlocks = 1000,
            From = Account,
            To = Address.Parse(new string('f', 64)),
        };
        Assert.True(FrontierRequestJson.TryRead(FrontierRequestJson.ToLine(request).Span, out FrontierRequest? read));
        Assert.Equal(request.Frontiers, read.Frontiers);
        Assert.Equal((512, 1000, request.From, request.To), (read.PageSize, read.MaxBlocks, read.From, read.To));
    }

    [Fact]
    public void A_frontier_that_is_no_hash_is_kept_as_unknown()
    {
        byte[] text = Encoding.UTF8.GetBytes($"{{\"frontiers\":{{\"{Account}\":\"\",\"short\":\"x\"}},\"unknown\":[1],\"page_size\":1}}");
        Assert.True(FrontierRequestJson.TryRead(text, out FrontierRequest? read));
        Assert.Equal(new Dictionary<Address, Hash256> { [Account] = default }, read.Frontiers);
    }

    [Theory]
    [InlineData("{\"frontiers\":[]}")]
    [InlineData("{\"page_size\":\"64\"}")]
    [InlineData("{")]
    public void Wrong_types_are_refused(string text) => Assert.False(FrontierRequestJson.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_page_with_more_blocks_than_a_session_may_have_is_refused()
    {
        string blocks = string.Join(',', Enumerable.Repeat("{}", FrontierLimits.MaxSessionBlocks + 1));
        Assert.False(FrontierPageJson.TryRead(Encoding.UTF8.GetBytes($"{{\"blocks\":[{blocks}]}}"), out _));
    }
}
