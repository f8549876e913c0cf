using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>Validators outside a host.</summary>
internal static class TestValidators
{
    public static TokenValidator Of(IConfiguration configuration, PlatformHost host) => new(configuration, host, Tls(configuration), NullLogger<TokenValidator>.Instance);

    public static IssuerKeySources Keys(IConfiguration configuration) => new(Tls(configuration), TimeProvider.System);

    public static PlatformTls Tls(IConfiguration configuration) => new(configuration, TimeProvider.System, NullLogger<PlatformTls>.Instance);
}
