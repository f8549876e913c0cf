using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// How long money in wallets lives, by country, from <c>wallet-validity.yaml</c>, each with its source. Without an entry it never lapses.
/// </summary>
public sealed class WalletValidity
{
    private readonly IReadOnlyDictionary<string, Entry> countries;

    private WalletValidity(IReadOnlyDictionary<string, Entry> countries) => this.countries = countries;

    /// <summary>What comes with the product.</summary>
    public static WalletValidity BuiltIn { get; } = ReadEmbedded();

    /// <summary>The countries that have an entry (ISO 3166-1 alpha-2).</summary>
    public IEnumerable<string> Countries => countries.Keys;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is no such file; the fault is named.</exception>
    public static WalletValidity Read(TextReader yaml)
    {
        var entries = DataFile.Read<Dictionary<string, Entry>>(yaml, "validity of wallets");
        return entries.FirstOrDefault(entry => entry.Value.GiftCardYears < 1 || entry.Value.Source.Length == 0) is { Key: { } odd }
            ? throw new InvalidDataException($"Validity in '{odd}': it needs at least 1 year, and a source.")
            : new WalletValidity(entries);
    }

    /// <summary>When money that comes in at a moment lapses: when the last day is over everywhere. Null for never.</summary>
    /// <param name="kind">Laws are about gift cards; store credit never lapses.</param>
    /// <param name="market">Its country decides (<c>IT</c>, <c>IT-north</c>).</param>
    /// <param name="at">When it comes in.</param>
    public DateTimeOffset? ExpiryOf(WalletKind kind, string market, DateTimeOffset at)
    {
        if (kind is not WalletKind.GiftCard || !countries.TryGetValue(market.Split('-', '_')[0].ToUpperInvariant(), out var entry))
        {
            return null;
        }

        var from = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero);
        var last = (entry.FromYearEnd ? new DateTimeOffset(from.Year, 12, 31, 0, 0, 0, TimeSpan.Zero) : from).AddYears(entry.GiftCardYears);
        return last.AddHours(36);
    }

    private static WalletValidity ReadEmbedded()
    {
        using var reader = DataFile.Embedded(typeof(WalletValidity).Assembly, "Omnichannel.Loyalty.Domain.wallet-validity.yaml");
        return Read(reader);
    }

    private sealed class Entry
    {
        public int GiftCardYears { get; set; }

        public bool FromYearEnd { get; set; }

        public string Source { get; set; } = "";
    }
}
