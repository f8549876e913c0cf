using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>Where a refund, or a part of it, stands.</summary>
public enum RefundState
{
    /// <summary>Never stored.</summary>
    Unspecified,

    /// <summary>All of it was given back.</summary>
    Completed,

    /// <summary>The instruction is out.</summary>
    Requested,

    /// <summary>It failed, and is tried again by itself.</summary>
    Retrying,

    /// <summary>It failed too often, or for good: staff must find another way.</summary>
    Escalated,
}

/// <summary>Money on its way back, split over the payments that it came from.</summary>
public sealed record Refund
{
    /// <summary>Units of the order were cancelled.</summary>
    public const string OrderCancelled = "ORDER_CANCELLED";

    /// <summary>What came to nothing in a parcel.</summary>
    public const string ClaimAccepted = "CLAIM_ACCEPTED";

    /// <summary>A further sale came in under the order's id; its payments are not the order's.</summary>
    public const string SecondSale = "SECOND_SALE";

    /// <summary>A return asked for it.</summary>
    public const string Return = "RETURN";

    /// <summary>More was paid than the order costs.</summary>
    public const string Overpaid = "OVERPAID";

    /// <summary>Names it; asked for once.</summary>
    public required string RefundId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Of a return's refund.</summary>
    public string ReturnId { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is given back; the parts add up to it.</summary>
    public long AmountMinor { get; init; }

    /// <summary>What rounding cash added to it; negative: took off.</summary>
    public long RoundingMinor { get; init; }

    /// <summary>By payment.</summary>
    public IReadOnlyList<RefundPart> Parts { get; init; } = [];

    /// <summary>The least settled of its parts decides; without parts there is nothing to do.</summary>
    public RefundState State => Parts.Select(part => part.State).DefaultIfEmpty(RefundState.Completed).Max();

    /// <summary>Why the provider would not, of the part that decides.</summary>
    public string FailureReason => Parts.Where(part => part.State is RefundState.Escalated or RefundState.Retrying).MaxBy(part => part.State)?.Tries[^1].FailureReason ?? "";

    /// <summary>What a till gave back in cash, which is in no instruction.</summary>
    public long CashAtTillMinor => Parts.Where(part => part.IsAtTill).Sum(part => part.Source.AmountMinor);

    /// <summary>Whether it gives back payments of this order.</summary>
    public bool IsOfOrder => Reason != SecondSale;
}

/// <summary>What one payment gives back.</summary>
public sealed record RefundPart
{
    /// <summary>How long after each failed try comes the next one; after the last of them staff must act.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <summary>The payment that it comes from, and how much of it.</summary>
    public required Tender Source { get; init; }

    /// <summary>A till gave it back in cash.</summary>
    public bool IsAtTill { get; init; }

    /// <summary>One or more; an instruction names one by its place here.</summary>
    public required IReadOnlyList<RefundTry> Tries { get; init; }

    /// <summary>The try that staff, or the refund itself, began with: failures count from there.</summary>
    public int FirstTry { get; init; }

    /// <summary>When it is tried again by itself.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Where it stands.</summary>
    public RefundState State => Tries.Any(tried => tried.State is InstructionState.Succeeded) ? RefundState.Completed
        : Tries[^1].State is InstructionState.Requested ? RefundState.Requested
        : NextTryAt is not null ? RefundState.Retrying
        : RefundState.Escalated;

    /// <summary>Where it goes.</summary>
    public Tender To => new(Tries[^1].Kind, Tries[^1].Reference, Source.AmountMinor);

    /// <summary>What was given back of it: twice where a provider did what it had said it would not.</summary>
    public long GivenMinor => Source.AmountMinor * Tries.Count(tried => tried.State is InstructionState.Succeeded);

    /// <summary>It is tried once more.</summary>
    /// <param name="now">When.</param>
    /// <param name="to">Another way than before, as staff say; null for the same one, by itself.</param>
    public RefundPart Again(DateTimeOffset now, Tender? to = null) => this with
    {
        Tries = [.. Tries, new RefundTry { Kind = (to ?? To).Kind, Reference = (to ?? To).Reference, At = now }],
        FirstTry = to is null ? FirstTry : Tries.Count,
        NextTryAt = null,
    };

    /// <summary>What became of one of its tries: of all that was told, the latest counts.</summary>
    public RefundPart With(int index, PaymentResult result, DateTimeOffset now)
    {
        var tried = Tries[index];
        if (tried.ResultAt is { } known && (result.At < known || (result.At == known && (result.State == tried.State || tried.State is InstructionState.Succeeded))))
        {
            return this;
        }

        var told = tried with { State = result.State, ResultAt = result.At, FailureReason = result.FailureReason };
        var next = this with { Tries = [.. Tries.Select((other, i) => i == index ? told : other)] };
        if (told.State == tried.State)
        {
            return next;
        }

        next = next with { NextTryAt = null };
        var failures = Tries.Count - next.FirstTry;
        return next.State is RefundState.Escalated && !result.IsPermanent && failures <= Waits.Length ? next with { NextTryAt = now + Waits[failures - 1] } : next;
    }
}

/// <summary>One try to give a part back.</summary>
public sealed record RefundTry
{
    /// <summary>Where to.</summary>
    public required TenderKind Kind { get; init; }

    /// <summary>The provider's reference of where to.</summary>
    public string Reference { get; init; } = "";

    /// <summary>When it was instructed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What came of it.</summary>
    public InstructionState State { get; init; } = InstructionState.Requested;

    /// <summary>When, by the provider.</summary>
    public DateTimeOffset? ResultAt { get; init; }

    /// <summary>Why not.</summary>
    public string FailureReason { get; init; } = "";
}
