using NodaTime;
using NodaTime.TimeZones;
using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.Time;

/// <summary>The days of markets, from <c>working-days.yaml</c>: by which clock they are, and on which of them people work.</summary>
public sealed class WorkingDays
{
    private static readonly DayOfWeek[] SaturdayAndSunday = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    private readonly Dictionary<string, MarketDays> countries;

    private WorkingDays(Dictionary<string, MarketDays> countries) => this.countries = countries;

    /// <summary>The calendars that come with the product: national holidays only, no regional ones.</summary>
    public static WorkingDays BuiltIn { get; } = ReadEmbedded();

    /// <summary>The countries with a calendar of their own (ISO 3166-1 alpha-2).</summary>
    public IReadOnlyCollection<string> Countries => countries.Keys;

    /// <summary>
    /// The days of a market: those of its country (<c>IT</c>, <c>IT-north</c>). A country without a calendar has its own clocks, weekends on Saturday and Sunday, and no holidays; a market
    /// of another name has days of UTC.
    /// </summary>
    public MarketDays In(string market)
    {
        var country = market.Split('-', '_')[0].ToUpperInvariant();
        return countries.GetValueOrDefault(country) ?? MarketDays.ByClocksOf(country);
    }

    /// <summary>Reads calendars: by country its clocks, its weekend (ISO weekdays, Saturday and Sunday unless given) and the rules of its holidays.</summary>
    /// <exception cref="InvalidDataException">The document is no such file; the fault is named.</exception>
    public static WorkingDays Read(TextReader yaml) => new(
        DataFile.Read<Dictionary<string, Entry>>(yaml, "working days").ToDictionary(country => country.Key, country => ToDays(country.Key, country.Value), StringComparer.Ordinal));

    private static MarketDays ToDays(string country, Entry entry)
    {
        var zones = (entry.Zones ?? []).Select(zone => LocalDays.TryIn(zone) ?? throw new InvalidDataException($"{country}: '{zone}' is no IANA time zone.")).ToArray();
        return zones.Length > 0
            ? new MarketDays(zones[0], zones[^1], ToCalendar(country, entry))
            : throw new InvalidDataException($"{country}: its time zones are missing.");
    }

    private static WorkingCalendar ToCalendar(string country, Entry entry)
    {
        var weekend = entry.Weekend?.Select(day => day is >= 1 and <= 7
            ? (DayOfWeek)(day % 7)
            : throw new InvalidDataException($"{country}: {day} is no ISO weekday (1 Monday to 7 Sunday).")).ToArray() ?? SaturdayAndSunday;
        return weekend.Distinct().Count() < 7
            ? new WorkingCalendar(weekend, [.. (entry.Holidays ?? []).Select(rule => HolidayRule.Parse(rule)
                ?? throw new InvalidDataException($"{country}: '{rule}' is no rule of a holiday."))])
            : throw new InvalidDataException($"{country}: the weekend leaves no working day.");
    }

    private static WorkingDays ReadEmbedded()
    {
        using var reader = DataFile.Embedded(typeof(WorkingDays).Assembly, "Omnichannel.Platform.Time.working-days.yaml");
        return Read(reader);
    }

    private sealed class Entry
    {
        public string[]? Zones { get; set; }

        public int[]? Weekend { get; set; }

        public string[]? Holidays { get; set; }
    }
}

/// <summary>The days of a market.</summary>
/// <param name="Days">The clock by which they are counted: where most of its people are.</param>
/// <param name="LastDays">The clock by which they end: a day that is over has ended for all of its people.</param>
/// <param name="Calendar">On which of them people work.</param>
public sealed record MarketDays(LocalDays Days, LocalDays LastDays, WorkingCalendar Calendar)
{
    private static readonly Dictionary<string, MarketDays> ByClocks = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .GroupBy(location => location.CountryCode, StringComparer.Ordinal)
        .ToDictionary(country => country.Key, country => new MarketDays(
            LocalDays.In(country.First().ZoneId),
            LocalDays.In(country.MinBy(location => DateTimeZoneProviders.Tzdb[location.ZoneId].GetUtcOffset(Winter))!.ZoneId),
            WorkingCalendar.WithoutHolidays), StringComparer.Ordinal);

    /// <summary>Of a market that is not named by a country.</summary>
    public static MarketDays Nowhere { get; } = new(LocalDays.Utc, LocalDays.Utc, WorkingCalendar.WithoutHolidays);

    // The time zone database names the clock of most people first. Days end last in the west.
    private static Instant Winter => Instant.FromUtc(2026, 1, 1, 0, 0);

    internal static MarketDays ByClocksOf(string country) => ByClocks.GetValueOrDefault(country) ?? Nowhere;
}

/// <summary>On which days people work in a market.</summary>
public sealed class WorkingCalendar
{
    private readonly DayOfWeek[] weekend;
    private readonly IReadOnlyList<HolidayRule> rules;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, HashSet<DateOnly>> years = new();

    internal WorkingCalendar(DayOfWeek[] weekend, IReadOnlyList<HolidayRule> rules)
    {
        this.weekend = weekend;
        this.rules = rules;
    }

    /// <summary>Monday to Friday, all year.</summary>
    public static WorkingCalendar WithoutHolidays { get; } = new([DayOfWeek.Saturday, DayOfWeek.Sunday], []);

    /// <summary>Whether people work on that day.</summary>
    public bool IsWorkingDay(DateOnly day) => !weekend.Contains(day.DayOfWeek) && !IsHoliday(day);

    /// <summary>Whether that day is a holiday of the market, weekend or not.</summary>
    public bool IsHoliday(DateOnly day) => years.GetOrAdd(day.Year, HolidaysOf).Contains(day);

    /// <summary>The day itself when it is a working day, else the next one: where a term that ends on a free day ends (Regulation 1182/71, Article 3(4)).</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The day after so many working days; the first day does not count itself.</summary>
    public DateOnly Add(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        for (var left = workingDays; left > 0; left--)
        {
            day = OnOrAfter(day.AddDays(1));
        }

        return day;
    }

    // A rule may reach into the year before or after: the first of January on a Saturday is kept on the last of December in some countries.
    private HashSet<DateOnly> HolidaysOf(int year)
    {
        var holidays = new HashSet<DateOnly>();
        foreach (var from in Enumerable.Range(year - 1, 3).Where(from => from is > 1 and < 9999))
        {
            var free = rules.Select(rule => rule.In(from)).ToHashSet();
            foreach (var rule in rules)
            {
                free.Add(rule.Kept(rule.In(from), weekend, free));
            }

            holidays.UnionWith(free.Where(day => day.Year == year));
        }

        return holidays;
    }
}
