using System.Globalization;
using Omnichannel.Platform.Text;

namespace Omnichannel.OrderTracking.Domain;

/// <summary>How long stores keep what is ready, by market. Read from <c>Domain/pickups.yaml</c>.</summary>
public sealed class PickupTerms
{
    private const string EveryMarket = "*";

    /// <summary>The terms that come with the product.</summary>
    public static PickupTerms BuiltIn { get; } = ReadEmbedded();

    /// <summary>By market; <c>*</c> for all others.</summary>
    public Dictionary<string, Terms> Markets { get; set; } = [];

    /// <summary>Reads terms.</summary>
    /// <exception cref="InvalidDataException">The document is no such file; the fault is named.</exception>
    public static PickupTerms Read(TextReader yaml)
    {
        var terms = DataFile.Read<PickupTerms>(yaml, "terms of pickups");
        return !terms.Markets.ContainsKey(EveryMarket) ? throw new InvalidDataException("The market '*' is missing.")
            : terms.Markets.FirstOrDefault(market => market.Value is not { IsValid: true }) is { Key: not null } odd
                ? throw new InvalidDataException($"Market '{odd.Key}': goods are held 1 day or more, the reminder goes out before the last of them, at a time like 10:00; no other term is negative.")
                : terms;
    }

    /// <summary>The terms of a market.</summary>
    public Terms In(string market) => Markets.GetValueOrDefault(market) ?? Markets[EveryMarket];

    private static PickupTerms ReadEmbedded()
    {
        using var reader = DataFile.Embedded(typeof(PickupTerms).Assembly, "Omnichannel.OrderTracking.Domain.pickups.yaml");
        return Read(reader);
    }

    /// <summary>Of one market.</summary>
    public sealed class Terms
    {
        /// <summary>Whole days that goods are kept after the day on which they were ready.</summary>
        public int HoldDays { get; set; }

        /// <summary>How many days longer they may be kept.</summary>
        public int ExtendDays { get; set; }

        /// <summary>How many days before the last one the customer is reminded.</summary>
        public int RemindDaysBefore { get; set; }

        /// <summary>At which time there, <c>HH:mm</c>.</summary>
        public string RemindAt { get; set; } = "";

        /// <summary>Hours in which rejected units may be moved before they are cancelled; 0: they are at once.</summary>
        public int MoveWithinHours { get; set; }

        internal TimeOnly RemindAtTime => TimeOnly.ParseExact(RemindAt, "HH:mm", CultureInfo.InvariantCulture);

        internal bool IsValid => HoldDays >= 1 && ExtendDays >= 0 && RemindDaysBefore >= 0 && RemindDaysBefore < HoldDays && MoveWithinHours >= 0
            && TimeOnly.TryParseExact(RemindAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
