using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>The steps of an order in Loyalty, each a decision on the order and the account that it was credited to.</summary>
public static partial class OrderSteps
{
    // A day longer than an enrolment looks back: whoever enrols at the last moment finds everything.
    private static readonly TimeSpan Remembered = Enrollment.CreditedBefore + TimeSpan.FromDays(1);

    /// <summary>An order exists: it is credited, remembered for whoever may turn out to be its member, or neither.</summary>
    /// <param name="placed">What was bought.</param>
    /// <param name="ownerId">Whose it is; null while that is not known.</param>
    /// <param name="earner">The owner as a member; null when the owner is none.</param>
    /// <param name="deliveredAt">When it is known already that it was delivered.</param>
    /// <param name="now">The moment.</param>
    public static OrderChange Place(PlacedOrder placed, string? ownerId, Earner? earner, DateTimeOffset? deliveredAt, DateTimeOffset now)
    {
        var order = new CreditedOrder
        {
            OrderId = placed.OrderId,
            GuestId = placed.GuestId,
            BuyerKey = placed.BuyerKey,
            OwnerId = ownerId,
            PlacedAt = placed.PlacedAt,
            DeliveredAt = deliveredAt,
            ToldDeliveredAt = deliveredAt,
            IsHistorical = placed.IsHistorical,
            Channel = placed.Channel,
            HoldId = placed.HoldId,
            Redemptions = placed.Redemptions,
            Lines = Goods(placed.Lines),
            Marks = placed.Marks,
        };
        if (earner is not null && placed.PlacedAt >= earner.Member.CreditsFrom)
        {
            return Credit(placed.GuestId is null ? order : Remember(order, placed, now), placed, earner, now);
        }

        return new OrderChange(MayStillBeCredited(placed, ownerId ?? placed.GuestId, earner, now) ? Remember(order, placed, now) : order);
    }

    /// <summary>A remembered order turned out to be a member's. Null when it is not this member's to be credited, or was credited before.</summary>
    public static OrderChange? CreditRemembered(CreditedOrder order, Earner earner, DateTimeOffset now) =>
        order is { MemberId: null, Content: { } placed } && earner.OwnerIds.Contains(order.OwnerId) && order.PlacedAt >= earner.Member.CreditsFrom
            ? Credit(order.GuestId is null ? order with { Content = null } : order, placed, earner, now)
            : null;

    /// <summary>All of an order is with the customer: the pending period begins. Told again with another time, it begins then instead, for what is still pending.</summary>
    /// <param name="order">The order.</param>
    /// <param name="deliveredAt">Since when.</param>
    /// <param name="earner">To whom it was credited, with the program that it earned under; null when it was not. Its lots are loaded.</param>
    /// <param name="now">The moment.</param>
    /// <returns>Null when that is known.</returns>
    public static OrderChange? Deliver(CreditedOrder order, DateTimeOffset deliveredAt, Earner? earner, DateTimeOffset now)
    {
        if (order.DeliveredAt == deliveredAt)
        {
            return null;
        }

        var delivered = order with { DeliveredAt = deliveredAt, ToldDeliveredAt = deliveredAt };
        var change = new OrderChange(delivered) { TierSince = delivered.CountsSince };
        return earner is null ? change : Ripen(change, earner, order.Cause, now);
    }

    /// <summary>
    /// A delivery turned out to be none: what is still pending waits again, and so does what became active and was not spent, unless the end of its line's return window
    /// is known.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="earner">To whom it was credited, with its lots; null when it was not.</param>
    /// <param name="now">The moment.</param>
    public static OrderChange CorrectDelivery(CreditedOrder order, Earner? earner, DateTimeOffset now)
    {
        var change = new OrderChange(order with { DeliveredAt = null }) { StopsActivation = true, TierSince = order.CountsSince };
        return earner is null ? change : WaitAndRipen(change, earner, order.Cause, now);
    }

    /// <summary>
    /// The return windows of an order are others than they were: what is still pending follows them. What became active stays so, as long as anything says that its goods
    /// came. Null when it was not credited.
    /// </summary>
    public static OrderChange? MoveWindows(CreditedOrder order, Earner? earner, DateTimeOffset now) => earner is null || order.MemberId is null
        ? null
        : WaitAndRipen(new OrderChange(order) { StopsActivation = true }, earner, order.Cause with { IsHistorical = false }, now);

