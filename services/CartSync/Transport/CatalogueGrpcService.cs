using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Transport;
using Refusal = Omnichannel.Platform.Domain.Refusal;

namespace Omnichannel.CartSync.Transport;

/// <summary>The rpcs of <c>omnichannel.cart.v1.CatalogueService</c>: look-ups for tills and pages, batches from the merchant's systems.</summary>
public sealed partial class CatalogueGrpcService(CatalogueStore catalogue, ItemList items, ItemChanges changes, CatalogueCache prices, TimeProvider clock)
    : CatalogueService.CatalogueServiceBase
{
    private const int MostItems = 1000;

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
        var book = await prices.Open(request.Market, [], context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new MarketUnknown("market"));
        var response = new ListShippingOptionsResponse { ShippingOptions = { await catalogue.ShippingOptions(request.Market, context.CancellationToken).ConfigureAwait(false) } };
        foreach (var option in response.ShippingOptions)
        {
            option.Delivery = book.ShippingOptions.FirstOrDefault(known => known.Id == option.ShippingOptionId) is { Days.ArePromised: true } promised
                ? promised.Days.ToEstimate(promised.AreDaysLearned ? Types.V1.DeliveryBasis.Learned : Types.V1.DeliveryBasis.Fixed, clock.GetUtcNow(), WorkingDays.BuiltIn.In(request.Market))
                : null;
        }

        return response;
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
        foreach (var option in request.ShippingOptions)
        {
            option.Delivery = null;
        }

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
        var opening = store.Hours.At(now);
        var at = new StoreAvailability
        {
            StoreId = store.StoreId,
            Name = store.Name,
            PickupOffered = store.OffersPickup,
            Open = opening.IsOpen,
            OpensAt = ToTimestamp(opening.OpensAt),
            ClosesAt = ToTimestamp(opening.ClosesAt),
            TimeZone = store.Hours.TimeZone.Id,
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

    private const double DefaultRadiusKm = 50;

    /// <inheritdoc/>
    public override async Task<ListStoresResponse> ListStores(ListStoresRequest request, ServerCallContext context)
    {
        var place = PlaceOf(
            new RequestCheck().Id("market", request.Market, 16).Range("page_size", request.PageSize, 0, int.MaxValue),
            request.HasLatitude ? request.Latitude : null, request.HasLongitude ? request.Longitude : null, request.RadiusKm);
        var scope = FormattableString.Invariant($"stores/{request.Market}/{request.Latitude}/{request.Longitude}/{request.RadiusKm}/{place is null}");
        var after = PageToken.Read(scope, request.PageToken);
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).ContainsKey(request.Market))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var stores = await prices.Stores(request.Market, context.CancellationToken).ConfigureAwait(false);
        var size = PageToken.Size(request.PageSize);
        var page = Near(stores, place, request.RadiusKm).Select(near => (near.Store, near.DistanceKm, Place: PlaceInList(near)))
            .Where(near => after is null || near.Place.Position > after.Position || (near.Place.Position == after.Position && string.CompareOrdinal(near.Place.Id, after.Id) > 0))
            .Take(size + 1).ToArray();
        var documents = (await catalogue.Stores([.. page.Take(size).Select(near => near.Store.StoreId)], context.CancellationToken).ConfigureAwait(false))
            .ToDictionary(store => store.StoreId);
        var now = clock.GetUtcNow();
        var response = new ListStoresResponse { NextPageToken = page.Length > size ? PageToken.Write(scope, page[size - 1].Place) : "" };
        response.Stores.AddRange(page.Take(size).Where(near => documents.ContainsKey(near.Store.StoreId)).Select(near => ToProto(documents[near.Store.StoreId], near.Store, near.DistanceKm, now)));
        return response;
    }

    /// <summary>The place that a request names, if any.</summary>
    private static (double Latitude, double Longitude)? PlaceOf(RequestCheck check, double? latitude, double? longitude, double radiusKm)
    {
        check.That(latitude is null == longitude is null, "latitude", "and longitude come together")
            .That(latitude is null || Math.Abs(latitude.Value) <= 90, "latitude", "must be from -90 to 90")
            .That(longitude is null || Math.Abs(longitude.Value) <= 180, "longitude", "must be from -180 to 180")
            .That(radiusKm is >= 0 and <= 20_100, "radius_km", "must be from 0 to 20,100").ThrowIfInvalid();
        return latitude is { } north && longitude is { } east ? (north, east) : null;
    }

    /// <summary>Stores by distance, or without a place by id, as they come.</summary>
    private static IEnumerable<(StorePlace Store, double? DistanceKm)> Near(IEnumerable<StorePlace> stores, (double Latitude, double Longitude)? place, double radiusKm)
    {
        if (place is not { } here)
        {
            return stores.Select(store => (store, (double?)null));
        }

        var radius = radiusKm == 0 ? DefaultRadiusKm : radiusKm;
        return stores.Where(store => store.Position is not null)
            .Select(store => (Store: store, DistanceKm: (double?)StorePlace.DistanceKm(store.Position!.Value, here)))
            .Where(near => near.DistanceKm <= radius).OrderBy(near => PlaceInList(near).Position).ThenBy(near => near.Store.StoreId, StringComparer.Ordinal);
    }

    // To the millimetre: as a whole number it is the same on each page.
    private static PagePlace PlaceInList((StorePlace Store, double? DistanceKm) near) => new((long)((near.DistanceKm ?? 0) * 1_000_000), Id: near.Store.StoreId);

    private static NearbyStore ToProto(StoreLocation document, StorePlace store, double? distanceKm, DateTimeOffset now)
    {
        var opening = store.Hours.At(now);
        var near = new NearbyStore { Store = document, Open = opening.IsOpen, OpensAt = ToTimestamp(opening.OpensAt), ClosesAt = ToTimestamp(opening.ClosesAt) };
        for (var i = document.Events.Count - 1; i >= 0; i--)
        {
            if (document.Events[i].EndsAt.ToDateTimeOffset() <= now)
            {
                document.Events.RemoveAt(i);
            }
        }

        if (distanceKm is { } km)
        {
            near.DistanceKm = km;
        }

        return near;
    }

    private static Timestamp? ToTimestamp(DateTimeOffset? moment) => moment is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
