using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;
using Omnichannel.Values;
using PhoneNumbers;

namespace Omnichannel.Platform.Tests.Text;

public sealed class CanonicalTests
{
    private static readonly Func<string, string?>[] Kinds =
    [
        Canonical.Email, typed => Canonical.Phone(typed, "IT"), typed => Canonical.Phone(typed), Canonical.TrackingNumber, Canonical.CouponCode,
        Canonical.OrderNumber, Canonical.RmaCode, TypedText.Gtin,
    ];

    // What people type: letters that look alike, separators of several scripts, accents apart from their letters, halves of pairs.
    private static readonly Arbitrary<string> Typed = Gen.ArrayOf(Gen.Elements(
        "o", "O", "0", "i", "L", "1", "-", "–", "#", " ", "\u00a0", "\u200b", "@", ".", "+", "39", "06", "a", "É", "e\u0301", "ü", "ｅ", "ß", "ﬁ", "K", "7", "\ud800", "例", "xn--", "\0"))
        .Select(string.Concat).ToArbitrary();

    [Fact]
    public void EveryKind_WhatIsCanonical_StaysAsItIs() => Prop.ForAll(Typed, Gen.Elements(Kinds).ToArbitrary(), (typed, kind) =>
        kind(typed) is not { } canonical || kind(canonical) == canonical).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("Ada@Example.COM", "ada@example.com")]
    [InlineData("  ada@example.com ", "ada@example.com")]
    [InlineData("ada@example.com.", "ada@example.com")]
    [InlineData("\u202aada@example.com\u202c\u200b", "ada@example.com")]
    [InlineData("ada\u200b@example.com", null)]
    [InlineData("ada\ud800@example.com", null)]
    [InlineData("Jose\u0301@example.com", "jos\u00e9@example.com")]
    [InlineData("ada@MÜNCHEN.de", "ada@xn--mnchen-3ya.de")]
    [InlineData("ada@mu\u0308nchen.de", "ada@xn--mnchen-3ya.de")]
    [InlineData("ada@XN--MNCHEN-3YA.de", "ada@xn--mnchen-3ya.de")]
    [InlineData("ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com")]
    [InlineData("ada@例え.jp", "ada@xn--r8jz45g.jp")]
    [InlineData("a.d.a+shop@example.com", "a.d.a+shop@example.com")]
    [InlineData("ada", null)]
    [InlineData("@example.com", null)]
    [InlineData("ada@", null)]
    [InlineData("a@b@example.com", null)]
    [InlineData("ada lovelace@example.com", null)]
    [InlineData("ada@exa mple.com", null)]
    [InlineData("ada@-example.com", null)]
    [InlineData("ada@example..com", null)]
    [InlineData("", null)]
    public void Email_HasOneForm(string typed, string? canonical) => Assert.Equal(canonical, Canonical.Email(typed));

    [Theory]
    [InlineData("+39 06 1234 5678", "", "+390612345678")]
    [InlineData("0039-06-12345678", "", "+390612345678")]
    [InlineData("(+39) 0612345678", "", "+390612345678")]
    [InlineData("06 1234 5678", "IT", "+390612345678")]
    [InlineData("06 1234 5678", "", null)]
    [InlineData("347 123 4567", "it", "+393471234567")]
    [InlineData("0721 123 456", "RO", "+40721123456")]
    [InlineData("(415) 555-2671", "US", "+14155552671")]
    [InlineData("011 39 06 1234 5678", "US", "+390612345678")]
    [InlineData("+39 06 1234 5678", "US", "+390612345678")]
    [InlineData("0039 06 1234 5678", "US", "+390612345678")]
    [InlineData("0011 39 06 1234 5678", "AU", "+390612345678")]
    [InlineData("+15550100", "", "+15550100")]
    [InlineData("138 0013 8000", "CN", "+8613800138000")]
    [InlineData("＋３９０６１２３４５６７８", "", "+390612345678")]
    [InlineData("+39 06 1234 5678 ext. 9", "", null)]
    [InlineData("+1", "", null)]
    [InlineData("call me", "IT", null)]
    [InlineData("", "IT", null)]
    public void Phone_IsE164(string typed, string region, string? canonical) => Assert.Equal(canonical, Canonical.Phone(typed, region));

    [Fact]
    public void Phone_EveryRegionsExample_IsOneNumber_HoweverItIsWritten()
    {
        var library = PhoneNumberUtil.GetInstance();
        foreach (var region in library.GetSupportedRegions().Where(region => library.GetExampleNumber(region) is not null))
        {
            var example = library.GetExampleNumber(region);
            var e164 = library.Format(example, PhoneNumberFormat.E164);
            Assert.Equal(e164, Canonical.Phone(library.Format(example, PhoneNumberFormat.INTERNATIONAL)));
            Assert.Equal(e164, Canonical.Phone(library.Format(example, PhoneNumberFormat.NATIONAL), region));
            Assert.Equal(e164, Canonical.Phone($"00{e164[1..]}"));
        }
    }

    [Theory]
    [InlineData("JD0146 0000 x", "JD01460000X")]
    [InlineData("jd0146-0000-x", "JD01460000X")]
    [InlineData("\u200bJD01460000X ", "JD01460000X")]
    [InlineData("1z 999 aa1 01 2345 6784", "1Z999AA10123456784")]
    [InlineData("  ", null)]
    public void TrackingNumber_HasOneForm(string typed, string? canonical) => Assert.Equal(canonical, Canonical.TrackingNumber(typed));

    [Theory]
    [InlineData("O-7K3M9QX2T1", "O-7K3M9QX2T1")]
    [InlineData("o-7k3m9qx2t1", "O-7K3M9QX2T1")]
    [InlineData("7K3M9QX2T1", "O-7K3M9QX2T1")]
    [InlineData("#O-7K3M9QX2T1", "O-7K3M9QX2T1")]
    [InlineData("# 7k3m9 qx2t1", "O-7K3M9QX2T1")]
    [InlineData("O7K3M9QX2T1", "O-7K3M9QX2T1")]
    [InlineData("0-7K3M9QX2T1", "O-7K3M9QX2T1")]
    [InlineData("O–7K3M9QX2TI", "O-7K3M9QX2T1")]
    [InlineData("o-ok3m9qx2tl", "O-0K3M9QX2T1")]
    [InlineData("OK3M9QX2TL", "O-0K3M9QX2T1")]
    [InlineData("O-7K3M9QX2TU", null)]
    [InlineData("O-7K3M9QX2T", null)]
    [InlineData("R-7K3M9QX2T1", null)]
    [InlineData("536365", null)]
    public void OrderNumber_IsReadAsPeopleTypeIt(string typed, string? canonical) => Assert.Equal(canonical, Canonical.OrderNumber(typed));

    [Theory]
    [InlineData("r 7k3m 9qx2", "R-7K3M9QX2")]
    [InlineData("7K3M9QXI", "R-7K3M9QX1")]
    [InlineData("R7K3M9QX2", "R-7K3M9QX2")]
    [InlineData("#R-7K3M9QX2", "R-7K3M9QX2")]
    [InlineData("R-7K3M9QX", null)]
    [InlineData("O-7K3M9QX2", null)]
    public void RmaCode_IsReadAsPeopleTypeIt(string typed, string? canonical) => Assert.Equal(canonical, Canonical.RmaCode(typed));

    [Fact]
    public void OrderNumber_AnyCode_IsReadAgain_InAnyOfItsSpellings() => Prop.ForAll(
        Gen.ArrayOf(Gen.Elements(Base32.Human.ToCharArray()), Canonical.OrderNumberLength).Select(code => new string(code)).ToArbitrary(),
        code => new[] { $"O-{code}", code, $"#{code}", $"o-{code.ToLowerInvariant()}", $"0{code}", code.Replace('0', 'o'), $"O {code[..5]} {code[5..].Replace('1', 'l')}" }
            .All(typed => Canonical.OrderNumber(typed) == $"O-{code}")).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("summer-10", "SUMMER10")]
    [InlineData(" Summer 10 ", "SUMMER10")]
    [InlineData("straße", "STRAßE")]
    public void CouponCode_HasOneForm(string typed, string? canonical) => Assert.Equal(canonical, Canonical.CouponCode(typed));

    [Theory]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("4 006381 333931", "04006381333931")]
    [InlineData("96385074", "00000096385074")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("10614141000415", "10614141000415")]
    [InlineData("4006381333932", null)]
    [InlineData("123456789", null)]
    [InlineData("400638133393X", null)]
    public void Gtin_IsFourteenDigits_WithTheRightCheckDigit(string typed, string? canonical) => Assert.Equal(canonical, TypedText.Gtin(typed));

    [Theory]
    [InlineData("IT", "IT")]
    [InlineData("it-north", "IT")]
    [InlineData("web", "")]
    [InlineData("ZZ", "")]
    [InlineData("", "")]
    public void RegionOfMarket_IsItsCountry(string market, string region) => Assert.Equal(region, Canonical.RegionOfMarket(market));
}
