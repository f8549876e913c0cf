using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Orders;

namespace Omnichannel.WebConsole.Tests.Orders;

public sealed class TotalRowsTests
{
    [Fact]
    public void Of_Totals_AddUpToWhatWasDue()
    {
        var totals = new Totals
        {
            Items = Euro(10_000), Discounts = Euro(1_500), PointsValue = Euro(250), Shipping = Euro(490), Tax = Euro(0), Rounding = Euro(-2), Due = Euro(8_738),
        };

        var rows = TotalRows.Of(totals);

        Assert.Equal(["ITEMS", "DISCOUNTS", "POINTS", "SHIPPING", "ROUNDING", "DUE"], rows.Select(row => row.Name));
        Assert.Equal(rows[^1].Amount.AmountMinor, rows.SkipLast(1).Sum(row => row.Amount.AmountMinor));
    }

    [Fact]
    public void Of_ShortSum_ShowsNoEmptyRows() =>
        Assert.Equal(["ITEMS", "DUE"], TotalRows.Of(new Totals { Items = Euro(500), Discounts = Euro(0), Due = Euro(500) }).Select(row => row.Name));

    private static Money Euro(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };
}
