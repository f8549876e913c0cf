using System.Globalization;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Programs;

/// <summary>What a program says, in words.</summary>
public static class ProgramWords
{
    private const int LeapYear = 2000;

    /// <summary>When points lapse.</summary>
    public static string Expiry(this Wording words, LoyaltyProgram program) => program switch
    {
        { ExpiryDays: > 0 } => words.Say("programs.expiry.days", ("days", program.ExpiryDays)),
        { ExpiryCalendar: { } calendar } => words.Say("programs.expiry.calendar", ("day", DayOf(words, calendar.MonthDay)), ("years", calendar.YearsAfter)),
        { ExpiryInactiveMonths: > 0 } => words.Say("programs.expiry.inactive", ("months", program.ExpiryInactiveMonths)),
        _ => words["programs.expiry.never"],
    };

    /// <summary>By what a tier is reached; of the lowest, that everybody has it.</summary>
    public static string Rests(this Wording words, Tier tier) => tier.Threshold == 0
        ? words["programs.tiers.all"]
        : words.Say($"programs.tiers.{Enums.Name(tier.Metric)}", ("threshold", tier.Threshold), ("days", tier.WindowDays));

    /// <summary>How much may be earned.</summary>
    public static string Room(this Wording words, EarnCap cap) => words.Say(
        cap.PerMember ? "programs.caps.own" : "programs.caps.all", ("points", cap.Points), ("period", words[$"programs.period.{Enums.Name(cap.Period)}"]));

    private static string DayOf(Wording words, string monthDay) => DateOnly.TryParseExact($"{LeapYear}-{monthDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day.ToString("M", CultureInfo.GetCultureInfo(words.Language)) : monthDay;
}
