using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Text;

namespace Omnichannel.SupportContext.Domain;

/// <summary>Something that went wrong for the customer in the last 30 days.</summary>
public sealed record Friction(string Code, string SubjectId, DateTimeOffset OccurredAt, string Summary)
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(30);

    // Worst first.
    private static readonly string[] Severity =
        ["REFUND_FAILED", "PROMISE_BROKEN", "DELIVERY_FAILED", "REFUND_PENDING", "RETURN_DECLINED", "PROMISE_AT_RISK", "CHECKOUT_FAILED", "MESSAGE_FAILED"];

    /// <summary>All frictions, worst first, then latest first.</summary>
    public static IReadOnlyList<Friction> Find(
        IReadOnlyList<Entry> entries, IReadOnlyList<OrderState> orders, IReadOnlyList<ReturnState> returns, IReadOnlyList<MessageState> messages, DateTimeOffset now, Phrases.Language phrases) =>
    [
        .. OfOrders(orders, phrases).Concat(OfReturns(returns, phrases)).Concat(OfCheckouts(entries, phrases)).Concat(OfMessages(messages, phrases))
            .Where(friction => friction.OccurredAt > now - Lately && friction.OccurredAt <= now)
            .OrderBy(friction => Array.IndexOf(Severity, friction.Code))
            .ThenByDescending(friction => friction.OccurredAt)
            .ThenBy(friction => friction.SubjectId, StringComparer.Ordinal),
    ];

    private static List<Friction> OfOrders(IReadOnlyList<OrderState> orders, Phrases.Language phrases)
    {
        var found = new List<Friction>();
        foreach (var order in orders)
        {
            void Add(string code, DateTimeOffset at) => found.Add(new(code, order.OrderId, at, phrases.Say($"friction.{code}", ("number", order.OrderNumber))));

            if (order.PromiseState == "BROKEN")
            {
                Add("PROMISE_BROKEN", order.PromiseAt!.Value);
            }

            if (order.PromiseState == "AT_RISK" && order.Status != "DELIVERED")
            {
                Add("PROMISE_AT_RISK", order.PromiseAt!.Value);
            }

            foreach (var (_, at) in order.FailedShipments)
            {
                Add("DELIVERY_FAILED", at);
            }
        }

        return found;
    }

    private static List<Friction> OfReturns(IReadOnlyList<ReturnState> returns, Phrases.Language phrases)
    {
        var found = new List<Friction>();
        foreach (var one in returns)
        {
            void Add(string code, DateTimeOffset at) => found.Add(new(code, one.ReturnId, at, phrases.Say($"friction.{code}", ("number", one.RmaCode))));

            if (one.DeclinedAt is { } declined)
            {
                Add("RETURN_DECLINED", declined);
            }

            foreach (var (_, hasFailed, at) in one.UnpaidRefunds)
            {
                Add(hasFailed ? "REFUND_FAILED" : "REFUND_PENDING", at);
            }
        }

        return found;
    }

    /// <summary>The last checkout of each cart, when it failed and nothing was bought after it.</summary>
    private static IEnumerable<Friction> OfCheckouts(IReadOnlyList<Entry> entries, Phrases.Language phrases) => entries
        .Where(entry => entry.Name is "cart.CheckoutCancelled" or "cart.CartCheckedOut")
        .GroupBy(entry => entry.SubjectId, StringComparer.Ordinal)
        .Select(group => group.Last())
        .Where(entry => entry.Name == "cart.CheckoutCancelled" && entry.Fact("reason") != "BY_CALLER")
        .Select(entry => new Friction("CHECKOUT_FAILED", entry.SubjectId, entry.OccurredAt, phrases.Say("friction.CHECKOUT_FAILED", ("reason", entry.Fact("reason")))));

    private static IEnumerable<Friction> OfMessages(IReadOnlyList<MessageState> messages, Phrases.Language phrases) => messages
        .Where(message => message.State is "FAILED" or "BOUNCED")
        .Select(message => new Friction("MESSAGE_FAILED", message.MessageId, message.OccurredAt, phrases.Say("friction.MESSAGE_FAILED", ("number", message.JourneyId))));
}

/// <summary>What an agent could do next, and the rule that says so.</summary>
public sealed record Suggestion(string Code, string SubjectId, string Summary, string FrictionCode, string RuleId)
{
    private static readonly (string Friction, string Action, string Rule)[] Rules =
    [
        ("REFUND_FAILED", "CHASE_REFUND", "refund-failed.chase"),
        ("PROMISE_BROKEN", "EXPLAIN_ORDER", "promise-broken.explain"),
        ("PROMISE_BROKEN", "GIVE_GOODWILL", "promise-broken.goodwill"),
        ("DELIVERY_FAILED", "CONTACT_CARRIER", "delivery-failed.carrier"),
        ("REFUND_PENDING", "CHASE_REFUND", "refund-pending.chase"),
        ("PROMISE_AT_RISK", "EXPLAIN_ORDER", "promise-at-risk.explain"),
        ("CHECKOUT_FAILED", "HELP_CHECKOUT", "checkout-failed.help"),
    ];

    /// <summary>The suggestions, in the order of the frictions that they answer, then the others.</summary>
    public static IReadOnlyList<Suggestion> For(
        string customerId, IReadOnlyList<Friction> frictions, IReadOnlyList<OrderState> orders, IReadOnlyList<ReturnState> returns, LoyaltyState? loyalty, Phrases.Language phrases)
    {
        var suggestions = frictions
            .SelectMany(friction => Rules.Where(rule => rule.Friction == friction.Code).Select(rule => new Suggestion(
                rule.Action, friction.SubjectId, phrases.Say($"suggestion.{rule.Rule}"), friction.Code, rule.Rule)))
            .ToList();
        suggestions.AddRange(returns.Where(one => one.NeedsApproval).Select(one => new Suggestion(
            "APPROVE_RETURN", one.ReturnId, phrases.Say("suggestion.return-waits.approve", ("number", one.RmaCode)), "", "return-waits.approve")));
        if (loyalty is null && orders.Count > 0)
        {
            suggestions.Add(new Suggestion("ENROLL_MEMBER", customerId, phrases.Say("suggestion.buyer-no-member.enroll"), "", "buyer-no-member.enroll"));
        }

        return [.. suggestions.DistinctBy(suggestion => (suggestion.Code, suggestion.SubjectId))];
    }
}

/// <summary>How a customer went from channel to channel.</summary>
/// <param name="Switches">Neighbours with different channels, over entries of the customer's own doing.</param>
/// <param name="Channels">In the order of first use.</param>
public sealed record ChannelPath(int Switches, IReadOnlyList<SalesChannel> Channels)
{
    /// <summary>From the channels of the customer's own entries in timeline order; equal neighbours may be left out.</summary>
    public static ChannelPath Of(IEnumerable<SalesChannel> path)
    {
        var steps = path.ToList();
        return new ChannelPath(steps.Zip(steps.Skip(1)).Count(pair => pair.First != pair.Second), [.. steps.Distinct()]);
    }

    /// <summary>From entries in any order.</summary>
    public static ChannelPath Of(IEnumerable<Entry> entries)
    {
        var own = entries.Where(entry => entry.IsByCustomer).DistinctBy(entry => entry.Id, StringComparer.Ordinal).ToList();
        own.Sort(Entry.Compare);
        return Of(own.Select(entry => entry.Channel));
    }
}
