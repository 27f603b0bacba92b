using System.Text.Json;
using Xe.Core.Primitives;
using Xe.Core.Tests.Vectors;

namespace Xe.Core.Tests.Primitives;

public sealed class AmountTests
{
    [Fact]
    public void Every_published_text_parses_or_is_refused_with_its_reason()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("amount_parsing"))
        {
            Asset asset = vector.Text("asset") == "XE" ? Asset.Xe : Asset.Xusd;
            Rejection? refused = Amount.Parse(vector.Text("text"), asset, out ulong micro);
            Assert.Equal(vector.Valid() ? null : vector.Text("error"), refused?.Text);
            Assert.Equal(vector.Valid() ? vector.Number("micro") : 0, micro);
            cases++;
        }
        Assert.Equal(74, cases);
    }

    [Fact]
    public void Every_published_amount_is_formatted_in_both_forms()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("amount_formatting"))
        {
            Assert.Equal(vector.Text("text"), Amount.Format(vector.Number("micro")));
            Assert.Equal(vector.Text("fixed"), Amount.FormatFixed(vector.Number("micro")));
            cases++;
        }
        Assert.Equal(26, cases);
    }

    [Fact]
    public void What_is_formatted_parses_back()
    {
        CsCheck.Check.Sample(CsCheck.Gen.ULong, micro =>
        {
            Assert.Null(Amount.Parse(Amount.Format(micro), Asset.Xe, out ulong shortest));
            Assert.Null(Amount.Parse(Amount.FormatFixed(micro), Asset.Xe, out ulong fixedPlaces));
            Assert.Equal((micro, micro), (shortest, fixedPlaces));
        }, iter: 2000, threads: 1);
    }
}
