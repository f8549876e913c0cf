using Omnichannel.Messaging.Domain;

namespace Omnichannel.Messaging.Tests.Domain;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("anna@example.com")]
    [InlineData("a@b.co")]
    [InlineData("Anna.Rossi+shop@mail.example.co.uk")]
    [InlineData("o'brien@example.ie")]
    [InlineData("under_score-dash@ex-ample.com")]
    [InlineData("100%real@example.com")]
    [InlineData("用户@例子.公司")]
    [InlineData("anna@münchen.example")]
    [InlineData("anna@xn--mnchen-3ya.example")]
    [InlineData("ștefan.țepeș@exemplu.ro")]
    [InlineData("उपयोगकर्ता@उदाहरण.भारत")]
    [InlineData("δοκιμή@παράδειγμα.δοκιμή")]
    public void Address_OfAnyScript_IsTaken(string address) => Assert.True(EmailAddress.IsValid(address));

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a@localhost")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("a@b@example.com")]
    [InlineData("=cmd|x!A1@b.co")]
    [InlineData("+1@example.com")]
    [InlineData("-oQ/x@x.yy")]
    [InlineData("a%0d%0abcc:x@b.co")]
    [InlineData("a%0D%0Abcc@b.co")]
    [InlineData("a%00@b.co")]
    [InlineData("a%7F@b.co")]
    [InlineData("a\r\nbcc@b.co")]
    [InlineData("anna@example.com\n")]
    [InlineData("anna@exa mple.com")]
    [InlineData("an na@example.com")]
    [InlineData("anna@example.com,eve@example.com")]
    [InlineData("Anna <anna@example.com>")]
    [InlineData("\"anna\"@example.com")]
    [InlineData(".anna@example.com")]
    [InlineData("anna.@example.com")]
    [InlineData("an..na@example.com")]
    [InlineData("anna@-example.com")]
    [InlineData("anna@example-.com")]
    [InlineData("anna@example..com")]
    [InlineData("anna@.example.com")]
    [InlineData("anna@example.com.")]
    [InlineData("anna@exa_mple.com")]
    [InlineData("anna@example.c%0d")]
    [InlineData("anna@127.0.0.1")]
    [InlineData("anna@[127.0.0.1]")]
    [InlineData("an\u200bna@example.com")]
    [InlineData("an\u202ena@example.com")]
    [InlineData("an\u0000na@example.com")]
    [InlineData("anna@example.com;x")]
    [InlineData("\ud800@example.com")]
    public void Address_ThatIsNone_OrReadAsSomethingElse_IsRefused(string address) => Assert.False(EmailAddress.IsValid(address));

    [Theory]
    [InlineData("anna+shop@example.com", "anna@example.com")]
    [InlineData("anna+a+b@example.com", "anna@example.com")]
    [InlineData("anna@example.com", "anna@example.com")]
    [InlineData("anna@a+b.example", "anna@a+b.example")]
    public void Tag_IsNoPartOfTheBox(string address, string box) => Assert.Equal(box, EmailAddress.WithoutTag(address));

    [Fact]
    public void Address_OfTheLongestParts_IsTaken_AndNoLongerOnes()
    {
        var local = new string('a', 64);
        var domain = string.Join('.', Enumerable.Repeat(new string('b', 60), 3)) + ".com";

        Assert.True(EmailAddress.IsValid($"{local}@{domain}"));
        Assert.False(EmailAddress.IsValid($"a{local}@{domain}"));
        Assert.False(EmailAddress.IsValid($"{local}@{new string('b', 64)}.com"));
        Assert.False(EmailAddress.IsValid($"{local}@b.{domain}.b"));
        Assert.False(EmailAddress.IsValid(new string('ж', 33) + "@example.com"));
    }
}
