using System.Globalization;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Domain.Scanning;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using MeasureKind = Omnichannel.CartSync.Domain.Scanning.MeasureKind;
using ScannedMeasure = Omnichannel.Cart.V1.ScannedMeasure;

namespace Omnichannel.CartSync.Transport;

/// <summary>What a code says, as it is answered.</summary>
internal static class ScanView
{
    /// <param name="scan">As it was read.</param>
    /// <param name="currency">Of the market; null when that is not known.</param>
    public static ScannedCode Of(Scan scan, string? currency)
    {
        var code = new ScannedCode
        {
            Gtin = scan.Gtin,
            Lot = scan.Lot,
            Serial = scan.Serial,
            ExpiryDate = Day(scan.ExpiresOn),
            BestBeforeDate = Day(scan.BestBefore),
            SellByDate = Day(scan.SellBy),
            Measures =
            {
                scan.Measures.Select(measure => new ScannedMeasure
                {
                    Kind = SameWords.ToContract<MeasureKind, Cart.V1.MeasureKind>(measure.Kind),
                    Value = measure.Value.ToString("0.######", CultureInfo.InvariantCulture),
                    UnitCode = measure.UnitCode,
                }),
            },
        };
        if (scan.Count is { } count)
        {
            code.Count = count;
        }

        if (scan.Price is { } price)
        {
            var amount = price.In(currency ?? price.CurrencyCode ?? throw new RefusedException(new MarketUnknown("market"))).Value;
            code.Price = new Types.V1.Money { CurrencyCode = amount.CurrencyCode, AmountMinor = amount.AmountMinor };
        }

        return code;
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
