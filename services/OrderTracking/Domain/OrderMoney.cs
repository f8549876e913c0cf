using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// The money of an order beyond what its sale says: facts, each with an id, so that neither duplicates nor the order in which they came matter. What follows from them is
/// the <see cref="PaymentLedger"/>'s. Amounts are minor units of the order's currency.
/// </summary>
public sealed record OrderMoney
{
    /// <summary>Nothing happened since the sale.</summary>
    public static OrderMoney None { get; } = new();

    /// <summary>Payments that came after the sale.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    /// <summary>What made the order cost less since the sale.</summary>
    public IReadOnlyList<Credit> Credits { get; init; } = [];

    /// <summary>What is given back; instructions name one by its place here.</summary>
    public IReadOnlyList<Refund> Refunds { get; init; } = [];

    /// <summary>What was asked of the customer's means of payment; instructions name one by its place here.</summary>
    public IReadOnlyList<Charge> Charges { get; init; } = [];

    /// <summary>When the next instruction that failed is given again; the durable timer stands at it.</summary>
    public DateTimeOffset? NextTryAt => Refunds.SelectMany(refund => refund.Parts).Concat(Payments.Where(payment => payment.HeldMinor > 0).Select(payment => payment.Release).OfType<RefundPart>())
        .Min(part => part.NextTryAt);
}

/// <summary>A payment that came after the sale: the rest behind a deposit, cash on delivery, a link.</summary>
public sealed record Payment
{
    /// <summary>Names it; the same again changes nothing.</summary>
    public required string PaymentId { get; init; }

    /// <summary>How.</summary>
    public required TenderKind Kind { get; init; }

    /// <summary>The provider's; may be empty for cash.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Held on the means of payment; null when nobody told of a hold.</summary>
    public long? AuthorisedMinor { get; init; }

    /// <summary>Taken; null while it was not.</summary>
    public long? CapturedMinor { get; init; }

    /// <summary>What rounding cash added to it; negative: took off.</summary>
    public long RoundingMinor { get; init; }

    /// <summary>The hold was given up. What was taken stays taken.</summary>
    public bool IsVoided { get; init; }

    /// <summary>What is held, on its way back to its customer: since it is needed for nothing any more. Null before.</summary>
    public RefundPart? Release { get; init; }

    /// <summary>When it was taken, else held or given up.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What is still held.</summary>
    public long HeldMinor => IsVoided || Release?.State is RefundState.Completed ? 0 : Math.Max(0, (AuthorisedMinor ?? 0) - (CapturedMinor ?? 0));
}

/// <summary>What became of a payment.</summary>
public enum PaymentState
{
    /// <summary>Not told.</summary>
    Unspecified,

    /// <summary>The amount is held.</summary>
    Authorised,

    /// <summary>The amount was taken.</summary>
    Captured,

    /// <summary>The hold was given up.</summary>
    Voided,
}

/// <summary>The order costs so much less: units were cancelled or came back, or staff gave something off.</summary>
/// <param name="CreditId">The refund that it led to.</param>
/// <param name="AmountMinor">Exact.</param>
public sealed record Credit(string CreditId, long AmountMinor);

/// <summary>Something is asked of the customer's means of payment.</summary>
public sealed record Charge
{
    /// <summary>How much.</summary>
    public required long AmountMinor { get; init; }

    /// <summary>On what; <see cref="TenderKind.None"/> lets the customer choose, by a link.</summary>
    public TenderKind Kind { get; init; }

    /// <summary>The provider's.</summary>
    public string Reference { get; init; } = "";

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What came of it.</summary>
    public InstructionState State { get; init; } = InstructionState.Requested;

    /// <summary>Why not.</summary>
    public string FailureReason { get; init; } = "";
}

/// <summary>What a payment provider is to do.</summary>
public enum InstructionKind
{
    /// <summary>Never given.</summary>
    Unspecified,

    /// <summary>Give money back.</summary>
    Refund,

    /// <summary>Take money.</summary>
    Charge,

    /// <summary>Give up what it holds.</summary>
    Void,
}

/// <summary>What became of an instruction to a payment provider.</summary>
public enum InstructionState
{
    /// <summary>Not told.</summary>
    Unspecified,

    /// <summary>The instruction is out.</summary>
    Requested,

    /// <summary>The provider did it.</summary>
    Succeeded,

    /// <summary>The provider would not.</summary>
    Failed,
}

/// <summary>What a payment provider answers.</summary>
/// <param name="State">Succeeded or failed.</param>
/// <param name="At">When, by the provider.</param>
public sealed record PaymentResult(InstructionState State, DateTimeOffset At)
{
    /// <summary>Why it would not.</summary>
    public string FailureReason { get; init; } = "";

    /// <summary>Another try would fail, too.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>The provider's reference of the payment that a charge brought.</summary>
    public string Reference { get; init; } = "";

    /// <summary>How the charge was paid, where the customer chose.</summary>
    public TenderKind Kind { get; init; }

    /// <summary>How much; null when nobody said.</summary>
    public long? AmountMinor { get; init; }
}

/// <summary>Names an instruction: of one order, and unlike all others that were ever given for it, so that it is the provider's idempotency key.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Number">Which refund, charge or payment of the order, from 1.</param>
/// <param name="Part">Which part of a refund, from 1.</param>
/// <param name="Try">Which try, from 1.</param>
public sealed record InstructionId(string OrderId, InstructionKind Kind, int Number, int Part = 1, int Try = 1)
{
    /// <summary>As providers are told it.</summary>
    public string Text => Kind switch
    {
        InstructionKind.Refund => FormattableString.Invariant($"{OrderId}~r{Number}.{Part}.{Try}"),
        InstructionKind.Charge => FormattableString.Invariant($"{OrderId}~c{Number}"),
        _ => FormattableString.Invariant($"{OrderId}~v{Number}.{Try}"),
    };

    /// <summary>Reads what a provider was told; null when it is none of ours.</summary>
    public static InstructionId? Parse(string text)
    {
        var at = text.LastIndexOf('~');
        if (at < 1 || at + 2 >= text.Length)
        {
            return null;
        }

        var numbers = text[(at + 2)..].Split('.').Select(Number).ToList();
        return (text[at + 1], numbers) switch
        {
            ('r', [> 0 and var refund, > 0 and var part, > 0 and var tried]) => new InstructionId(text[..at], InstructionKind.Refund, refund, part, tried),
            ('c', [> 0 and var charge]) => new InstructionId(text[..at], InstructionKind.Charge, charge),
            ('v', [> 0 and var payment, > 0 and var tried]) => new InstructionId(text[..at], InstructionKind.Void, payment, Try: tried),
            _ => null,
        };

        static int Number(string digits) =>
            int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
