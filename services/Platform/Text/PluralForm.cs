namespace Omnichannel.Platform.Text;

/// <summary>The plural forms of the languages that this product speaks, for whole numbers (Unicode CLDR, plural rules): "1 day" but "2 days".</summary>
internal static class PluralForm
{
    /// <summary>How many forms a language has.</summary>
    public static int Count(string language) => language switch { "zh" => 1, "ro" => 3, _ => 2 };

    /// <summary>Which of them goes with a number, from 0.</summary>
    public static int Of(string language, long number) => (Count(language), Math.Abs(number)) switch
    {
        (1, _) or (_, 1) => 0,
        (2, _) => 1,
        (_, 0) => 1,
        (_, var many) => many % 100 is >= 1 and <= 19 ? 1 : 2,
    };
}
