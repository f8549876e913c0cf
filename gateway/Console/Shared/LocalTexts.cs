using Omnichannel.Types.V1;

namespace Omnichannel.WebConsole.Shared;

/// <summary>Texts that a merchant wrote in several languages.</summary>
public static class LocalTexts
{
    /// <summary>In a language, else in English, else in the first that there is.</summary>
    /// <param name="text">Null for none.</param>
    /// <param name="language">BCP 47.</param>
    /// <param name="otherwise">Where there is none in any language.</param>
    public static string In(this LocalizedText? text, string language, string otherwise) =>
        text is null ? otherwise
        : text.Texts.TryGetValue(language, out var own) ? own
        : text.Texts.TryGetValue("en", out var english) ? english
        : text.Texts.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value).FirstOrDefault(otherwise);
}
