using Xe.Core.Leases.Market;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Node.Market;

namespace Xe.Node.Tests.Market;

public sealed class ProviderTableTests
{
    [Fact]
    public void The_newest_advertisement_of_a_provider_is_kept_whatever_the_order()
    {
        ProviderTable table = new();
        table.Heard(Ad('1', 10, 2));
        table.Heard(Ad('1', 30, 4));
        table.Heard(Ad('1', 20, 8));
        Assert.Equal(4UL, Assert.Single(table.All()).Value.Vcpus);
    }

    [Fact]
    public void A_full_table_forgets_who_was_heard_longest_ago()
    {
        ProviderTable table = new(capacity: 2);
        table.Heard(Ad('1', 10, 1));
        table.Heard(Ad('2', 10, 1));
        table.Heard(Ad('1', 11, 1));
        table.Heard(Ad('3', 10, 1));
        Assert.Equal(["1", "3"], table.All().Select(a => a.Value.Provider[..1]));
    }

    [Fact]
    public void What_is_no_address_is_passed_over()
    {
        ProviderTable table = new();
        table.Heard(Ad('1', 10, 1) with { Provider = "x" });
        Assert.Empty(table.All());
    }

    [Fact]
    public void Accepted_leases_hold_capacity_and_all_count()
    {
        Address provider = Address.Parse(new string('1', 64));
        LeaseRecord Lease(LeaseState state) => new()
        {
            LeaseHash = default,
            State = state,
            Consumer = default,
            Provider = provider,
            Vcpus = 2,
            MemoryMb = 512,
            DiskGb = 3,
            Duration = 60,
            Cost = 1,
        };
        ProviderUse use = ProviderUse.Of([Lease(LeaseState.Created), Lease(LeaseState.Accepted), Lease(LeaseState.Accepted), Lease(LeaseState.Settled)])[provider];
        Assert.Equal(new ProviderUse(4, 1024, 6, 2, 4), use);
    }

    private static MarketplaceAdvertisement Ad(char provider, long timestamp, ulong vcpus) => new()
    {
        Provider = new string(provider, 64),
        ProviderPubKey = "",
        Vcpus = vcpus,
        MemoryMb = 1,
        DiskGb = 1,
        Timestamp = timestamp,
    };
}
