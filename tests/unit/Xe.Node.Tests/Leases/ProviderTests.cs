using System.Text;
using Xe.Core.Primitives;
using Xe.Node.Leases;
using Xe.Node.Vm;

namespace Xe.Node.Tests.Leases;

public sealed class ProviderTests
{
    private static readonly Hash256 First = Hash256.Parse(new string('1', 64));
    private static readonly Hash256 Second = Hash256.Parse(new string('2', 64));

    [Theory]
    [InlineData(9, 100, 0, "duration 9s is below")]
    [InlineData(101, 100, 0, "duration 101s is above")]
    [InlineData(50, 4, 0, "cost 4 is below")]
    [InlineData(50, 1001, 0, "cost 1001 is above")]
    [InlineData(50, 100, 3, "3 leases are active")]
    [InlineData(10, 5, 2, null)]
    [InlineData(100, 1000, 0, null)]
    public void The_first_bound_of_the_policy_that_a_lease_violates_is_named(ulong duration, ulong cost, int active, string? text)
    {
        ProviderOptions options = new() { MinDurationSecs = 10, MaxDurationSecs = 100, MinCost = 5, MaxCost = 1000, MaxConcurrentLeases = 3 };
        if (text is null)
            Assert.Null(options.Judge(duration, cost, active));
        else
            Assert.StartsWith(text, options.Judge(duration, cost, active)?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_whose_bounds_cross_is_refused_with_the_texts_of_the_specification()
    {
        Assert.Equal(
            "min-lease-duration (20s) must be ≤ max-lease-duration (10s)", new ProviderOptions { MinDurationSecs = 20, MaxDurationSecs = 10 }.Validate()?.Text);
        Assert.Equal("min-lease-cost (2) must be ≤ max-lease-cost (1)", new ProviderOptions { MinCost = 2, MaxCost = 1 }.Validate()?.Text);
        Assert.NotNull(new ProviderOptions { PriceMultiplierMilli = 499 }.Validate());
        Assert.Null(new ProviderOptions().Validate());
    }

    [Fact]
    public void Capacity_is_promised_once_and_comes_back()
    {
        Reservations reservations = new(new VmResources(2, 2048, 20), () => [new VmInfo(First, VmInfo.Running, new VmResources(1, 1024, 1), 0)]);
        Assert.False(reservations.TryTake(Second, new VmResources(2, 1, 1)));
        Assert.True(reservations.TryTake(Second, new VmResources(1, 1024, 19)));
        Assert.False(reservations.TryTake(First, new VmResources(0, 1, 0)));
        Assert.Equal(new VmResources(0, 0, 0), reservations.Available);
        reservations.Release(Second);
        Assert.Equal(new VmResources(1, 1024, 19), reservations.Available);
    }

    [Fact]
    public void Resources_saturate_instead_of_wrapping()
    {
        VmResources most = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);
        Assert.Equal(most, most + new VmResources(1, 1, 1));
        Assert.Equal(default, default(VmResources) - most);
    }

    [Fact]
    public void The_second_identifier_of_a_benchmark_differs_in_its_middle_only()
    {
        Bytes32 address = Hash256.Parse("00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210").Value;
        Assert.Equal("00112233445566778899aabbccddeeff0000000000000000fedcba9876543210", CertificateIssuer.EndIdentifier(address).ToString());
    }

    [Fact]
    public async Task A_mock_machine_greets_and_sends_back_what_it_is_sent_until_it_is_ended()
    {
        await using MockVmManager machines = new(TimeProvider.System);
        VmInfo made = await machines.ProvisionAsync(First, new VmResources(1, 512, 5), null, CancellationToken.None);
        Assert.Equal(VmInfo.Running, made.Status);
        await Assert.ThrowsAsync<VmException>(() => machines.ProvisionAsync(First, made.Resources, null, CancellationToken.None));
        await using (Stream stream = await machines.ConnectAsync(First, CancellationToken.None))
        {
            byte[] greeting = new byte["xe-mock-vm ".Length];
            await stream.ReadExactlyAsync(greeting);
            Assert.Equal("xe-mock-vm ", Encoding.ASCII.GetString(greeting));
            await stream.WriteAsync("hello\n"u8.ToArray());
            using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
            await reader.ReadLineAsync();
            Assert.Equal("hello", await reader.ReadLineAsync());
        }
        Assert.Single(machines.List());
        await machines.TeardownAsync(First, CancellationToken.None);
        Assert.Null(machines.Find(First));
        VmException gone = await Assert.ThrowsAsync<VmException>(() => machines.TeardownAsync(First, CancellationToken.None));
        Assert.StartsWith("vm not found for lease", gone.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<VmException>(() => machines.ConnectAsync(First, CancellationToken.None));
    }

    [Fact]
    public void A_received_description_loses_its_credentials()
    {
        string json = $$"""{"lease_hash":"{{First}}","status":"running","resources":{"vcpus":1,"memory_mb":2,"disk_gb":3},"credentials":{"username":"u","password":"p"},"created_at":5}""";
        Xe.Core.Views.VmView? view = VmInfoJson.TryRead(Encoding.UTF8.GetBytes(json));
        Assert.Equal(3UL, view?.Resources?.DiskGb);
        Assert.Null(view?.Credentials);
        Assert.Null(VmInfoJson.TryRead("[]"u8));
    }
}
