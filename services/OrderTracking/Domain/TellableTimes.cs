namespace Omnichannel.OrderTracking.Domain;

/// <summary>Times that carriers can mean. What lies outside of them is an empty field of a program, or a typing error, and would decide what follows for years.</summary>
internal static class TellableTimes
{
    /// <summary>Whoever writes a year before it means none: it is where computers begin to count.</summary>
    public const int FirstYear = 1970;

    // What lies further ahead has not happened: it would be later than all that follows. Clocks of other zones are read as ours now and then.
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);

    // A parcel that is forecast for later than that would not be missed before.
    private static readonly TimeSpan FurthestForecast = TimeSpan.FromDays(366);

    /// <summary>Whether it lies too far back for anything that somebody tells.</summary>
    public static bool IsTooEarly(DateTimeOffset at) => at.UtcDateTime.Year < FirstYear;

    /// <summary>Whether something can have happened then, by when it was heard.</summary>
    public static bool CanHaveBeen(DateTimeOffset at, DateTimeOffset heardAt) => !IsTooEarly(at) && at <= heardAt + FurthestAhead;

    /// <summary>Whether a parcel can be forecast for then, by when that was heard.</summary>
    public static bool CanBeForecast(DateTimeOffset at, DateTimeOffset heardAt) => !IsTooEarly(at) && at <= heardAt + FurthestForecast;
}
