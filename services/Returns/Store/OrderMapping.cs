using Google.Protobuf;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;
using Omnichannel.Types.V1;
using Order = Omnichannel.Returns.Domain.Order;
using OrderLine = Omnichannel.Returns.Domain.OrderLine;

namespace Omnichannel.Returns.Store;

/// <summary>A row of <c>orders</c>, and what becomes of events of Order-tracking in it.</summary>
internal sealed record OrderRow
{
    public const string Columns =
        """
        order_id as OrderId, customer_id as CustomerId, guest_id as GuestId, policy_version as PolicyVersion, tier as Tier, sale as Sale,
        fulfilment as Fulfilment, cancelled as Cancelled, claims as Claims, delivered_at as DeliveredAt, windows as Windows, windows_version as WindowsVersion
        """;

    public string OrderId { get; init; } = "";

    public string? CustomerId { get; init; }

    public string? GuestId { get; init; }

    public long PolicyVersion { get; init; }

    public string? Tier { get; init; }

    public byte[] Sale { get; init; } = [];

    public byte[]? Fulfilment { get; init; }

    public byte[]? Cancelled { get; init; }

    /// <summary>Of an order all of whose claims these are.</summary>
    public byte[]? Claims { get; init; }

    public long? DeliveredAt { get; init; }

    /// <summary>The return windows that were told last; null when none were.</summary>
    public byte[]? Windows { get; init; }

    public long WindowsVersion { get; init; }

    /// <summary>The purchase that the row holds.</summary>
    public Order ToDomain()
    {
        var sale = OrderPlaced.Parser.ParseFrom(Sale);
        var claims = OrderMapping.Claims(Claims);
        var lines = sale.Lines.Select(line => OrderMapping.ToDomain(line, sale.CurrencyCode)).ToArray();
        return new Order(
            OrderId, sale.OrderNumber, sale.Source, sale.ExternalId, CustomerId ?? "", GuestId ?? "", sale.ContactId, sale.Market, sale.CurrencyCode, sale.Channel.ToDomain(),
            sale.StoreId, sale.Origin.ToDomain(), sale.EffectiveAt.ToInstant(), Tier ?? "", (int)PolicyVersion, lines,
            [.. sale.Tenders.Select(tender => tender.Kind.ToDomain())],
            OrderMapping.Progress(Fulfilment, lines),
            Cancelled is null ? new Dictionary<string, int>() : OrderCancelled.Parser.ParseFrom(Cancelled).Lines.ToDictionary(line => line.LineId, line => line.Quantity),
            DeliveredAt is { } at ? Instants.FromMicros(at) : null)
        {
            Total = sale.Totals.Due.ToDomain(sale.CurrencyCode),
            DeliveryMinor = sale.Totals.Shipping?.AmountMinor ?? 0,
            ClaimedQuantities = OrderMapping.Units(claims.Where(claim => claim.State is ClaimState.Accepted)),
            InClaims = OrderMapping.Units(claims.Where(claim => claim.State is ClaimState.Open or ClaimState.InReview)),
        };
    }
}

/// <summary>Cuts events of Order-tracking down to what is kept, and reads that.</summary>
internal static class OrderMapping
{
    /// <summary>
    /// What is kept of a sale: currencies of amounts are the order's; prices, discounts and each line's share of tax that was added are in the net totals, which are
    /// what comes back. Of payments only their kinds are kept, of delivery what the standard option cost.
    /// </summary>
    public static OrderPlaced Compact(OrderPlaced placed)
    {
        var kept = new OrderPlaced
        {
            Origin = placed.Origin, EffectiveAt = placed.EffectiveAt, Channel = placed.Channel, OrderNumber = placed.OrderNumber, Source = placed.Source,
            ExternalId = placed.ExternalId, ContactId = placed.ContactId, Market = placed.Market, CurrencyCode = placed.CurrencyCode, StoreId = placed.StoreId,
        };
        kept.Totals = new Totals { Due = new Money { AmountMinor = (placed.Totals?.Due?.AmountMinor ?? 0) - (placed.Totals?.Rounding?.AmountMinor ?? 0) } };
        if ((placed.Totals?.StandardShipping ?? placed.Totals?.Shipping)?.AmountMinor is > 0 and var delivery)
        {
            kept.Totals.Shipping = new Money { AmountMinor = delivery };
        }

        var tax = Platform.Domain.AddedTax.Shares(placed.Totals?.Tax?.AmountMinor ?? 0, [.. placed.Lines.Select(line => line.NetTotal?.AmountMinor ?? 0)]);
        for (var i = 0; i < placed.Lines.Count; i++)
        {
            var line = placed.Lines[i];
            kept.Lines.Add(new SaleLine
            {
                LineId = line.LineId, Sku = line.Sku, Title = line.Title, Category = line.Category, Quantity = line.Quantity,
                Measure = line.Measure is Measure.Piece ? Measure.Unspecified : line.Measure,
                NetTotal = new Money { AmountMinor = (line.NetTotal?.AmountMinor ?? 0) + tax[i] },
                NonMerchandise = line.NonMerchandise,
                Fulfilment = line.Fulfilment?.Digital is { } digital ? new Fulfilment { Digital = digital } : null,
                WithdrawalException = line.WithdrawalException,
            });
        }

        kept.Tenders.Add(placed.Tenders.Select(tender => tender.Kind).Distinct().Select(kind => new Types.V1.Tender { Kind = kind }));
        return kept;
    }

