using Google.Protobuf.Reflection;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Security;

public sealed class MethodRuleTests
{
    [Fact]
    public void EveryRpcOfTheContracts_HasARuleThatFitsItsRequest()
    {
        var services = typeof(AccessRule).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package.StartsWith("omnichannel.", StringComparison.Ordinal))
            .SelectMany(file => file.Services)
            .ToArray();

        Assert.True(services.Length >= 6, $"Found {services.Length} services.");
        foreach (var method in services.SelectMany(service => service.Methods))
        {
            Assert.NotNull(MethodRule.Compile(method));
        }
    }

    [Fact]
    public void RpcWithoutRule_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => MethodRule.Compile(UnruledService.Descriptor.FindMethodByName("Forgotten")));

        Assert.Contains("Forgotten", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("owner.nothing")]
    [InlineData("owner")]
    [InlineData("owners.member_id")]
    [InlineData("ballast")]
    [InlineData("text.member_id")]
    public void PathThatLeadsToNoText_IsRefused(string path) => Assert.Throws<ArgumentException>(() => FieldPath.Compile(ProbeRequest.Descriptor, path));

    [Fact]
    public void NestedPath_OfAParentThatIsNotSet_IsEmpty() =>
        Assert.Equal(string.Empty, FieldPath.Compile(ProbeRequest.Descriptor, "owner.member_id")(new ProbeRequest()));
}
