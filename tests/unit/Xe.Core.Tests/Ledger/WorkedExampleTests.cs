using Xe.Core.Leases;
using Xe.Core.Ledger;

namespace Xe.Core.Tests.Ledger;

/// <summary>The examples of spec 03 §22.</summary>
public sealed class WorkedExampleTests
{
    [Theory]
    [InlineData(1, 1024, 10, 86400, 1000, 960000)]
    [InlineData(1, 1024, 1, 300, 1000, 2584)]
    [InlineData(0, 0, 1, 5, 500, 9)]
    [InlineData(1, 1024, 1, 3600, 1000, 31000)]
    [InlineData(1, 1024, 1, 3600, 2500, 77500)]
    [InlineData(2, 1500, 20, 3601, 1000, 81334)]
    [InlineData(0, 1, 0, 60, 1000, 167)]
    [InlineData(1, 0, 0, 61, 1333, 890)]
    [InlineData(4096, 67108864, 1048576, 31536000, 10000, 156440985600000)]
    public void A_lease_costs(ulong vcpus, ulong memoryMb, ulong diskGb, ulong seconds, ulong multiplier, ulong expected)
    {
        Assert.Null(LeasePricing.Cost(new LeaseDimensions(vcpus, memoryMb, diskGb, seconds), multiplier, 5, out ulong cost));
        Assert.Equal(expected, cost);
    }

    [Theory]
    [InlineData(2000, 0, 0, 2000)]
    [InlineData(2000, 1502, 250, 2000)]
    [InlineData(2000, 1502, 751, 2000)]
    [InlineData(2000, 1502, 752, 1998)]
    [InlineData(2000, 1550, 10000, 155)]
    [InlineData(100, 1120, 1, 100)]
    [InlineData(2000, ulong.MaxValue, 1, 2000)]
    public void The_payout_cap_bounds_the_factor(ulong r, ulong cap, ulong twap, ulong expected) => Assert.Equal(expected, LeasePricing.CapR(r, cap, twap));

    [Theory]
    [InlineData(2584, 2000, 5168)]
    [InlineData(9, 100, 1)]
    [InlineData(31000, 2000, 62000)]
    [InlineData(77500, 2000, 155000)]
    [InlineData(960000, 155, 148800)]
    [InlineData(0, 2000, 1)]
    public void A_settlement_emits(ulong cost, ulong r, ulong expected)
    {
        Assert.Null(LeasePricing.Emission(cost, r, out ulong emission));
        Assert.Equal(expected, emission);
    }

    [Theory]
    [InlineData(new long[] { 20, 10 }, 10)]
    [InlineData(new long[] { 30, 10, 20 }, 20)]
    [InlineData(new long[] { 40, 10, 30, 20 }, 20)]
    public void The_median_is_the_lower_one(long[] times, long expected) => Assert.Equal(expected, AttestationList.LowerMedian(times));

    [Theory]
    [InlineData(31000, 0, 0)]
    [InlineData(31000, 5, 6200)]
    [InlineData(31001, 5, 6201)]
    [InlineData(1, 5, 1)]
    public void A_stake_is_a_share_rounded_up(ulong cost, ulong divisor, ulong expected) => Assert.Equal(expected, LeasePricing.Stake(cost, divisor));
}
