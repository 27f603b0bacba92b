using System.Text.Json;
using Xe.Core.Ledger;
using Xe.Core.Tests.Vectors;

namespace Xe.Core.Tests.Ledger;

public sealed class LeasePricingTests
{
    [Fact]
    public void Every_published_cost_or_reason_comes_out()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("lease_cost"))
        {
            Rejection? refused = LeasePricing.Cost(Dimensions(vector), vector.Number("multiplier_milli"), vector.Number("minimum_duration"), out ulong cost);
            Assert.Equal(vector.Valid() ? null : vector.Text("error"), refused?.Text);
            Assert.Equal(vector.Valid() ? vector.Number("cost") : 0, cost);
            cases++;
        }
        Assert.Equal(100, cases);
    }

    [Fact]
    public void Every_published_dimension_limit_holds()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("lease_dimensions"))
        {
            Rejection? refused = Dimensions(vector).Validate(vector.Number("minimum_duration"));
            Assert.Equal(vector.Valid() ? null : vector.Text("error"), refused?.Text);
            cases++;
        }
        Assert.Equal(28, cases);
    }

    [Fact]
    public void Every_published_cap_comes_out()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("payout_cap"))
        {
            Assert.Equal(vector.Number("r_capped"), LeasePricing.CapR(vector.Number("r"), vector.Number("payout_cap"), vector.Number("twap_milli")));
            cases++;
        }
        Assert.Equal(40, cases);
    }

    [Fact]
    public void Every_published_emission_or_reason_comes_out()
    {
        int cases = 0;
        foreach (JsonElement vector in XeVectors.Cases("emission"))
        {
            Rejection? refused = LeasePricing.Emission(vector.Number("cost"), vector.Number("r"), out ulong emission);
            Assert.Equal(vector.Valid() ? null : vector.Text("error"), refused?.Text);
            Assert.Equal(vector.Valid() ? vector.Number("emission") : 0, emission);
            cases++;
        }
        Assert.Equal(32, cases);
    }

    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(0, 5, 1)]
    [InlineData(1, 5, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(6, 5, 2)]
    [InlineData(ulong.MaxValue, 5, 3689348814741910323)]
    public void The_stake_is_a_share_rounded_up_and_at_least_one(ulong cost, ulong divisor, ulong stake)
    {
        Assert.Equal(stake, LeasePricing.Stake(cost, divisor));
    }

    private static LeaseDimensions Dimensions(JsonElement vector) =>
        new(vector.Number("vcpus"), vector.Number("memory_mb"), vector.Number("disk_gb"), vector.Number("duration"));
}