    /// <summary>What is kept of a fulfilment; no lines when all of the order was with the customer at one time.</summary>
    public static OrderFulfilmentChanged Compact(OrderFulfilmentChanged changed)
    {
        var kept = new OrderFulfilmentChanged();
        if (changed.Lines.Count > 0 && changed.Lines[0].DeliveredAt is { } at && changed.Lines.All(line => IsWhole(line) && at.Equals(line.DeliveredAt) && at.Equals(line.FulfilledAt)))
        {
            kept.EffectiveAt = at;
            return kept;
        }

        kept.Lines.Add(changed.Lines);
        return kept;
    }

    /// <summary>What is kept of an order's claims.</summary>
    public static IReadOnlyList<Claim> Claims(byte[]? stored) => stored is null ? [] : Orders.V1.Order.Parser.ParseFrom(stored).Claims;

    /// <summary>What is kept of an order's claims once one of them is filed or decided.</summary>
    public static byte[] With(byte[]? stored, Claim news)
    {
        var kept = new Claim { ClaimId = news.ClaimId, State = news.State, Lines = { news.Lines } };
        return new Orders.V1.Order { Claims = { Claims(stored).Where(claim => claim.ClaimId != news.ClaimId).Append(kept) } }.ToByteArray();
    }

    /// <summary>Units of claims, by line.</summary>
    public static Dictionary<string, int> Units(params IEnumerable<Claim> claims) =>
        claims.SelectMany(claim => claim.Lines).GroupBy(line => line.LineId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity), StringComparer.Ordinal);

    public static OrderLine ToDomain(SaleLine line, string currencyCode) => new(
        line.LineId, line.Sku, line.Title, line.Category, line.Quantity, line.NetTotal.ToDomain(currencyCode), !line.NonMerchandise)
    { Measure = line.Measure.ToDomain(), IsDigital = line.Fulfilment?.Digital is not null, Exception = line.WithdrawalException.ToDomain() };

    public static IReadOnlyDictionary<string, LineProgress> Progress(byte[]? fulfilment, IReadOnlyList<OrderLine> lines)
    {
        if (fulfilment is null)
        {
            return new Dictionary<string, LineProgress>();
        }

        var changed = OrderFulfilmentChanged.Parser.ParseFrom(fulfilment);
        return changed.Lines.Count == 0
            ? lines.ToDictionary(line => line.LineId, line => Whole(line, changed.EffectiveAt.ToInstant()), StringComparer.Ordinal)
            : changed.Lines.ToDictionary(line => line.LineId, ToDomain, StringComparer.Ordinal);
    }

    private static bool IsWhole(LineFulfilment line) =>
        line.FulfilledQuantity == line.OrderedQuantity && line.DeliveredQuantity == line.OrderedQuantity && line.CancelledQuantity == 0;

    private static LineProgress Whole(OrderLine line, DateTimeOffset at) => new(line.Quantity, 0, at, at) { Delivered = line.Quantity };

    private static LineProgress ToDomain(LineFulfilment line) => new(
        line.FulfilledQuantity, line.CancelledQuantity, line.FulfilledAt.ToInstantOrNull(), line.DeliveredAt.ToInstantOrNull())
    { Delivered = line.DeliveredQuantity };
}
