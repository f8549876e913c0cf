using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Transport;
using Omnichannel.Values.Scanning;

namespace Omnichannel.CartSync.Transport;

// Items: found by a scan or a sku, and listed.
public sealed partial class CatalogueGrpcService
{
    private const int MostWordCharacters = 200;
    private const int MostWords = 10;
    private const int MostCategoryCharacters = 512;
    private const int MostMeasureCodes = 100;

    /// <inheritdoc/>
    public override async Task<LookupItemResponse> LookupItem(LookupItemRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).OptionalText("scan", request.Scan, ScanReader.MostCharacters)
            .That(request.Scan.Length > 0 || request.Sku.Length > 0, "scan", "or sku is required").ThrowIfInvalid();
        var read = request.Scan.Length == 0 ? null : ScanRefused.Unless(ScanReader.Read(request.Scan, clock.GetUtcNow().Year));
        var (scan, item) = read is null
            ? (null, await catalogue.FindItem(request.Sku, context.CancellationToken).ConfigureAwait(false))
            : await catalogue.FindScanned(read, request.Market, context.CancellationToken).ConfigureAwait(false);
        if (item is null)
        {
            throw new RefusedException(new ItemNotFound());
        }

        var response = new LookupItemResponse { Item = item };
        if (scan is not null)
        {
            var currency = (await prices.Markets(context.CancellationToken).ConfigureAwait(false)).GetValueOrDefault(request.Market);
            response.Code = ScanRefused.Unless(CodeView.Of(scan, currency ?? (scan.Price is { CurrencyCode: null } ? throw new RefusedException(new MarketUnknown("market")) : "")));
        }

        var book = await prices.Open(request.Market, [item.Sku], context.CancellationToken).ConfigureAwait(false);
        if (book?.Find(item.Sku) is { } known)
        {
            response.Price = known.IsForSale ? ItemPrices.Of(item, known, request.Market) : null;
            if (scan is not null && ScannedQuantity.Of(scan, new SoldBy(known.Measure, known.IsForSale ? known.Price?.Amount : null, known.Price?.CurrencyCode ?? "")) is { } scanned)
            {
                response.Quantity = scanned;
            }

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
    public override async Task<ListItemsResponse> ListItems(ListItemsRequest request, ServerCallContext context)
    {
        var words = ItemWords.Asked(request.Words.Length > MostWordCharacters ? "" : request.Words);
        new RequestCheck().Id("market", request.Market, 16).OptionalText("category", request.Category, MostCategoryCharacters)
            .Range("page_size", request.PageSize, 0, int.MaxValue).OptionalText("words", request.Words, MostWordCharacters)
            .That(words.Count <= MostWords, "words", "must be at most 10").That(words.Count > 0 || request.Words.Length is 0 or > MostWordCharacters, "words", "must have a letter or digit")
            .ThrowIfInvalid();
        var filter = new ItemFilter(request.Market, CategoryPath.Normal(request.Category), words);
        var scope = $"items/{filter.Market}/{filter.Category}?{string.Join(' ', words)}";
        var after = PageToken.Read(scope, request.PageToken);
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).ContainsKey(request.Market))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var size = PageToken.Size(request.PageSize);
        var found = await items.After(filter, after?.Id ?? "", size + 1, context.CancellationToken).ConfigureAwait(false);
        return new ListItemsResponse
        {
            Items = { found.Take(size).Select(one => new ListedItem { Item = one.Item, Price = ItemPrices.Of(one.Item, one.Known, request.Market) }) },
            NextPageToken = found.Count > size ? PageToken.Write(scope, new PagePlace(0, Id: found[size - 1].Item.Sku)) : "",
        };
    }

    /// <inheritdoc/>
    public override async Task<ListItemChangesResponse> ListItemChanges(ListItemChangesRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var scope = $"itemChanges/{request.Market}";
        var after = PageToken.Read(scope, request.ChangeToken, "change_token");
        var asOf = clock.GetUtcNow();
        if (!(await prices.Markets(context.CancellationToken).ConfigureAwait(false)).TryGetValue(request.Market, out var currency))
        {
            throw new RefusedException(new MarketUnknown("market"));
        }

        var size = PageToken.Size(request.PageSize);
        var place = after is null ? ChangePlace.First : new ChangePlace(after.Position, after.Id, after.Tie);
        var changed = await changes.After(request.Market, currency, place, size, context.CancellationToken).ConfigureAwait(false);
        return new ListItemChangesResponse
        {
            Items = { changed.Items },
            NextChangeToken = PageToken.Write(scope, new PagePlace(changed.Last.Revision, changed.Last.Mark, changed.Last.Sku)),
            More = changed.HasMore,
            AsOf = Timestamp.FromDateTimeOffset(asOf),
            CurrencyCode = currency,
            MeasureCodes = { changed.MeasureCodes },
        };
    }

    /// <inheritdoc/>
    public override async Task<SetMeasureCodesResponse> SetMeasureCodes(SetMeasureCodesRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("market", request.Market, 16).Count("measure_codes", request.MeasureCodes.Count, 0, MostMeasureCodes).ThrowIfInvalid();
        return await catalogue.SetMeasureCodes(request.Market, request.MeasureCodes, context.CancellationToken).ConfigureAwait(false) is { } refusal
            ? throw new RefusedException(refusal)
            : new SetMeasureCodesResponse { MeasureCodes = { request.MeasureCodes } };
    }
}