    /// <summary>The pending period of some of it is over. Whatever the order was, this is news. Null when it was stopped meanwhile.</summary>
    public static OrderChange? Activate(CreditedOrder order, Earner earner, DateTimeOffset now)
    {
        var before = earner.Account.LastEntry;
        var change = Ripen(new OrderChange(order), earner, order.Cause with { IsHistorical = false }, now);
        return change.ActivatesAt is null && earner.Account.LastEntry == before ? null : change;
    }

    /// <summary>A receipt without a customer was claimed, or the address that a guest gave is a customer's. Null when it is somebody's already, or forgotten.</summary>
    public static OrderChange? Claim(CreditedOrder order, string customerId) =>
        order is { OwnerId: null, Content: not null } ? new OrderChange(order with { OwnerId = customerId }) : null;

    /// <summary>What an order is to the rules of a program.</summary>
    public static Purchase PurchaseOf(PlacedOrder placed, Earner earner) =>
        new(placed.Market, placed.Channel, placed.CurrencyCode, earner.Member.TierId, placed.PlacedAt) { IsFirst = earner.IsFirstOrder };

    // Postage does not come back with the goods; an order of nothing else has only itself to lose.
    private static IReadOnlyList<BoughtLine> Goods(IReadOnlyList<EarningLine> lines) =>
        [.. lines.Where(line => line.IsMerchandise || !lines.Any(each => each.IsMerchandise)).Select(line => new BoughtLine(line.LineId, line.Quantity))];

    private static CreditedOrder Remember(CreditedOrder order, PlacedOrder placed, DateTimeOffset now)
    {
        var last = (placed.PlacedAt > now ? placed.PlacedAt : now) + Remembered;
        return order with { Content = placed, RememberedUntil = new DateTimeOffset(last.UtcDateTime.Date, TimeSpan.Zero) };
    }

    // Orders of somebody who may enrol; of a member, those of the past before an enrolment that may turn out to be earlier.
    private static bool MayStillBeCredited(PlacedOrder placed, string? buyer, Earner? earner, DateTimeOffset now) =>
        placed.Lines.Count > 0
        && (placed.PlacedAt >= now - Enrollment.CreditedBefore
            || (earner is null ? buyer is not null : placed.IsHistorical));

    private static OrderChange Credit(CreditedOrder order, PlacedOrder placed, Earner earner, DateTimeOffset now)
    {
        var credited = order with { MemberId = earner.Member.MemberId };
        if (earner.Program is not { } program)
        {
            return new OrderChange(credited) { TierSince = credited.CountsSince };
        }

        var purchase = PurchaseOf(placed, earner);
        var (lines, uses) = EarnCaps.Apply(program, EarnFunction.Earn(program, purchase, placed.Lines), placed.PlacedAt, earner.Room);
        var status = EarnFunction.EarnStatus(program, purchase, placed.Lines);
        var earnings = EarningsOf(order, program, lines);
        credited = credited with { ProgramId = program.ProgramId, ProgramVersion = program.Version, EarnedPoints = checked(earnings.Sum(earning => earning.Points)) };
        var cause = credited.Cause with { OrderNumber = placed.OrderNumber };
        earner.Account.Earn(earnings, cause);
        earner.Account.EarnStatus(EarningsOf(order, program, status), cause);
        var change = new OrderChange(credited)
        {
            TierSince = credited.CountsSince,
            Earned = new EarnedOrder(earner.Member.MemberId, program.ProgramId, program.Version, purchase, placed.Lines, lines, uses) { Status = status },
        };
        return Ripen(change, earner, cause, now);
    }

    private static IReadOnlyList<Earning> EarningsOf(CreditedOrder order, LoyaltyProgram program, IReadOnlyList<EarnedLine> lines) =>
        [.. lines.Where(line => line.Points > 0).Select(line => new Earning(order.OrderId, line.LineId, line.Quantity, line.Points, program.Version, line.RuleId))];
}
