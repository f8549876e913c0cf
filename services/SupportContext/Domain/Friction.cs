using Omnichannel.Platform.Domain;

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
        IReadOnlyList<Entry> entries, IReadOnlyList<OrderState> orders, IReadOnlyList<ReturnState> returns, IReadOnlyList<MessageState> messages, DateTimeOffset now, string language) =>
    [
        .. OfOrders(orders, language).Concat(OfReturns(returns, language)).Concat(OfCheckouts(entries, language)).Concat(OfMessages(messages, language))
            .Where(friction => friction.OccurredAt > now - Lately && friction.OccurredAt <= now)
            .OrderBy(friction => Array.IndexOf(Severity, friction.Code))
            .ThenByDescending(friction => friction.OccurredAt)
            .ThenBy(friction => friction.SubjectId, StringComparer.Ordinal),
    ];

    private static List<Friction> OfOrders(IReadOnlyList<OrderState> orders, string language)
    {
        var found = new List<Friction>();
        foreach (var order in orders)
        {
            if (order.PromiseState == "BROKEN")
            {
                found.Add(new("PROMISE_BROKEN", order.OrderId, order.PromiseAt!.Value, Sentences.Choose(
                    language, $"The delivery promise of order {order.OrderNumber} was broken.", $"La promessa di consegna dell'ordine {order.OrderNumber} non è stata mantenuta.")));
            }

            if (order.PromiseState == "AT_RISK" && order.Status != "DELIVERED")
            {
                found.Add(new("PROMISE_AT_RISK", order.OrderId, order.PromiseAt!.Value, Sentences.Choose(
                    language, $"Order {order.OrderNumber} may come late.", $"L'ordine {order.OrderNumber} potrebbe arrivare in ritardo.")));
            }

            foreach (var (_, at) in order.FailedShipments)
            {
                found.Add(new("DELIVERY_FAILED", order.OrderId, at, Sentences.Choose(
                    language, $"A parcel of order {order.OrderNumber} could not be delivered.", $"Un pacco dell'ordine {order.OrderNumber} non è stato consegnato.")));
            }
        }

        return found;
    }

    private static List<Friction> OfReturns(IReadOnlyList<ReturnState> returns, string language)
    {
        var found = new List<Friction>();
        foreach (var one in returns)
        {
            if (one.DeclinedAt is { } declined)
            {
                found.Add(new("RETURN_DECLINED", one.ReturnId, declined, Sentences.Choose(
                    language, $"The return {one.RmaCode} was refused.", $"Il reso {one.RmaCode} è stato rifiutato.")));
            }

            foreach (var (_, hasFailed, at) in one.UnpaidRefunds)
            {
                found.Add(hasFailed
                    ? new("REFUND_FAILED", one.ReturnId, at, Sentences.Choose(
                        language, $"The refund of return {one.RmaCode} failed.", $"Il rimborso del reso {one.RmaCode} non è riuscito."))
                    : new("REFUND_PENDING", one.ReturnId, at, Sentences.Choose(
                        language, $"The refund of return {one.RmaCode} has not been paid yet.", $"Il rimborso del reso {one.RmaCode} non è ancora stato pagato.")));
            }
        }

        return found;
    }

    /// <summary>The last checkout of each cart, when it failed and nothing was bought after it.</summary>
    private static IEnumerable<Friction> OfCheckouts(IReadOnlyList<Entry> entries, string language) => entries
        .Where(entry => entry.Name is "cart.CheckoutCancelled" or "cart.CartCheckedOut")
        .GroupBy(entry => entry.SubjectId, StringComparer.Ordinal)
        .Select(group => group.Last())
        .Where(entry => entry.Name == "cart.CheckoutCancelled" && entry.Fact("reason") != "BY_CALLER")
        .Select(entry => new Friction("CHECKOUT_FAILED", entry.SubjectId, entry.OccurredAt, Sentences.Choose(
            language, $"A checkout did not succeed: {entry.Fact("reason")}.", $"Un acquisto non è riuscito: {entry.Fact("reason")}.")));

    private static IEnumerable<Friction> OfMessages(IReadOnlyList<MessageState> messages, string language) => messages
        .Where(message => message.State is "FAILED" or "BOUNCED")
        .Select(message => new Friction("MESSAGE_FAILED", message.MessageId, message.OccurredAt, Sentences.Choose(
            language, $"Message {message.JourneyId} did not arrive.", $"Il messaggio {message.JourneyId} non è arrivato.")));
}

/// <summary>What an agent could do next, and the rule that says so.</summary>
public sealed record Suggestion(string Code, string SubjectId, string Summary, string FrictionCode, string RuleId)
{
    private static readonly (string Friction, string Action, string Rule, string English, string Italian)[] Rules =
    [
        ("REFUND_FAILED", "CHASE_REFUND", "refund-failed.chase", "See to the refund: the payment provider refused it.", "Occupati del rimborso: il fornitore di pagamento lo ha rifiutato."),
        ("PROMISE_BROKEN", "EXPLAIN_ORDER", "promise-broken.explain", "Explain where the order is.", "Spiega dove si trova l'ordine."),
        ("PROMISE_BROKEN", "GIVE_GOODWILL", "promise-broken.goodwill", "Offer goodwill for the broken promise.", "Offri un gesto commerciale per la promessa non mantenuta."),
        ("DELIVERY_FAILED", "CONTACT_CARRIER", "delivery-failed.carrier", "Ask the carrier for the parcel.", "Chiedi del pacco al corriere."),
        ("REFUND_PENDING", "CHASE_REFUND", "refund-pending.chase", "Check why the refund has not been paid.", "Verifica perché il rimborso non è stato pagato."),
        ("PROMISE_AT_RISK", "EXPLAIN_ORDER", "promise-at-risk.explain", "Tell the customer that the order may come late.", "Avvisa il cliente che l'ordine potrebbe arrivare in ritardo."),
        ("CHECKOUT_FAILED", "HELP_CHECKOUT", "checkout-failed.help", "Help to complete the purchase.", "Aiuta a completare l'acquisto."),
    ];

    /// <summary>The suggestions, in the order of the frictions that they answer, then the others.</summary>
    public static IReadOnlyList<Suggestion> For(
        string customerId, IReadOnlyList<Friction> frictions, IReadOnlyList<OrderState> orders, IReadOnlyList<ReturnState> returns, LoyaltyState? loyalty, string language)
    {
        var suggestions = frictions
            .SelectMany(friction => Rules.Where(rule => rule.Friction == friction.Code).Select(rule => new Suggestion(
                rule.Action, friction.SubjectId, Sentences.Choose(language, rule.English, rule.Italian), friction.Code, rule.Rule)))
            .ToList();
        suggestions.AddRange(returns.Where(one => one.NeedsApproval).Select(one => new Suggestion(
            "APPROVE_RETURN", one.ReturnId, Sentences.Choose(language, $"Decide on the return {one.RmaCode}.", $"Decidi sul reso {one.RmaCode}."), "", "return-waits.approve")));
        if (loyalty is null && orders.Count > 0)
        {
            suggestions.Add(new Suggestion(
                "ENROLL_MEMBER", customerId, Sentences.Choose(language, "Invite them to the loyalty program.", "Invita il cliente nel programma fedeltà."), "", "buyer-no-member.enroll"));
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
