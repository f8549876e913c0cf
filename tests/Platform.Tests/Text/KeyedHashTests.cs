using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.Tests.Text;

public sealed class KeyedHashTests
{
    [Fact]
    public void Of_WhatIsOneAddressOrNumber_IsOneHash()
    {
        var hash = Hash(1);

        Assert.Equal(hash.OfEmail("Ada@MÜNCHEN.de"), hash.OfEmail(" ada@xn--mnchen-3ya.de"));
        Assert.Equal(hash.OfPhone("06 1234 5678", "IT"), hash.OfPhone("0039 0612345678"));
        Assert.NotEqual(hash.OfEmail("ada@example.com"), hash.OfEmail("ida@example.com"));
        Assert.NotEqual(hash.Of("email", "x"), hash.Of("phone", "x"));
        Assert.Null(hash.OfEmail("nobody"));
        Assert.Null(hash.OfPhone("nobody"));
        Assert.Equal(KeyedHash.Length, hash.OfEmail("ada@example.com")!.Length);
    }

    [Fact]
    public void Of_DependsOnTheInstallation()
    {
        Assert.Equal(Hash(1).OfEmail("ada@example.com"), Hash(1).OfEmail("ada@example.com"));
        Assert.NotEqual(Hash(1).OfEmail("ada@example.com"), Hash(2).OfEmail("ada@example.com"));
    }

    private static KeyedHash Hash(byte installation) => new(new InstallationKey(new InstallationSettings { Key = Convert.ToBase64String([.. Enumerable.Repeat(installation, 32)]) }));
}
