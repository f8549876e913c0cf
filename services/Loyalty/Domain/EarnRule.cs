using System.Text.Json.Serialization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What a rule gives points for.</summary>
public enum EarnKind
{
    /// <summary>Nothing that is understood.</summary>
    None = 0,

    /// <summary>Each major unit of what was paid. Of those whose terms a line meets one counts.</summary>
    Rate = 1,

    /// <summary>Each piece. All that apply add up.</summary>
    Item = 2,

    /// <summary>It multiplies what a line earns by amount and by piece.</summary>
    Multiplier = 3,

    /// <summary>An order as a whole, or an event: a number of points, once.</summary>
    Bonus = 4,
}

/// <summary>How several multipliers of one line combine.</summary>
public enum MultiplierCombining
{
    /// <summary>1.5 and 2 are 3.</summary>
    Product = 1,

    /// <summary>Each adds what it adds alone: 1.5 and 2 are 2.5.</summary>
    Sum = 2,
}

/// <summary>What is rounded to whole points.</summary>
public enum RoundingUnit
{
    /// <summary>What each line earns.</summary>
    Line = 1,

    /// <summary>What an order's lines earn together; the points are divided over its lines in proportion.</summary>
    Order = 2,
}

/// <summary>How fractions of a point are rounded.</summary>
public enum PointRounding
{
    Down = 1,
    HalfEven = 2,
}

/// <summary>A day of the week, in the program's time zone.</summary>
public enum Weekday
{
    Monday = 1,
    Tuesday = 2,
    Wednesday = 3,
    Thursday = 4,
    Friday = 5,
    Saturday = 6,
    Sunday = 7,
}

/// <summary>What is earned, and the terms that must be met: within one kind any, over the kinds all, an empty kind is met by everything.</summary>
public sealed record EarnRule
{
    public required string RuleId { get; init; }

    /// <summary>Points for one major unit of what was paid; 0 for none.</summary>
    public decimal PointsPerUnit { get; init; }

    /// <summary>Points for each piece, or unit of measure, of a line that was paid for; 0 for none.</summary>
    public decimal PointsPerItem { get; init; }

    /// <summary>By which what lines earn is multiplied, at least 1; 0 for a rule that multiplies nothing.</summary>
    public decimal Multiplier { get; init; }

    /// <summary>Points for an order as a whole, or for an event; 0 for none.</summary>
    public long Points { get; init; }

    /// <summary>Of rates, the greatest counts.</summary>
    public int Priority { get; init; }

    /// <summary>The event that it is for; empty for purchases.</summary>
    public string EventType { get; init; } = "";

    /// <summary>Whether only a member's first order meets it.</summary>
    public bool FirstOrder { get; init; }

    /// <summary>Whether it gives status points: by rules of their own, which no cap is for.</summary>
    public bool Status { get; init; }

    /// <summary>The campaign that it is a part of, whose budgets it takes from; empty for none.</summary>
    public string CampaignId { get; init; } = "";

    public IReadOnlyList<string> Markets { get; init; } = [];

    public IReadOnlyList<SalesChannel> Channels { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Skus { get; init; } = [];

    public IReadOnlyList<string> TierIds { get; init; } = [];

    public IReadOnlyList<string> CurrencyCodes { get; init; } = [];

    public IReadOnlyList<Weekday> Weekdays { get; init; } = [];

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What it gives points for.</summary>
    [JsonIgnore]
    public EarnKind Kind => (PointsPerUnit > 0, PointsPerItem > 0, Multiplier > 0, Points > 0) switch
    {
        (true, false, false, false) => EarnKind.Rate,
        (false, true, false, false) => EarnKind.Item,
        (false, false, true, false) => EarnKind.Multiplier,
        (false, false, false, true) => EarnKind.Bonus,
        _ => EarnKind.None,
    };

    /// <summary>Whether a purchase meets its terms, as far as they are not about lines.</summary>
    public bool IsFor(Purchase purchase, Weekday weekday) =>
        EventType.Length == 0
        && (Markets.Count == 0 || Markets.Contains(purchase.Market))
        && (Channels.Count == 0 || Channels.Contains(purchase.Channel))
        && (CurrencyCodes.Count == 0 || CurrencyCodes.Contains(purchase.CurrencyCode))
        && (!FirstOrder || purchase.IsFirst)
        && IsFor(purchase.TierId, purchase.At, weekday);

    /// <summary>Whether something of a kind meets its terms.</summary>
    public bool IsFor(NamedEvent happened, string tierId, Weekday weekday) =>
        EventType == happened.EventType && IsFor(tierId, happened.At, weekday);

    /// <summary>Whether a line meets its terms.</summary>
    public bool IsFor(EarningLine line) =>
        (Skus.Count == 0 || Skus.Contains(line.Sku)) && (Categories.Count == 0 || EarnFunction.IsWithin(line.Category, Categories));

    private bool IsFor(string tierId, DateTimeOffset at, Weekday weekday) =>
        (TierIds.Count == 0 || TierIds.Contains(tierId))
        && (Weekdays.Count == 0 || Weekdays.Contains(weekday))
        && (StartsAt is not { } start || start <= at)
        && (EndsAt is not { } end || at < end);
}

/// <summary>Goods that are named by what they are: any of these categories, with everything below them, and any of these skus.</summary>
public sealed record GoodsTerms
{
    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Skus { get; init; } = [];

    /// <summary>Whether a line is of these goods.</summary>
    public bool Includes(EarningLine line) => Skus.Contains(line.Sku) || EarnFunction.IsWithin(line.Category, Categories);
}

/// <summary>Something that a member did, or that happened to them, and that a program may give points for.</summary>
/// <param name="MemberId">To whom.</param>
/// <param name="EventType">What, in the program's words: <see cref="SignUp"/> and <see cref="Birthday"/> are told by the service itself.</param>
/// <param name="EventId">Of all events of the type and member this one.</param>
/// <param name="At">When.</param>
public sealed record NamedEvent(string MemberId, string EventType, string EventId, DateTimeOffset At)
{
    /// <summary>Somebody became a member.</summary>
    public const string SignUp = "sign_up";

    /// <summary>A member has birthday: once a year.</summary>
    public const string Birthday = "birthday";

    /// <summary>Why it cannot be; null when it can.</summary>
    public Refusal? WhyNot(Member member, DateTimeOffset now) =>
        EventType is SignUp or Birthday ? new EventReserved()
        : ReportedTime.IsAhead(At, now) ? new HappenedInFuture()
        : At < member.CreditsFrom ? new HappenedBeforeEnrollment()
        : null;

    /// <summary>By which the same event is known again.</summary>
    public string Key => $"{EventType}/{MemberId}/{EventId}";
}
