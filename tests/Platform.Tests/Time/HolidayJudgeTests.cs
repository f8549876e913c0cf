using System.Globalization;
using Omnichannel.Platform.Time;
using Omnichannel.TestKit;
using YamlDotNet.Serialization;

namespace Omnichannel.Platform.Tests.Time;

/// <summary>Each day of three years, judged by a calendar that shares nothing with ours: npm's date-holidays. Where they differ is listed, with the reason.</summary>
public sealed class HolidayJudgeTests
{
    private static readonly int[] Years = [2026, 2027, 2028];

    // As the calendar of our GB is that of England and Wales.
    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["IT"] = ["IT"], ["RO"] = ["RO"], ["DE"] = ["DE"], ["FR"] = ["FR"], ["GB"] = ["GB", "ENG"], ["US"] = ["US"], ["CN"] = ["CN"],
    };

    [Fact]
    public async Task WorkingDays_AreTheirs_ButForTheDifferencesListed()
    {
        var answer = await NodeScript.RunAsync("scripts/holidays.js", input: new { calendars = Places, years = Years });
        var listed = Listed();
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var country in Places.Keys)
        {
            var theirs = answer.GetProperty(country).EnumerateArray()
                .Select(holiday => DateOnly.Parse(holiday.GetProperty("day").GetString()!, CultureInfo.InvariantCulture)).ToHashSet();
            Assert.True(theirs.Count > 20, $"{country} has few holidays there: {theirs.Count}");
            foreach (var day in Days().Where(day => WorkingDays.BuiltIn.In(country).Calendar.IsWorkingDay(day) != (!IsWeekend(day) && !theirs.Contains(day))))
            {
                found.Add($"{country} {day:yyyy-MM-dd}", theirs.Contains(day) ? "free there, work here" : "work there, free here");
            }
        }

        Assert.Equal(listed.Keys.Order(StringComparer.Ordinal), found.Keys);
        Assert.All(listed, difference => Assert.StartsWith(found[difference.Key], difference.Value, StringComparison.Ordinal));
    }

    private static IEnumerable<DateOnly> Days()
    {
        for (var day = new DateOnly(Years[0], 1, 1); day.Year <= Years[^1]; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static Dictionary<string, string> Listed()
    {
        var groups = new Deserializer().Deserialize<Dictionary<string, string[]>>(
            File.ReadAllText(Repository.PathOf("tests", "Platform.Tests", "Time", "holiday-differences.yaml")));
        return groups.SelectMany(group => group.Value.Select(day => (day, reason: group.Key))).ToDictionary(pair => pair.day, pair => pair.reason, StringComparer.Ordinal);
    }
}
