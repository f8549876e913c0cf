using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Hosting;
using Omnichannel.WebConsole.Sessions;

namespace Omnichannel.WebConsole.Tests;

public sealed class SessionKeyTests
{
    private static readonly string Old = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    [Fact]
    public void WhatOneReplicaSealed_AnotherOpens()
    {
        var sealedText = Replica(Old).Protect("session");
        Assert.Equal("session", Replica(Old).Unprotect(sealedText));
        Assert.Throws<CryptographicException>(() => Replica(New).Unprotect(sealedText));
    }

    /// <summary>The new key is added behind the old one everywhere, then put before it, then the old one goes: nobody signs in anew.</summary>
    [Fact]
    public void AKey_IsChangedWithoutAGap()
    {
        var before = Replica(Old).Protect("session");
        Assert.Equal("session", Replica(Old, New).Unprotect(before));
        var turned = Replica(New, Old);
        Assert.Equal("session", turned.Unprotect(before));
        var after = turned.Protect("session");
        Assert.Equal("session", Replica(Old, New).Unprotect(after));
        Assert.Equal("session", Replica(New).Unprotect(after));
        Assert.Throws<CryptographicException>(() => Replica(Old).Unprotect(after));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("no base64 at all, though it is long enough for a key of its kind")]
    public void AKey_ThatIsTooShortOrNone_StopsTheStart(string secret)
    {
        var failure = Assert.Throws<StartupException>(() => new SessionKeys([new SessionKeyOptions { Secret = Old }, new SessionKeyOptions { Secret = secret }]));
        Assert.Contains("Omnichannel:Console:Keys:1:Secret", failure.Message, StringComparison.Ordinal);
    }

    private static IDataProtector Replica(params string[] secrets)
    {
        var keys = new SessionKeys([.. secrets.Select(secret => new SessionKeyOptions { Secret = secret })]);
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("omnichannel-console").DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(management => management.XmlRepository = keys);
        return services.BuildServiceProvider().GetDataProtectionProvider().CreateProtector("test");
    }
}
