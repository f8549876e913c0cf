using Omnichannel.Platform.Time;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// Terms of a withdrawal. The day of what begins one does not count, and one that would end on a Saturday, a Sunday or a holiday ends with the next working day (Regulation 1182/71,
/// Article 3). A day has ended when it has for everybody in the country.
/// </summary>
public static class WithdrawalPeriod
{
    /// <summary>The first moment at which it is too late to withdraw.</summary>
    /// <param name="begunAt">When the last of the goods came, or the contract was concluded.</param>
    /// <param name="terms">The market's.</param>
    /// <param name="information">When the consumer was told of the right.</param>
    /// <param name="days">The market's.</param>
    public static DateTimeOffset EndsAt(DateTimeOffset begunAt, WithdrawalTerms terms, WithdrawalInformation information, MarketDays days)
    {
        var last = days.Days.DayOf(begunAt).AddDays(terms.Days);
        if (information.At is { } told && told <= begunAt)
        {
            return EndOf(last, days);
        }

        // The longest is counted from where the period would have ended; being told within it leaves the days of the law from then on.
        var longest = last.AddMonths(WithdrawalTerms.UninformedMonths);
        var sinceTold = information.At is { } at ? days.Days.DayOf(at).AddDays(terms.Days) : longest;
        return EndOf(sinceTold < last ? last : sinceTold < longest ? sinceTold : longest, days);
    }

    /// <summary>The first moment after the days in which goods are to be sent back, and in which money is.</summary>
    public static DateTimeOffset SettledBy(DateTimeOffset confirmedAt, MarketDays days) => EndOf(days.Days.DayOf(confirmedAt).AddDays(WithdrawalTerms.SettlementDays), days);

    private static DateTimeOffset EndOf(DateOnly last, MarketDays days) => days.LastDays.EndOf(days.Calendar.OnOrAfter(last));
}
