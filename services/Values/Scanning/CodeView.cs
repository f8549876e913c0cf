using System.Globalization;
using Omnichannel.Cart.V1;

namespace Omnichannel.Values.Scanning;

/// <summary>What a code says, as it is answered.</summary>
public static class CodeView
{
    /// <summary>The code; the fault when it has a price that nobody can pay.</summary>
    /// <param name="scan">As it was read.</param>
    /// <param name="currency">Of the market.</param>
    public static Reading<ScannedCode> Of(Scan scan, string currency)
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
                scan.Measures.Select(measure => new Cart.V1.ScannedMeasure
                {
                    Kind = measure.Kind,
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
            var amount = price.In(currency);
            if (!amount.IsRead)
            {
                return amount.Fault!;
            }

            code.Price = amount.Value;
        }

        return code;
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
