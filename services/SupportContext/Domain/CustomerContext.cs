using Omnichannel.Platform.Domain;

namespace Omnichannel.SupportContext.Domain;

/// <summary>What an agent needs to know of a customer: a fold over the set of their entries, whatever their order of arrival.</summary>
public sealed record CustomerContext(
    IReadOnlyList<CartState> OpenCarts,
    IReadOnlyList<OrderState> Orders,
    IReadOnlyList<ReturnState> Returns,
    LoyaltyState? Loyalty,
    IReadOnlyList<MessageState> Messages,
    IReadOnlyList<Friction> Frictions,
    IReadOnlyList<Suggestion> Suggestions)
{
    private const int MostOrders = 20;
    private const int MostClosedReturns = 10;
    private const int MostMessages = 20;

    /// <summary>Folds the entries. Duplicates (by id) count once.</summary>
    /// <param name="customerId">Whose points are meant: a linked customer's account is another account.</param>
    /// <param name="entries">In any order.</param>
    /// <param name="now">Frictions are those of the 30 days before.</param>
    /// <param name="language">Of the sentences.</param>
    public static CustomerContext Of(string customerId, IEnumerable<Entry> entries, DateTimeOffset now, string language)
    {
        var ordered = entries.DistinctBy(entry => entry.Id, StringComparer.Ordinal).ToList();
        ordered.Sort(Entry.Compare);
        var carts = CartState.Fold(ordered);
        var orders = OrderState.Fold(ordered);
        var returns = ReturnState.Fold(ordered);
        var messages = MessageState.Fold(ordered);
        var loyalty = LoyaltyState.Fold(customerId, ordered);
        var phrases = Sentences.Texts.In(language);
        var frictions = Friction.Find(ordered, orders, returns, messages, now, phrases);
        return new CustomerContext(
            carts,
            [.. orders.Take(MostOrders)],
            Latest(returns),
            loyalty,
            [.. messages.Take(MostMessages)],
            frictions,
            Suggestion.For(customerId, frictions, orders, returns, loyalty, phrases));
    }

    private static List<ReturnState> Latest(IReadOnlyList<ReturnState> returns)
    {
        var latest = returns.Take(MostClosedReturns).ToHashSet();
        return [.. returns.Where(one => one.IsOpen || latest.Contains(one))];
    }
}

/// <summary>A cart that was not bought yet.</summary>
public sealed record CartState(string CartId, SalesChannel LastChannel, long ItemCount, Money? ItemsTotal, DateTimeOffset TouchedAt, bool IsAbandoned)
{
    private static readonly HashSet<string> Touches = ["cart.CartTouched", "cart.CartMerged", "cart.CartMergeUndone", "cart.CartHandedOff"];

    /// <summary>The open carts, the one touched last first.</summary>
    /// <param name="entries">In timeline order.</param>
    public static IReadOnlyList<CartState> Fold(IReadOnlyList<Entry> entries)
    {
        var undone = entries.Where(entry => entry.Name == "cart.CartMergeUndone").Select(entry => entry.Fact("merge_id")).ToHashSet(StringComparer.Ordinal);
        var merged = entries.Where(entry => entry.Name == "cart.CartMerged" && !undone.Contains(entry.Fact("merge_id")))
            .GroupBy(entry => entry.Fact("guest_cart_id"), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(entry => entry.OccurredAt));
        return
        [
            .. entries.Where(entry => entry.Name.StartsWith("cart.", StringComparison.Ordinal) && entry.SubjectId.Length > 0)
                .GroupBy(entry => entry.SubjectId, StringComparer.Ordinal)
                .Select(group => Open(group.Key, [.. group], merged))
                .OfType<CartState>()
                .OrderByDescending(cart => cart.TouchedAt).ThenBy(cart => cart.CartId, StringComparer.Ordinal),
        ];
    }

