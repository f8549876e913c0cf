using Omnichannel.Platform.Settings;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Labels;

/// <summary>What stands on labels for goods that come back.</summary>
public sealed class LabelSettings : ISettings
{
    /// <summary>The address of markets that have none of their own.</summary>
    public const string AnyMarket = "default";

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Returns:Labels";

    [Setting("The merchant's GS1 company prefix, 4 to 12 digits: parcels that come back are numbered under it (SSCC). Required where there are addresses.")]
    public string CompanyPrefix { get; set; } = "";

    /// <summary>By market, and <see cref="AnyMarket"/>: where goods go. Without one there are no labels.</summary>
    public Dictionary<string, LabelAddressSettings> Addresses { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (Addresses.Count > 0 && !Sscc.IsCompanyPrefix(CompanyPrefix))
        {
            yield return $"{Section}:CompanyPrefix: '{CompanyPrefix}' is no GS1 company prefix of 4 to 12 digits.";
        }

        foreach (var (market, address) in Addresses)
        {
            if (address.Lines.Count is 0 or > 6 || address.Lines.Exists(line => line.Length is 0 or > 40 || !LabelText.IsPrintable(line)))
            {
                yield return $"{Section}:Addresses:{market}:Lines: an address has 1 to 6 lines of at most 40 Latin letters, as carriers read them.";
            }
        }
    }
}

/// <summary>Where goods of a market go.</summary>
public sealed class LabelAddressSettings
{
    [Setting("A line of the address to which goods of this market come back, as it stands on labels; <name> is the market, or `default` for all others.")]
    public List<string> Lines { get; set; } = [];
}
