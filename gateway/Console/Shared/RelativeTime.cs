using System.Globalization;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Times as people say them: how long ago, how long since. The exact ones stand beside them.</summary>
public static class RelativeTime
{
    private static readonly (TimeSpan From, TimeSpan Unit, string Name)[] Units =
    [
        (TimeSpan.FromDays(2), TimeSpan.FromDays(1), "days"), (TimeSpan.FromHours(2), TimeSpan.FromHours(1), "hours"), (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1), "minutes"),
        (TimeSpan.Zero, TimeSpan.FromSeconds(1), "seconds"),
    ];

    /// <summary>How long something took, or takes: 90 seconds, 3 hours. Under a second is said in milliseconds where that is asked for.</summary>
    public static string Length(Wording words, TimeSpan time)
    {
        var (_, unit, name) = Units.First(unit => time.Duration() >= unit.From);
        return words.Say($"when.{name}", ("count", (long)(time.Duration() / unit)));
    }

    /// <summary>How long ago something was, or how soon it will be.</summary>
    public static string Ago(Wording words, DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { Ticks: >= 0 } age when age < TimeSpan.FromSeconds(5) => words["when.now"],
        { Ticks: >= 0 } age => words.Say("when.ago", ("time", Length(words, age))),
        var ahead => words.Say("when.ahead", ("time", Length(words, ahead))),
    };

    /// <summary>The moment itself, in UTC: operators of several zones speak of the same one.</summary>
    public static string Exact(DateTimeOffset then) => then.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>For a page's <c>datetime</c>.</summary>
    public static string Machine(DateTimeOffset then) => then.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
