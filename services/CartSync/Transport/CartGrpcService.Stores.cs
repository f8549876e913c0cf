using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Transport;

namespace Omnichannel.CartSync.Transport;

/// <summary>The way to the stores.</summary>
public sealed partial class CartGrpcService
{
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
        var opening = StoreHours.At(store, now);
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
