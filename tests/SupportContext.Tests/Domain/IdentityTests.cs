using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Tests.Domain;

public sealed class IdentityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(IdentityKind.Email, " Anna.B@Example.COM ", "anna.b@example.com", "a***@example.com")]
    [InlineData(IdentityKind.Phone, "0039 (333) 123-4567", "+393331234567", "***567")]
    [InlineData(IdentityKind.Device, "device-1", "device-1", "device-1")]
    public void Names_HaveOneForm_AndPersonalOnesAreMasked(IdentityKind kind, string text, string value, string shown)
    {
        var name = PersonName.Of(kind, text, "")!;

        Assert.Equal((value, shown), (name.Value, name.Shown));
    }

    [Theory]
    [InlineData(IdentityKind.Email, "nobody", "")]
    [InlineData(IdentityKind.Phone, "12", "")]
    [InlineData(IdentityKind.External, "x", "")]
    [InlineData(IdentityKind.Device, "x", "issuer")]
    public void Names_ThatAreNone_AreRefused(IdentityKind kind, string text, string issuer) => Assert.Null(PersonName.Of(kind, text, issuer));

    [Fact]
    public void Link_VerifiedForAnother_IsRefused_AssertedGivesWayToProof()
    {
        ActiveLink[] verified = [new("l1", "other", Assurance.Verified, Noon)];
        ActiveLink[] asserted = [new("l1", "other", Assurance.Asserted, Noon)];

        Assert.IsType<IdentityLinkedElsewhere>(IdentityRules.Link(verified, "me", Assurance.Verified).Refusal);
        Assert.Equal(asserted, IdentityRules.Link(asserted, "me", Assurance.Verified).Value.End);
        Assert.Empty(IdentityRules.Link(asserted, "me", Assurance.Asserted).Value.End);
        Assert.True(IdentityRules.Link([new("l1", "me", Assurance.Asserted, Noon)], "me", Assurance.Verified).Value.Raise);
    }

    [Theory]
    [InlineData("it", "Europe/Rome", "1980-02-29", null)]
    [InlineData("", "", "--02-29", null)]
    [InlineData("not a language", "", "", "LANGUAGE_INVALID")]
    [InlineData("", "Rome", "", "TIME_ZONE_UNKNOWN")]
    [InlineData("", "", "1981-02-29", "BIRTHDAY_INVALID")]
    public void Profile_IsChecked(string language, string zone, string birthday, string? reason) =>
        Assert.Equal(reason, new Profile("me", "", language, zone, birthday, "", []).Check().Refusal?.Reason);
}
