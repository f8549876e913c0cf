using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Platform.Tests.Security;

/// <summary>Validators outside a host.</summary>
internal static class TestValidators
{
    public static TokenValidator Of(IConfiguration configuration, PlatformHost host) => new(SettingsCatalogue.Bind<AuthOptions>(configuration), host, Tls(configuration), NullLogger<TokenValidator>.Instance);

    public static IssuerKeySources Keys(IConfiguration configuration) => new(Tls(configuration), TimeProvider.System);

    public static PlatformTls Tls(IConfiguration configuration) => new(SettingsCatalogue.Bind<TlsSettings>(configuration), TimeProvider.System, NullLogger<PlatformTls>.Instance);
}
