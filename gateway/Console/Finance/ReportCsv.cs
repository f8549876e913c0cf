using System.Globalization;
using System.Text;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Finance;

/// <summary>The reports as CSV (RFC 4180). Amounts are in minor units, beside their currency.</summary>
public static class ReportCsv
{
    /// <summary>How points moved, a line for each month.</summary>
    public static string Of(IEnumerable<MonthMovement> months)
    {
        var text = new StringBuilder("month,opening,earned,goodwill,adjusted,restored,spent,expired,taken_back,closing,currency,expired_value_minor,cohort_issued,cohort_expired,expected_breakage\r\n");
        foreach (var month in months)
        {
            var (breakage, value) = (month.Breakage, month.Breakage?.ExpiredValue);
            text.Append(CultureInfo.InvariantCulture, $"{month.Month},{month.Opening},{month.Earned},{month.Goodwill},{month.Adjusted},{month.Restored},{month.Spent},{month.Expired},{month.TakenBack},{month.Closing},")
                .Append(CultureInfo.InvariantCulture, $"{value?.CurrencyCode},{value?.AmountMinor},{breakage?.CohortIssued},{breakage?.CohortExpired},{breakage?.ExpectedPoints}\r\n");
        }

        return text.ToString();
    }

    /// <summary>What is owed, a line for each month and currency.</summary>
    public static string Of(IEnumerable<MonthLiability> months)
    {
        var text = new StringBuilder("month,currency,opening_minor,issued_minor,captured_minor,refunded_minor,expired_minor,voided_minor,closing_minor\r\n");
        foreach (var (month, owed) in months)
        {
            var amounts = new Money[] { owed.Opening, owed.Issued, owed.Captured, owed.Refunded, owed.Expired, owed.Voided, owed.Closing };
            text.Append(CultureInfo.InvariantCulture, $"{month},{owed.Opening.CurrencyCode},{string.Join(',', amounts.Select(amount => amount.AmountMinor.ToString(CultureInfo.InvariantCulture)))}\r\n");
        }

        return text.ToString();
    }
}
