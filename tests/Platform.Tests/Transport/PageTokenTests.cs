using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Transport;

namespace Omnichannel.Platform.Tests.Transport;

public sealed class PageTokenTests
{
    private const string Scope = "messages/anna/o1";

    [Theory]
    [InlineData(int.MinValue, 50)]
    [InlineData(-1, 50)]
    [InlineData(0, 50)]
    [InlineData(1, 1)]
    [InlineData(1_000, 1_000)]
    [InlineData(1_001, 1_000)]
    [InlineData(int.MaxValue, 1_000)]
    public void Size_IsFiftyUnlessAsked_AndHasALimit(int asked, int expected) => Assert.Equal(expected, PageToken.Size(asked));

    [Fact]
    public void Read_WhatWasWritten_IsTheSamePlace() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<Guid>(), (position, tie, id) =>
        {
            var place = new PagePlace(position, tie, $"ö/{id}");
            return PageToken.Read(Scope, PageToken.Write(Scope, place)) == place;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_NoToken_IsTheFirstPage() => Assert.Null(PageToken.Read(Scope, ""));

    [Fact]
    public void Write_FitsIntoAnAddressAsItIs() =>
        Assert.DoesNotContain(PageToken.Write(Scope, new PagePlace(-1, -1, "ÿÿ?/+=")), letter => !(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'));

    [Theory]
    [InlineData("messages/anna/o2")]
    [InlineData("messages/bea/o1")]
    [InlineData("mailbox/anna/o1")]
    [InlineData("")]
    public void Read_TokenOfAnotherList_IsRefused(string scope) => Refused(scope, PageToken.Write(Scope, new PagePlace(5, 6, "id")));

    [Fact]
    public void Read_AnyBitChanged_IsRefused()
    {
        var token = Base64Url.DecodeFromChars(PageToken.Write(Scope, new PagePlace(5, 6, "id")));
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            var changed = token.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused(Scope, Base64Url.EncodeToString(changed));
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("17")]
    [InlineData("not base 64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Read_Nonsense_IsRefused(string token) => Refused(Scope, token);

    [Fact]
    public void Read_TokenLongerThanAny_IsRefused() => Refused(Scope, new string('A', 1_000_000));

    private static void Refused(string scope, string token)
    {
        var refused = Assert.Throws<RefusedException>(() => PageToken.Read(scope, token));
        Assert.Equal(("PAGE_TOKEN_INVALID", "page_token"), (refused.Refusal.Reason, refused.Refusal.Field));
    }
}
