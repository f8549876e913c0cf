using Omnichannel.Platform.Settings;

namespace Omnichannel.Loyalty;

/// <summary>How long the shop keeps its books.</summary>
public sealed class RetentionSettings : ISettings
{
    private const int Longest = 100;

    /// <inheritdoc/>
    public static string Section => "Omnichannel:Loyalty";

    [Setting("Years after the one of its last entry for which an account of points or money is kept though its holder asks to be erased. 10 as in Italy, Germany (books) and France; Great Britain asks for 6.")]
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
