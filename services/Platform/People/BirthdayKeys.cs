using System.Globalization;
using Omnichannel.Platform.Text;

namespace Omnichannel.Platform.People;

/// <summary>
/// How an event tells on which day of the year somebody has birthday: by a keyed hash, for events carry nothing that is personal. A service that has the installation's key tries the days of
/// a year.
/// </summary>
public static class BirthdayKeys
{
    private static readonly DateOnly FirstOfLeapYear = new(2000, 1, 1);

    /// <summary>The key, in hexadecimal.</summary>
    /// <param name="hash">Of the installation.</param>
    /// <param name="customerId">Whose day it is: the same day of two people has two keys.</param>
    /// <param name="monthDay">As <c>--03-31</c>.</param>
    public static string Of(KeyedHash hash, string customerId, string monthDay) => Convert.ToHexStringLower(hash.Of("birthday", $"{customerId}/{monthDay}"));

    /// <summary>The day that a key is of, as <c>--03-31</c>; null when it is of none.</summary>
    /// <param name="hash">Of the installation.</param>
    /// <param name="customerId">Whose day it is.</param>
    /// <param name="key">In hexadecimal.</param>
    public static string? Find(KeyedHash hash, string customerId, string key) => key.Length == 0 ? null : Enumerable.Range(0, 366)
        .Select(day => FirstOfLeapYear.AddDays(day).ToString("'--'MM-dd", CultureInfo.InvariantCulture))
        .FirstOrDefault(monthDay => Of(hash, customerId, monthDay) == key);
}
