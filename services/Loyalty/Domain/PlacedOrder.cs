using System.Text.Json.Serialization;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>What Loyalty needs to know of an order.</summary>
public sealed record PlacedOrder
{
    public required string OrderId { get; init; }

    public string OrderNumber { get; init; } = "";

    public string? CustomerId { get; init; }

    public string? GuestId { get; init; }

    /// <summary>Keyed hash of the e-mail address that a guest gave; null when they gave none.</summary>
    public string? BuyerKey { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public bool IsHistorical { get; init; }

    public SalesChannel Channel { get; init; }

    public string Market { get; init; } = "";

    public string CurrencyCode { get; init; } = "";

    /// <summary>Of a sale in a store.</summary>
    public string StoreId { get; init; } = "";

    public string? HoldId { get; init; }

    public IReadOnlyList<EarningLine> Lines { get; init; } = [];

    /// <summary>Of whoever bought it: keyed hashes.</summary>
    [JsonIgnore]
    public IReadOnlyList<BuyerMark> Marks { get; init; } = [];

    /// <summary>Lines that were paid with points.</summary>
    public IReadOnlyList<RedeemedLine> Redemptions { get; init; } = [];

    /// <summary>What its lines say that they were paid with.</summary>
    [JsonIgnore]
    public long RedeemedPoints => Redemptions.Sum(line => line.Points);

    /// <summary>The order as what its hold really paid has it: a till may say other points of its lines than it captured. Null for a hold that is not the order's.</summary>
    public PlacedOrder PaidWith(Hold? hold)
    {
        if (hold is null)
        {
            return this with { HoldId = null, Redemptions = [] };
        }

        if (hold.IsCheckout || Redemptions.Count == 0 || RedeemedPoints == hold.CapturedPoints)
        {
            return this;
        }

        var parts = new Money(CurrencyCode, hold.CapturedPoints).Split([.. Redemptions.Select(line => line.Points)]);
        return this with { Redemptions = [.. Redemptions.Select((line, i) => line with { Points = parts[i].AmountMinor }).Where(line => line.Points > 0)] };
    }
}

/// <summary>Units of a line that were bought, and those that came back or were cancelled.</summary>
public sealed record BoughtLine(string LineId, long Quantity)
{
    public long ReturnedQuantity { get; init; }

    /// <summary>Units that the customer has.</summary>
    [JsonIgnore]
    public long Kept => Quantity - ReturnedQuantity;

    /// <summary>Counts units that came back: at most those that were bought.</summary>
    public BoughtLine Return(long quantity) => quantity == 0 ? this : this with { ReturnedQuantity = Math.Min(Quantity, ReturnedQuantity + quantity) };
}

/// <summary>A line's share of the points that an order was paid with, and what returns gave back of it.</summary>
public sealed record RedeemedLine(string LineId, long Quantity, long Points)
{
    public long ReturnedQuantity { get; init; }

    public long Restored { get; init; }

    /// <summary>Counts returned units.</summary>
    /// <param name="quantity">Units that come back now.</param>
    /// <param name="due">The points to restore now: the units' part (<see cref="Platform.Domain.Portion"/>).</param>
    public RedeemedLine Return(long quantity, out long due)
    {
        due = new Platform.Domain.Portion(Points, Quantity).Next(quantity, ReturnedQuantity);
        return this with { ReturnedQuantity = Math.Min(Quantity, ReturnedQuantity + quantity), Restored = Restored + due };
    }
}

/// <summary>Units of order lines that came back or were cancelled.</summary>
/// <param name="ReturnId">Null for a cancellation.</param>
public sealed record ReturnedUnits(
    string OrderId, string? ReturnId, DateTimeOffset EffectiveAt, bool IsHistorical, SalesChannel Channel, IReadOnlyList<ReturnedLine> Lines)
{
    /// <summary>By which the same news is known again.</summary>
    public required string NewsId { get; init; }

    /// <summary>What they cost in points came back before: only what they earned is meant.</summary>
    public bool IsEarningOnly { get; init; }

    /// <summary>What follows from it happens because of it.</summary>
    [JsonIgnore]
    public Cause Cause => new(EffectiveAt) { IsHistorical = IsHistorical, Channel = Channel, OrderId = OrderId, ReturnId = ReturnId };

    /// <summary>Nothing is left of the order, and none of it was ever with the customer: it is as if it had not been placed.</summary>
    public bool CallsOrderOff { get; init; }

    /// <summary>How many units of a line.</summary>
    public long Of(string lineId) => Lines.Where(line => line.LineId == lineId).Sum(line => line.Quantity);
}

/// <summary>A promise about an order was broken.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="PromiseId">Of all promises of all orders this one.</param>
/// <param name="At">When.</param>
/// <param name="Channel">Where the order was placed.</param>
public sealed record BrokenPromise(string OrderId, string PromiseId, DateTimeOffset At, SalesChannel Channel)
{
    /// <summary>What people call the order.</summary>
    public string OrderNumber { get; init; } = "";
}

/// <summary>Units of one line.</summary>
public sealed record ReturnedLine(string LineId, long Quantity);
