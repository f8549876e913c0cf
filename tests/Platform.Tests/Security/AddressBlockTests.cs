using System.Net;
using Grpc.Core;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Tests.Hosting;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Security;

public sealed class AddressBlockTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("2001:db8::1", "2001:db8::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    [InlineData("::1", "::/64")]
    public void Block_IsAnIPv4Address_OrA64(string address, string expected) => Assert.Equal(expected, AddressBlock.Of(IPAddress.Parse(address)));

    [Fact]
    public async Task Call_IsCountedByTheBlockThatTheGatewaySaw_ElseByItsPeers()
    {
        await using var service = await RunningService.Start(ProbeGrpcService.Build);
        var client = new ProbeService.ProbeServiceClient(service.Anonymous);
        async Task<string> From(string? forwarded)
        {
            var metadata = new Metadata();
            if (forwarded is not null)
            {
                metadata.Add("x-forwarded-for", forwarded);
            }

            return (await client.OpenAsync(new ProbeRequest { Behaviour = "address" }, metadata)).Text;
        }

        Assert.Equal("2001:db8:1:2::/64", await From("2001:db8:1:2::1"));
        Assert.Equal("2001:db8:1:2::/64", await From("198.51.100.1, 2001:db8:1:2:a:b:c:d"));
        Assert.Equal("203.0.113.9", await From("203.0.113.9"));
        Assert.Equal("127.0.0.1", await From(null));
        Assert.Equal("127.0.0.1", await From("nonsense"));
    }
}
