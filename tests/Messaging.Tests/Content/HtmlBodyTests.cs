using Omnichannel.Messaging.Content;

namespace Omnichannel.Messaging.Tests.Content;

public sealed class HtmlBodyTests
{
    private const string Name = "<a href=http://evil.example>Claim 50 EUR</a>";
    private static readonly Dictionary<string, object?> Named = new() { ["name"] = Name };

    [Fact]
    public void Name_ThatIsMarkup_StaysText()
    {
        var message = Rendered("Hi {{name}}", "Hi {{name}} & co");

        Assert.Equal($"Hi {Name} & co", message.Text);
        var html = HtmlBody.Of(message);
        Assert.Contains("<p>Hi &lt;a href=http://evil.example&gt;Claim 50 EUR&lt;/a&gt; &amp; co</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a", html, StringComparison.Ordinal);
        Assert.Contains("<title>Hi &lt;a href=http://evil.example&gt;Claim 50 EUR&lt;/a&gt;</title>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u2028")]
    public void Lines_StayLines(string end) => Assert.Contains("<p>one<br>\n<br>\ntwo</p>", HtmlBody.Of(Rendered("t", $"one{end}{end}two")), StringComparison.Ordinal);

    [Fact]
    public void Words_OfEveryScript_AreLegibleInTheSource() =>
        Assert.Contains("<p>Ștefan 王小明 €</p>", HtmlBody.Of(Rendered("t", "Ștefan 王小明 €")), StringComparison.Ordinal);

    [Theory]
    [InlineData("Hello\r\nBcc: eve@example.com")]
    [InlineData("Hello\n\nBcc: eve@example.com")]
    [InlineData("Hello\u2028Bcc:\u0085eve@example.com")]
    [InlineData("Hello\u0000Bcc:\u001beve@example.com")]
    public void Title_IsOneLine(string title)
    {
        var line = Rendered("{{name}}", "t", new() { ["name"] = title }).Title;

        Assert.DoesNotContain(line, char.IsControl);
        Assert.DoesNotContain('\u2028', line);
        Assert.Equal(["Hello", "Bcc:", "eve@example.com"], line.Split(' '));
    }

    [Fact]
    public void Links_OfOurs_CanBeFollowed_AndNobodyElses()
    {
        var data = new Dictionary<string, object?> { ["orderNumber"] = "O-1", ["trackingNumber"] = "http://evil.example", ["orderLink"] = "https://shop.example/p/track/?n=1&x=2" };
        var html = HtmlBody.Of(MessagingApplication.Templates().Render("shipped", "en", data));

        Assert.Contains("""Your parcel http://evil.example is on its way. Follow it: <a href="https://shop.example/p/track/?n=1&amp;x=2">https://shop.example/p/track/?n=1&amp;x=2</a>""", html, StringComparison.Ordinal);
        data["orderLink"] = "javascript:alert(1)";
        Assert.DoesNotContain("<a", HtmlBody.Of(MessagingApplication.Templates().Render("shipped", "en", data)), StringComparison.Ordinal);
    }

    private static RenderedMessage Rendered(string title, string text, Dictionary<string, object?>? data = null) => Templates.Render(
        new Dictionary<string, string> { ["en"] = title }, new Dictionary<string, string> { ["en"] = text }, "en", data ?? Named);
}
