using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Text;
using Refusal = Omnichannel.Platform.Domain.Refusal;

namespace Omnichannel.CartSync.Transport;

/// <summary>The catalogue: look-ups for tills and pages, batches from the merchant's systems.</summary>
public sealed partial class CartGrpcService
{
    private const int MostItems = 1000;

    /// <inheritdoc/>
    public override async Task<LookupItemResponse> LookupItem(LookupItemRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16)
            .That(request.Gtin.Length > 0 || request.Sku.Length > 0, "gtin", "or sku is required").ThrowIfInvalid();
        var gtin = request.Gtin.Length == 0 ? null : Canonical.Gtin(request.Gtin) ?? throw new RefusedException(new GtinInvalid("gtin"));
        var item = await catalogue.FindItem(request.Sku, gtin, context.CancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException(new ItemNotFound());
        var response = new LookupItemResponse { Item = item };
        var book = await prices.Open(request.Market, [item.Sku], context.CancellationToken).ConfigureAwait(false);
        if (book?.Find(item.Sku) is { } known)
        {
            // As it was upserted; a bundle may have the sum of its parts.
            response.Price = !known.IsForSale ? null : item.Prices.FirstOrDefault(price => price.Market == request.Market)
                ?? new ItemPrice { Market = request.Market, CurrencyCode = known.Price!.Value.CurrencyCode, UnitPrice = known.PriceText };
            var available = request.StoreId.Length == 0 ? known.ShippableQuantity
                : known.StoreQuantities.TryGetValue(request.StoreId, out var onShelf) ? onShelf : null;
            if (available is { } quantity)
            {
                response.AvailableQuantity = Whole(quantity);
            }
        }

        return response;
    }

    /// <inheritdoc/>
    public override async Task<CheckAvailabilityResponse> CheckAvailability(CheckAvailabilityRequest request, ServerCallContext context)
    {
        var place = PlaceOf(
            new RequestCheck().Count("skus", request.Skus.Count, 1, 100).Id("market", request.Market, 16).Range("max_stores", request.MaxStores, 0, 10_000),
            request.HasLatitude ? request.Latitude : null, request.HasLongitude ? request.Longitude : null, request.RadiusKm);
        var book = await prices.Open(request.Market, request.Skus, context.CancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException(new MarketUnknown("market"));
        var known = await prices.Stores(request.Market, context.CancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();

        // What every sku's answer says about a store is worked out once.
        StoreAvailability[] stores =
        [
            .. Near(request.StoreId.Length == 0 ? known : known.Where(store => store.StoreId == request.StoreId), place, request.RadiusKm)
                .Select(near => At(near.Store, near.DistanceKm, now)),
        ];
        var response = new CheckAvailabilityResponse();
        foreach (var sku in request.Skus)
        {
            response.Availabilities.Add(Availability(sku, book.Find(sku), stores, request.MaxStores));
        }

        return response;
    }

    /// <inheritdoc/>
    public override async Task<ListShippingOptionsResponse> ListShippingOptions(ListShippingOptionsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).ThrowIfInvalid();
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).ContainsKey(request.Market))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        return new ListShippingOptionsResponse { ShippingOptions = { await catalogue.ShippingOptions(request.Market, context.CancellationToken).ConfigureAwait(false) } };
    }

    /// <inheritdoc/>
    public override async Task<UpsertItemsResponse> UpsertItems(UpsertItemsRequest request, ServerCallContext context)
    {
        CheckBatch("items", request.Items.Count);
        var results = await catalogue.UpsertItems(request.Items, context.CancellationToken).ConfigureAwait(false);
        return new UpsertItemsResponse { Results = { request.Items.Zip(results, (item, refusal) => Result(item.Sku, refusal)) } };
    }

    /// <inheritdoc/>
    public override async Task<UpsertStoresResponse> UpsertStores(UpsertStoresRequest request, ServerCallContext context)
    {
        CheckBatch("stores", request.Stores.Count);
        var results = await catalogue.UpsertStores(request.Stores, context.CancellationToken).ConfigureAwait(false);
        return new UpsertStoresResponse { Results = { request.Stores.Zip(results, (item, refusal) => Result(item.StoreId, refusal)) } };
    }

    /// <inheritdoc/>
    public override async Task<SetStockResponse> SetStock(SetStockRequest request, ServerCallContext context)
    {
        CheckBatch("levels", request.Levels.Count);
        var results = await catalogue.SetStock(request.Levels, context.CancellationToken).ConfigureAwait(false);
        return new SetStockResponse { Results = { request.Levels.Zip(results, (item, refusal) => Result(item.Sku, refusal)) } };
    }

    /// <inheritdoc/>
    public override async Task<UpsertPromotionsResponse> UpsertPromotions(UpsertPromotionsRequest request, ServerCallContext context)
    {
        CheckBatch("promotions", request.Promotions.Count);
        var results = await catalogue.UpsertPromotions(request.Promotions, context.CancellationToken).ConfigureAwait(false);
        return new UpsertPromotionsResponse { Results = { request.Promotions.Zip(results, (item, refusal) => Result(item.PromotionId, refusal)) } };
    }

    /// <inheritdoc/>
    public override async Task<SetShippingOptionsResponse> SetShippingOptions(SetShippingOptionsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).Count("shipping_options", request.ShippingOptions.Count, 0, 100)
            .That(request.ShippingOptions.Select(option => option.ShippingOptionId).Distinct().Count() == request.ShippingOptions.Count, "shipping_options", "must have different ids")
            .ThrowIfInvalid();
        return await catalogue.SetShippingOptions(request.Market, request.ShippingOptions, context.CancellationToken).ConfigureAwait(false) is { } refusal
            ? throw new RefusedException(refusal)
            : new SetShippingOptionsResponse { ShippingOptions = { request.ShippingOptions } };
    }

    private static void CheckBatch(string field, int count)
    {
        if (count > MostItems)
        {
            throw new InvalidRequestException(field, "must have at most 1,000 elements", "BATCH_TOO_LARGE");
        }
    }

    private static UpsertResult Result(string id, Refusal? refusal) => new() { Id = id, Refusal = refusal?.ToContract() };

    private static StoreAvailability At(StorePlace store, double? distanceKm, DateTimeOffset now)
    {
        var opening = StoreHours.At(store, now);
        var at = new StoreAvailability
        {
            StoreId = store.StoreId,
            Name = store.Name,
            PickupOffered = store.OffersPickup,
            Open = opening.IsOpen,
            OpensAt = ToTimestamp(opening.OpensAt),
            ClosesAt = ToTimestamp(opening.ClosesAt),
            TimeZone = store.TimeZone.Id,
        };
        if (distanceKm is { } km)
        {
            at.DistanceKm = km;
        }

        return at;
    }

    private static SkuAvailability Availability(string sku, CatalogueItem? item, StoreAvailability[] stores, int mostStores)
    {
        var availability = new SkuAvailability { Sku = sku };
        if (item is not { IsForSale: true })
        {
            availability.ShippableQuantity = 0;
            return availability;
        }

        if (item.ShippableQuantity is { } shippable)
        {
            availability.ShippableQuantity = Whole(shippable);
        }

        foreach (var store in stores)
        {
            if (item.StoreQuantities.TryGetValue(store.StoreId, out var quantity) && quantity > 0)
            {
                var at = store.Clone();
                at.Quantity = Whole(quantity);
                availability.Stores.Add(at);
                if (availability.Stores.Count == mostStores)
                {
                    break;
                }
            }
        }

        return availability;
    }

    private static int Whole(long quantity) => (int)Math.Min(quantity, int.MaxValue);
}
