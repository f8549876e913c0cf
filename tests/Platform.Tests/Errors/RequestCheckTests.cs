using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Tests.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Tests.Errors;

public sealed class RequestCheckTests
{
    [Fact]
    public void DecentValues_Pass() => new RequestCheck()
        .Id("id", "c07-ABCDEFGH.1/2")
        .OptionalId("other_id", string.Empty)
        .Text("name", "Ada", 10)
        .OptionalText("note", string.Empty, 0)
        .Present("owner", new ProbeRequest())
        .Range("quantity", 1, 1, 1)
        .Count("lines", 1000, 1, 1000)
        .Currency("currency_code", "EUR")
        .Known("channel", Channel.Web)
        .That(true, "any", "is fine")
        .ThrowIfInvalid();

    [Fact]
    public void EveryViolation_IsCollectedInOrder()
    {
        var check = new RequestCheck()
            .Id("empty_id", string.Empty)
            .Id("bad_id", "a b")
            .Id("long_id", "12345", 4)
            .OptionalId("foreign_id", "ключ")
            .Text("blank", " ", 10)
            .Text("long", "12345", 4)
            .Present("missing", null)
            .Range("low", 0, 1, 2)
            .Range("high", 3, 1, 2)
            .Count("lines", 1001, 1, 1000)
            .Currency("currency_code", "eur")
            .Currency("currency", "EURO")
            .Known("unset", Channel.Unspecified)
            .Known("future", (Channel)99)
            .That(false, "any", "is wrong");

        var error = Assert.Throws<InvalidRequestException>(check.ThrowIfInvalid);

        Assert.False(check.IsValid);
        Assert.Equal(
            ["empty_id", "bad_id", "long_id", "foreign_id", "blank", "long", "missing", "low", "high", "lines", "currency_code", "currency", "unset", "future", "any"],
            error.Violations.Select(violation => violation.Field));
    }
}