    private static CartState? Open(string cartId, List<Entry> entries, Dictionary<string, DateTimeOffset> merged)
    {
        var sales = entries.Where(entry => entry.Name == "cart.CartCheckedOut").ToList();
        var soldGeneration = sales.Count == 0 ? 0 : sales.Max(entry => entry.Number("generation"));
        var soldAt = sales.Count == 0 ? DateTimeOffset.MinValue : sales.Max(entry => entry.OccurredAt);
        var current = entries.Where(entry => entry.Number("generation") > soldGeneration || (entry.Number("generation") == 0 && entry.OccurredAt > soldAt)).ToList();
        var last = current.LastOrDefault(entry => Touches.Contains(entry.Name));
        if (last is null || (merged.TryGetValue(cartId, out var mergedAt) && mergedAt >= last.OccurredAt))
        {
            return null;
        }

        var counted = current.LastOrDefault(entry => Touches.Contains(entry.Name) && entry.Amount("items_total") is not null) ?? last;
        var idle = current.FindLastIndex(entry => entry.Name == "cart.CartAbandoned");
        var back = current.FindLastIndex(entry => entry.Name == "cart.CartRecovered" || Touches.Contains(entry.Name));
        return new CartState(cartId, last.Channel, counted.Number(FactNames.ItemCount), counted.Amount("items_total"), last.OccurredAt, idle > back);
    }
}

/// <summary>A membership.</summary>
public sealed record LoyaltyState(string TierId, long Pending, long Active, long Held, long Debt, DateTimeOffset? EnrolledAt)
{
    /// <summary>Null when not a member.</summary>
    /// <remarks>
    /// Balances follow the ledger's own order (the version), not the time at which history was posted. Who uses a coupon, or buys a gift card, need not be a member.
    /// </remarks>
    public static LoyaltyState? Fold(string memberId, IReadOnlyList<Entry> entries)
    {
        var own = entries.Where(entry => entry.Name.StartsWith("loyalty.", StringComparison.Ordinal) && entry.Owner == memberId
            && entry.Name is not ("loyalty.CouponRedeemed" or "loyalty.CouponGivenBack" or "loyalty.GiftCardIssued" or "loyalty.WalletRefundSettled")).ToList();
        if (own.Count == 0)
        {
            return null;
        }

        var balance = Latest(own.Where(entry => entry.Facts.ContainsKey("balance_active")));
        var tier = Latest(own.Where(entry => entry.Name is "loyalty.MemberEnrolled" or "loyalty.TierChanged"));
        return new LoyaltyState(
            tier?.Fact("tier_id") ?? "",
            balance?.Number("balance_pending") ?? 0,
            balance?.Number("balance_active") ?? 0,
            balance?.Number("balance_held") ?? 0,
            balance?.Number("balance_debt") ?? 0,
            own.FirstOrDefault(entry => entry.Name == "loyalty.MemberEnrolled")?.OccurredAt);
    }

    private static Entry? Latest(IEnumerable<Entry> entries) =>
        entries.OrderBy(entry => entry.Version).ThenBy(entry => entry, Comparer<Entry>.Create(Entry.Compare)).LastOrDefault();
}

/// <summary>A message.</summary>
public sealed record MessageState(string MessageId, string JourneyId, string StepId, string State, string Reason, string SubjectId, DateTimeOffset OccurredAt)
{
    private static readonly string[] Names =
        ["messaging.MessageSent", "messaging.MessageDelivered", "messaging.MessageSuppressed", "messaging.MessageCancelled", "messaging.MessageFailed"];

    /// <summary>All messages, the latest first.</summary>
    public static IReadOnlyList<MessageState> Fold(IReadOnlyList<Entry> entries) =>
    [
        .. entries.Where(entry => Array.IndexOf(Names, entry.Name) >= 0)
            .GroupBy(entry => entry.Fact("message_id"), StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group]))
            .OrderByDescending(message => message.OccurredAt).ThenBy(message => message.MessageId, StringComparer.Ordinal),
    ];

    private static MessageState Of(string messageId, List<Entry> entries)
    {
        // Later in the list is further in a message's life: a bounce ends what had been delivered.
        var last = entries.MaxBy(entry => Array.IndexOf(Names, entry.Name))!;
        return new MessageState(
            messageId, First(entries, "journey_id"), First(entries, "step_id"), StateOf(last), last.Fact("reason"), First(entries, "subject_id"), last.OccurredAt);
    }

    private static string StateOf(Entry entry) => entry.Name switch
    {
        "messaging.MessageSent" => "SENT",
        "messaging.MessageDelivered" => "DELIVERED",
        "messaging.MessageSuppressed" => "SUPPRESSED",
        "messaging.MessageCancelled" => "CANCELLED",
        _ => entry.Fact("bounced") == "true" ? "BOUNCED" : "FAILED",
    };

    private static string First(List<Entry> entries, string fact) => entries.Select(entry => entry.Fact(fact)).FirstOrDefault(text => text.Length > 0) ?? "";
}
