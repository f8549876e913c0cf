namespace Omnichannel.Platform.Text;

/// <summary>Which language a reader gets of those that a text is in.</summary>
public static class LanguageChoice
{
    /// <summary>What is spoken to whoever speaks none of the languages.</summary>
    public const string Fallback = "en";

    /// <summary>
    /// The tag itself, else the tag without its last subtag and so on (RFC 4647, section 3.4), else English, else the first in order of tags; null when there is none.
    /// </summary>
    /// <param name="asked">What the reader speaks (BCP 47), in any case; may be empty.</param>
    /// <param name="there">The tags that there are.</param>
    public static string? For(string asked, IEnumerable<string> there)
    {
        var tags = there.Order(StringComparer.Ordinal).ToArray();
        for (var rest = asked.Replace('_', '-'); rest.Length > 0; rest = rest[..Math.Max(0, rest.LastIndexOf('-'))])
        {
            if (Find(rest) is { } found)
            {
                return found;
            }
        }

        return Find(Fallback) ?? tags.FirstOrDefault();

        string? Find(string tag) => Array.Find(tags, candidate => candidate.Equals(tag, StringComparison.OrdinalIgnoreCase));
    }
}
