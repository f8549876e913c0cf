using Omnichannel.Platform.Text;

namespace Omnichannel.Returns.Domain;

/// <summary>What the law, and the merchant beyond it, gives the consumers of a country who buy at a distance. Read from <c>Domain/withdrawal.yaml</c>.</summary>
/// <param name="Days">In which they can withdraw.</param>
/// <param name="IsInformed">Whether the checkout tells of the right before the purchase.</param>
/// <param name="EvidenceYears">How long the proof of a withdrawal is kept.</param>
public sealed record WithdrawalTerms(int Days, bool IsInformed, int EvidenceYears)
{
    /// <summary>Goods are to be sent back in so many days (Article 14(1)), and money in as many (Article 13(1)).</summary>
    public const int SettlementDays = 14;

    /// <summary>What comes on top of the period of who was not told of the right (Article 10(1)).</summary>
    public const int UninformedMonths = 12;

    private static readonly Dictionary<string, WithdrawalTerms> Countries = Read();

    /// <summary>The terms of a market, by its country (<c>IT</c>, <c>IT-north</c>); null where there is no such right.</summary>
    public static WithdrawalTerms? In(string market) => Countries.GetValueOrDefault(market.Split('-', '_')[0].ToUpperInvariant());

    private static Dictionary<string, WithdrawalTerms> Read()
    {
        using var reader = DataFile.Embedded(typeof(WithdrawalTerms).Assembly, "Omnichannel.Returns.Domain.withdrawal.yaml");
        return DataFile.Read<Dictionary<string, Entry>>(reader, "terms of withdrawal").ToDictionary(
            country => country.Key,
            country => country.Value is { Days: > 0, EvidenceYears: > 0 } terms
                ? new WithdrawalTerms(Math.Max(terms.Days, terms.ContractDays), terms.Informed, terms.EvidenceYears)
                : throw new InvalidDataException($"{country.Key}: days and evidenceYears are above 0."),
            StringComparer.Ordinal);
    }

    private sealed class Entry
    {
        public int Days { get; set; }

        public int ContractDays { get; set; }

        public bool Informed { get; set; }

        public int EvidenceYears { get; set; }
    }
}

/// <summary>When a consumer was told of the right to withdraw.</summary>
/// <param name="At">Null when they never were.</param>
public sealed record WithdrawalInformation(DateTimeOffset? At);
