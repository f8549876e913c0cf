namespace Omnichannel.OrderTracking.Domain;

/// <summary>What a mark is of.</summary>
public enum BuyerMarkKind
{
    Address = 1,
    Payment = 2,
    Email = 3,
    Phone = 4,
}

/// <summary>By what two buyers may be known to be one, or to live together: a keyed hash. It is told with the order and kept with none.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Key">In hexadecimal.</param>
public sealed record BuyerMark(BuyerMarkKind Kind, string Key);

/// <summary>A means of payment, as its provider knows it: the same whatever the payment.</summary>
public sealed record PaymentMeans(Platform.Domain.TenderKind Kind, string Name);
