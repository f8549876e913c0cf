namespace Omnichannel.WebConsole.Texts;

/// <summary>Languages by their own names, for whoever reads no other.</summary>
public static class Languages
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["en"] = "English", ["it"] = "Italiano", ["ro"] = "Română", ["zh"] = "中文" };

    /// <summary>The name of one that is spoken here.</summary>
    public static string NameOf(string language) => Names[language];
}
