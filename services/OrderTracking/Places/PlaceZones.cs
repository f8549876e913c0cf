using System.Text;
using NodaTime.TimeZones;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Time;

namespace Omnichannel.OrderTracking.Places;

/// <summary>Where a scan was made, as far as its carrier says.</summary>
/// <param name="City">Its name; may be empty.</param>
/// <param name="State">State or province, by its postal code; may be empty.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or the English name; may be empty.</param>
public readonly record struct ScanPlace(string City, string State, string Country);

/// <summary>Which clocks a place can have: from the time zone database, and <c>Places/zones.yaml</c> for countries that have several.</summary>
public static class PlaceZones
{
    private const string WholeCountry = "*";

    private static readonly Dictionary<string, string> Codes = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, IReadOnlyList<LocalDays>> Countries = new(StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<(string Country, string City), LocalDays> Cities = [];
    private static readonly Dictionary<string, Dictionary<string, IReadOnlyList<LocalDays>>> States = ReadStates();

    static PlaceZones()
    {
        foreach (var country in TzdbDateTimeZoneSource.Default.ZoneLocations!.GroupBy(location => location.CountryCode))
        {
            Codes[country.Key] = country.Key;
            Codes[country.First().CountryName] = country.Key;
            Countries[country.Key] = [.. country.Select(location => LocalDays.In(location.ZoneId))];
            foreach (var location in country)
            {
                Cities[(country.Key, Letters(location.ZoneId[(location.ZoneId.LastIndexOf('/') + 1)..]))] = LocalDays.In(location.ZoneId);
            }
        }

        // What the database does not call as people do.
        Codes["UK"] = Codes["GREAT BRITAIN"] = Codes["UNITED KINGDOM"] = Codes["ENGLAND"] = "GB";
        Codes["USA"] = Codes["UNITED STATES OF AMERICA"] = "US";
    }

    /// <summary>The country's code; null when it is none.</summary>
    public static string? CodeOf(string country) => Codes.GetValueOrDefault(country.Trim());

    /// <summary>The zones that a place can lie in, the likeliest first; none when its country is not known.</summary>
    public static IReadOnlyList<LocalDays> Of(ScanPlace place)
    {
        if (CodeOf(place.Country) is not { } country)
        {
            return [];
        }

        if (States.TryGetValue(country, out var states)
            && (states.TryGetValue(place.State.Trim(), out var zones) || states.TryGetValue(WholeCountry, out zones)))
        {
            return zones;
        }

        return Cities.TryGetValue((country, Letters(place.City)), out var city) ? [city] : Countries[country];
    }

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter))
        {
            letters.Append(char.ToUpperInvariant(letter));
        }

        return letters.ToString();
    }

    private static Dictionary<string, Dictionary<string, IReadOnlyList<LocalDays>>> ReadStates()
    {
        using var reader = DataFile.Embedded(typeof(PlaceZones).Assembly, $"{typeof(PlaceZones).Namespace}.zones.yaml");
        return DataFile.Read<Dictionary<string, Dictionary<string, List<string>>>>(reader, "zones of states")
            .ToDictionary(
                country => country.Key,
                country => country.Value.ToDictionary(state => state.Key, IReadOnlyList<LocalDays> (state) => [.. state.Value.Select(LocalDays.In)], StringComparer.OrdinalIgnoreCase),
                StringComparer.Ordinal);
    }
}
