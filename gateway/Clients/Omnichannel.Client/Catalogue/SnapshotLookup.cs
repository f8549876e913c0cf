using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;
using Omnichannel.Values;
using Omnichannel.Values.Scanning;
using MeasureCode = Omnichannel.Values.Scanning.MeasureCode;
using Status = Grpc.Core.Status;

namespace Omnichannel.Client.Catalogue;

/// <summary>Answers like <c>LookupItem</c>, from the tables of a snapshot.</summary>
/// <param name="file">Where they are.</param>
/// <param name="taken">The market's currency and layouts.</param>
/// <param name="year">The present one.</param>
internal sealed class SnapshotLookup(LogFile file, ListItemChangesResponse taken, int year)
{
    public LookupItemResponse ByScan(string scan)
    {
        if (scan.Length is 0 or > ScanReader.MostCharacters || scan.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused(StatusCode.InvalidArgument, "INVALID_FIELD");
        }

        var number = Unless(ScanReader.Read(scan, year));
        var read = Unless(MeasureCode.Read(number, taken.MeasureCodes.Select(MeasureCode.From)));
        var owners = CatalogueTables.Owners(file, read.Gtin, read.OtherGtin);
        var skus = owners.Select(owner => owner.Sku).Distinct().ToList();
        if (skus.Count > 1)
        {
            throw Refused(StatusCode.FailedPrecondition, ScanFault.Ambiguous.Reason);
        }

        var response = skus.Count == 0 ? throw NotFound() : BySku(skus[0]);
        var code = owners.Count == 1 ? read with { Gtin = owners[0].Gtin } : read;
        response.Code = Unless(CodeView.Of(code, taken.CurrencyCode));
        if (ScannedQuantity.Of(code, SoldBy(response)) is { } quantity)
        {
            response.Quantity = quantity;
        }

        return response;
    }

    public LookupItemResponse BySku(string sku) => CatalogueTables.Find(file, sku) is { } found ? new LookupItemResponse { Item = found.Item, Price = found.Price } : throw NotFound();

    private SoldBy SoldBy(LookupItemResponse found) => new(
        Measures.Of(found.Item.Measure), found.Price is { } price ? decimal.Parse(price.UnitPrice, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null, taken.CurrencyCode);

    private static T Unless<T>(Reading<T> reading) => reading.Fault is { } fault ? throw Refused(StatusCode.InvalidArgument, fault.Reason, fault.Identifier) : reading.Value;

    private static RefusedException NotFound() => new(new Status(StatusCode.NotFound, "The catalogue had no such item."), [], new ErrorInfo { Reason = "ITEM_NOT_FOUND" });

    private static RefusedException Refused(StatusCode status, string reason, string identifier = "")
    {
        const string Detail = "The scan names no item.";
        var info = new ErrorInfo { Reason = reason };
        if (identifier.Length > 0)
        {
            info.Metadata.Add("ai", identifier);
        }

        return new RefusedException(new Status(status, Detail), [], info) { Violations = [new FieldViolation("scan", Detail)] };
    }
}
