using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Finance;

namespace Omnichannel.WebConsole.Tests.Finance;

/// <summary>The reports of finance.</summary>
public sealed class FinanceModelTests
{
    [Fact]
    public async Task Months_AreReadTogether_EachWithWhatIsOwedInEachCurrency()
    {
        var calls = new ScriptedCalls()
            .On<GetMovementReportRequest, GetMovementReportResponse>("GetMovementReport", (_, _) => new GetMovementReportResponse
            {
                Months = { Enumerable.Range(8, 5).Select(month => new MonthMovement { Month = $"2026-{month:00}", Closing = month }) },
            })
            .On<GetWalletLiabilityRequest, GetWalletLiabilityResponse>("GetWalletLiability", (request, _) => request.Month == "2026-08" ? new GetWalletLiabilityResponse()
                : new GetWalletLiabilityResponse { Liabilities = { Owed("EUR", 1), Owed("RON", 2) } });
        var model = new FinanceModel(calls);

        Assert.True(await model.Read(new DateOnly(2026, 8, 31), new DateOnly(2026, 12, 1), " eur "));

        Assert.Equal(("2026-08", "2026-12", "EUR"), calls.Made<GetMovementReportRequest>().Select(request => (request.FirstMonth, request.LastMonth, request.CurrencyCode)).Single());
        Assert.Equal(5, model.Points.Count);
        Assert.Equal(
            ["2026-09 EUR", "2026-09 RON", "2026-10 EUR", "2026-10 RON", "2026-11 EUR", "2026-11 RON", "2026-12 EUR", "2026-12 RON"],
            model.Liabilities.Select(owed => $"{owed.Month} {owed.Liability.Opening.CurrencyCode}"));
    }

    [Fact]
    public void Csv_HasALineForEachMonth_AndLeavesOutWhatIsNotKnown()
    {
        var csv = ReportCsv.Of(
        [
            new MonthMovement
            {
                Month = "2026-11", Opening = 10, Earned = 5, Goodwill = 1, Adjusted = -2, Restored = 3, Spent = 4, Expired = 6, TakenBack = 7, Closing = 0,
                Breakage = new Breakage { ExpiredValue = new Money { CurrencyCode = "EUR", AmountMinor = 6 }, CohortIssued = 100, CohortExpired = 20, ExpectedPoints = 0 },
            },
            new MonthMovement { Month = "2026-12" },
        ]).Split("\r\n");

        Assert.Equal("2026-11,10,5,1,-2,3,4,6,7,0,EUR,6,100,20,0", csv[1]);
        Assert.Equal("2026-12,0,0,0,0,0,0,0,0,0,,,,,", csv[2]);
        Assert.Equal("2026-11,RON,2,0,0,0,0,0,2", ReportCsv.Of([new MonthLiability("2026-11", Owed("RON", 2))]).Split("\r\n")[1]);
    }

    private static WalletLiability Owed(string currency, long minor)
    {
        Money Amount(long amount) => new() { CurrencyCode = currency, AmountMinor = amount };
        return new() { Opening = Amount(minor), Issued = Amount(0), Captured = Amount(0), Refunded = Amount(0), Expired = Amount(0), Voided = Amount(0), Closing = Amount(minor) };
    }
}
