using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Tests.Security;

public sealed class GrantTokensTests
{
    private static readonly byte[] OldSecret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] NewSecret = [.. Enumerable.Range(100, 32).Select(i => (byte)i)];
    private readonly GrantTokens grants = new([("old", OldSecret)], TimeProvider.System);

    [Fact]
    public void AnySubject_ComesBackFromItsToken() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        subject =>
        {
            var clean = new string([.. subject.Get.Where(c => !char.IsSurrogate(c)).Take(200)]);
            return grants.Verify(grants.Issue("tracking", clean, TimeSpan.FromHours(1)), "tracking").Subject == clean;
        }));

    [Fact]
    public void AnyChangedCharacter_IsRefused()
    {
        var token = grants.Issue("tracking", "order-1", TimeSpan.FromHours(1));
        for (var i = 0; i < token.Length; i++)
        {
            // Two steps on, so that the change cannot hide in the unused bits of the last character.
            var changed = token[..i] + (char)(token[i] is 'A' or 'B' ? token[i] + 16 : 'A') + token[(i + 1)..];
            Assert.Throws<RefusedException>(() => grants.Verify(changed, "tracking"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQ")]
    [InlineData("not base64url!")]
    [InlineData("AQNvbGQAAAAAAA")]
    public void Garbage_IsRefused(string token) =>
        Assert.Equal("GRANT_NOT_VALID", Assert.Throws<RefusedException>(() => grants.Verify(token, "tracking")).Refusal.Reason);

    [Fact]
    public void OtherScopeOrExpired_IsRefusedAlike()
    {
        var expired = grants.Issue("tracking", "order-1", TimeSpan.FromSeconds(-1));
        var other = grants.Issue("survey", "order-1", TimeSpan.FromHours(1));

        Assert.Equal(new GrantNotValid(), Assert.Throws<RefusedException>(() => grants.Verify(expired, "tracking")).Refusal);
        Assert.Equal(new GrantNotValid(), Assert.Throws<RefusedException>(() => grants.Verify(other, "tracking")).Refusal);
    }

    [Fact]
    public void RotatedKeys_OldTokensStayGood_UntilTheKeyIsRemoved()
    {
        var token = grants.Issue("tracking", "order-1", TimeSpan.FromHours(1));
        var rotated = new GrantTokens([("new", NewSecret), ("old", OldSecret)], TimeProvider.System);
        var removed = new GrantTokens([("new", NewSecret)], TimeProvider.System);

        Assert.Equal("order-1", rotated.Verify(token, "tracking").Subject);
        Assert.Equal("order-1", removed.Verify(rotated.Issue("tracking", "order-1", TimeSpan.FromHours(1)), "tracking").Subject);
        Assert.Throws<RefusedException>(() => removed.Verify(token, "tracking"));
    }

    [Fact]
    public void ShortSecret_IsAStartupFailure()
    {
        var settings = new GrantSettings { Keys = [new GrantKeySettings { Id = "k", Secret = Convert.ToBase64String(new byte[16]) }] };

        Assert.Throws<StartupException>(() => new GrantTokens(settings, new PlatformHost()));
    }
}
