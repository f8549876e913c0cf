using Omnichannel.Platform.Text;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Tests.Domain;

public sealed class FrictionTests
{
    private static readonly DateTimeOffset Then = Histories.Start;

    public static TheoryData<string> Languages => [.. Phrases.Spoken];

    [Theory]
    [MemberData(nameof(Languages))]
    public void EveryFrictionAndSuggestion_HasItsSentence_AndNoOtherIsThere(string language)
    {
        AreSaid(language, "N-1");
        AreSaid(language, "");
    }

    private static void AreSaid(string language, string number)
    {
        var phrases = Sentences.Texts.In(language);
        List<OrderState> orders =
        [
            new() { OrderId = "o1", OrderNumber = number, PromiseState = "BROKEN", PromiseAt = Then, FailedShipments = [("s1", Then)] },
            new() { OrderId = "o2", OrderNumber = number, PromiseState = "AT_RISK", PromiseAt = Then },
        ];
        List<ReturnState> returns =
        [
            new() { ReturnId = "r1", RmaCode = number, State = "REQUESTED", DeclinedAt = Then, NeedsApproval = true, UnpaidRefunds = [("f1", true, Then)] },
            new() { ReturnId = "r2", RmaCode = number, State = "RESOLVED", UnpaidRefunds = [("f2", false, Then)] },
        ];
        var checkout = Histories.Of("cart.CheckoutCancelled", 0, subject: "c1", facts: [("reason", number)]);
        var message = new MessageState("m1", number, "", "FAILED", "", "o1", Then);

        var frictions = Friction.Find([checkout], orders, returns, [message], Then.AddDays(1), phrases);
        var suggestions = Suggestion.For("customer-1", frictions, orders, returns, loyalty: null, phrases);

        Assert.Equal(Keys("friction."), frictions.Select(friction => $"friction.{friction.Code}").Order(StringComparer.Ordinal));
        Assert.Equal(Keys("suggestion."), suggestions.Select(suggestion => $"suggestion.{suggestion.RuleId}").Order(StringComparer.Ordinal));
        Assert.All(frictions, friction => Whole.Is(friction.Summary));
        Assert.All(suggestions, suggestion => Whole.Is(suggestion.Summary));
    }

    [Fact]
    public void Promise_OfAnOrder_IsTheWorstOfItsPromises_EachAsLastCorrected()
    {
        static Entry Turn(string name, int minute, string promise, string state = "") => Histories.Of(
            $"orders.{name}", minute, subject: "o1", facts: [("promise_id", promise), ("promise_state", state)]);
        List<Entry> entries =
        [
            Histories.Of("orders.OrderPlaced", 0, subject: "o1", facts: [("order_number", "O-1")]),
            Turn("PromiseMade", 1, "p1"), Turn("PromiseMade", 2, "p2"), Turn("PromiseBroken", 3, "p1"), Turn("PromiseKept", 4, "p2"),
        ];
        Assert.Equal("BROKEN", OrderState.Fold(entries)[0].PromiseState);

        entries.Add(Turn("PromiseOutcomeCorrected", 5, "p1", "KEPT"));
        Assert.Equal("KEPT", OrderState.Fold(entries)[0].PromiseState);

        entries.Add(Turn("PromiseOutcomeCorrected", 6, "p2", "MADE"));
        Assert.Equal("MADE", OrderState.Fold(entries)[0].PromiseState);
    }

    private static IEnumerable<string> Keys(string prefix) =>
        Sentences.Texts.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
