using Omnichannel.Platform.Settings;

namespace Omnichannel.OrderTracking;

/// <summary>How long the shop keeps its books.</summary>
public sealed class RetentionSettings : ISettings
{
    private const int Longest = 100;

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Orders";

    [Setting("Years after the one of its sale for which an order is kept though its customer asks to be erased. 10 as in Italy, Germany (books) and France; Great Britain asks for 6.")]
    public int KeptYears { get; set; } = 10;

    /// <inheritdoc/>
    public IEnumerable<string> FindProblems()
    {
        if (KeptYears is < 0 or > Longest)
        {
            yield return $"{Section}:{nameof(KeptYears)}: {KeptYears} is not between 0 and {Longest}.";
        }
    }
}
