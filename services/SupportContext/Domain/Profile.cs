using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.SupportContext.Domain;

/// <summary>Who a customer is.</summary>
public sealed partial record Profile(
    string CustomerId, string Name, string Language, string TimeZone, string Birthday, string HomeStoreId, IReadOnlyList<string> Interests)
{
    /// <summary>The day of the year of the birthday, as <c>--03-31</c>; empty when it is not known.</summary>
    public string MonthDay => Birthday.Length == 0 ? "" : $"--{Birthday[^5..]}";

    /// <summary>The profile, or the rule that it breaks. Empty fields are unknown, which is fine.</summary>
    public Decision<Profile> Check()
    {
        if (Language.Length > 0 && !LanguageForm().IsMatch(Language))
        {
            return new LanguageInvalid();
        }

        if (TimeZone.Length > 0 && !LocalDays.IsZone(TimeZone))
        {
            return new TimeZoneUnknown();
        }

        return Birthday.Length > 0 && !IsDay(Birthday) ? new BirthdayInvalid() : this;
    }

    // A leap year stands for the year that is not told.
    private static bool IsDay(string text) => DateOnly.TryParseExact(
        text.StartsWith("--", StringComparison.Ordinal) ? $"2000-{text[2..]}" : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageForm();
}

/// <summary>What a person can do.</summary>
public enum TouchpointKind
{
    None = 0,
    PageView = 1,
    ProductView = 2,
    Search = 3,
    StoreVisit = 4,
    EmailOpen = 5,
    LinkClick = 6,
    CampaignArrival = 7,
}

/// <summary>Something that a person did on a page, in a store, or with a message.</summary>
public sealed record Touchpoint(
    string Id, TouchpointKind Kind, DateTimeOffset OccurredAt, string Target, string CampaignSource, string StoreId, string SessionId)
{
    /// <summary>Longest target, in characters.</summary>
    public const int MostTargetCharacters = 500;

    /// <summary>Most touchpoints in one call.</summary>
    public const int MostInBatch = 1000;

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    /// <summary>Why it is not recorded; null when it is.</summary>
    public Refusal? Check(DateTimeOffset now)
    {
        if (Target.Length > MostTargetCharacters)
        {
            return new TargetTooLong();
        }

        return ReportedTime.IsAhead(OccurredAt, now) ? new OccurredInFuture() : OccurredAt < now - Oldest ? new TooOld() : null;
    }
}
