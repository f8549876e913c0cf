using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// Time in working days of a place, counted from the beginning of a day: 2.5 is noon of the second working day after it. Carriers rest when others do, so that
/// parcels of one lane take as long over a weekend as without one.
/// </summary>
public static class WorkingTime
{
    // What takes longer than a year has taken a year: nobody is told of more, and nobody's wrong date keeps us counting.
    private const int MostDays = 366;

    /// <summary>From a day until a moment; what happens on a day without work happened at the end of the working day before it. 0 when it was before that day.</summary>
    public static double Since(DateOnly day, DateTimeOffset at, MarketDays there)
    {
        var last = there.LastDays.DayOf(at);
        if (last.DayNumber - day.DayNumber > MostDays)
        {
            return MostDays;
        }

        var days = 0;
        for (var next = day.AddDays(1); next <= last; next = next.AddDays(1))
        {
            days += there.Calendar.IsWorkingDay(next) ? 1 : 0;
        }

        return last < day ? 0 : days + (there.Calendar.IsWorkingDay(last) ? there.LastDays.ClockOf(at).TimeOfDay / TimeSpan.FromDays(1) : 1);
    }

    /// <summary>The moment that is so long after the beginning of a day.</summary>
    public static DateTimeOffset After(DateOnly day, double time, MarketDays there)
    {
        var (days, clock) = Split(time);
        return there.LastDays.From(there.Calendar.Add(day, days), clock);
    }

    /// <summary>Days, and the time of the last one.</summary>
    public static (int Days, TimeOnly Clock) Split(double time)
    {
        var days = (int)time;
        return (days, new TimeOnly(Math.Min((long)((time - days) * TimeSpan.TicksPerDay), TimeSpan.TicksPerDay - 1)));
    }
}
