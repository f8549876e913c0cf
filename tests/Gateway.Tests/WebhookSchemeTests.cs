using System.Text;
using Microsoft.AspNetCore.Http;
using Omnichannel.Gateway.Webhooks;

namespace Omnichannel.Gateway.Tests;

/// <summary>The examples that the authors of the schemes publish.</summary>
public sealed class WebhookSchemeTests
{
    private static readonly WebhookSchemes Schemes = new("");

    [Fact]
    public void StandardWebhooks_ExampleOfItsAuthors_IsProven()
    {
        var request = Request("https://shop.example/hook", "application/json", ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), ("webhook-timestamp", "1614265330"),
            ("webhook-signature", "v1,bm9uZQ== v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v2,x"));
        var proof = Prove("standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", request, """{"test": 2432232314}""");

        Assert.Equal(("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330)), (proof!.Id, proof.SentAt));
        Assert.NotNull(Prove("standard", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", request, """{"test": 2432232314}"""));
        Assert.Null(Prove("standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", request, """{"test": 2432232314}"""));
    }

    [Theory]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=2", true)]
    [InlineData("https://mycompany.com/myapp.php?foo=1&bar=3", false)]
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", false)]
    [InlineData("https://other.com/myapp.php?foo=1&bar=2", false)]
    public void Twilio_ExampleOfItsDocumentation_IsProven(string url, bool isProven)
    {
        const string Form = "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309";
        var request = Request(url, "application/x-www-form-urlencoded", ("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

        Assert.Equal(isProven, Prove("twilio", "12345", request, Form) is not null);
    }

    // Of "a.1.2" nobody can say where the id ends: what was signed for one reading must not be taken for another.
    [Fact]
    public void Id_ThatHoldsTheSeparator_IsNotProven()
    {
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Schemes.Find("standard")!.KeyOf(Secret)!, "a.1.2.{}"u8));
        HttpRequest Sent(string id, string timestamp) => Request("https://shop.example/hook", "application/json", ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", "v1," + signature));

        Assert.NotNull(Prove("standard", Secret, Sent("a", "1"), "2.{}"));
        Assert.Null(Prove("standard", Secret, Sent("a.1", "2"), "{}"));
    }

    [Fact]
    public void Header_GivenTwice_IsNotProven()
    {
        var request = Request("https://shop.example/hook", "application/json", ("webhook-timestamp", "1614265330"), ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        request.Headers["webhook-id"] = new(["msg_p5jXN8AQM9LWM0D4loKWxJek", "other"]);

        Assert.Null(Prove("standard", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", request, """{"test": 2432232314}"""));
    }

    private static ProvenSignature? Prove(string scheme, string secret, HttpRequest request, string body)
    {
        var found = Schemes.Find(scheme)!;
        return found.Prove(request, Encoding.UTF8.GetBytes(body), [found.KeyOf(secret)!]);
    }

    private static HttpRequest Request(string url, string type, params (string Name, string Value)[] headers)
    {
        var address = new Uri(url);
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString) = ("POST", address.Scheme, new HostString(address.Authority), address.AbsolutePath, new QueryString(address.Query));
        request.ContentType = type;
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        return request;
    }
}
