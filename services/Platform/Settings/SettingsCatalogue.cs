using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Settings;

/// <summary>Every setting that the services of this process read: the documented table, and the measure of what is given.</summary>
public sealed class SettingsCatalogue
{
    /// <summary>The root of all keys of the product.</summary>
    public const string Root = "Omnichannel";

    private readonly ConcurrentDictionary<string, Setting> settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, by key.</summary>
    public IReadOnlyList<Setting> All => [.. settings.Values.OrderBy(setting => setting.Key, StringComparer.Ordinal)];

    /// <summary>Reads a section, and adds its settings to the table.</summary>
    /// <exception cref="StartupException">A value is not of its setting's type.</exception>
    public TSettings Read<TSettings>(IConfiguration configuration)
        where TSettings : class, ISettings, new()
    {
        foreach (var setting in Setting.Of<TSettings>())
        {
            settings.TryAdd(setting.Key, setting);
        }

        return Bind<TSettings>(configuration);
    }

    /// <summary>A section as it stands. A number, a time or a choice that is given empty is not given.</summary>
    /// <exception cref="StartupException">A value is not of its setting's type.</exception>
    public static TSettings Bind<TSettings>(IConfiguration configuration)
        where TSettings : class, ISettings, new()
    {
        var texts = Setting.Of<TSettings>().Where(setting => setting.IsText).ToList();
        var given = configuration.GetSection(TSettings.Section).AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is { Length: > 0 } || (pair.Value is not null && texts.Exists(text => Fits(text.Key, $"{TSettings.Section}:{pair.Key}"))));
        var read = new TSettings();
        try
        {
            new ConfigurationBuilder().AddInMemoryCollection(given).Build().Bind(read);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupException(Describe<TSettings>(exception.Message), exception);
        }

        return read;
    }

    // The binder names the place within the section; what may stand there is in the setting's meaning.
    private static string Describe<TSettings>(string message)
        where TSettings : class, ISettings, new()
    {
        var wrong = Setting.Of<TSettings>().FirstOrDefault(setting => message.Contains($"'{setting.Key[(TSettings.Section.Length + 1)..]}'", StringComparison.OrdinalIgnoreCase));
        return wrong is null ? $"{TSettings.Section}: {message}" : $"{wrong.Key}: {message} {wrong.Meaning}";
    }

    /// <summary>What is given under <see cref="Root"/> and read by nobody: a word misspelt would otherwise be a setting lost in silence.</summary>
    public IEnumerable<string> FindUnknown(IConfiguration configuration) => configuration.GetSection(Root).AsEnumerable()
        .Where(given => given.Value is not null)
        .Select(given => given.Key)
        .Where(key => !settings.Values.Any(setting => Fits(setting.Key, key)))
        .Select(key => Nearest(key) is { } nearest ? $"{key} is no setting. Is {nearest} meant?" : $"{key} is no setting.");

    private static bool Fits(string pattern, string key)
    {
        var wanted = pattern.Split(':');
        var given = key.Split(':');
        return wanted.Length == given.Length && wanted.Zip(given).All(pair =>
            IsChoice(pair.First) ? pair.First != "<n>" || pair.Second.All(char.IsAsciiDigit) : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsChoice(string segment) => segment is "<name>" or "<n>";

    private string? Nearest(string key) => settings.Keys
        .Select(known => (Known: known, Distance: Distance(known.ToUpperInvariant(), key.ToUpperInvariant())))
        .Where(candidate => candidate.Distance <= Math.Max(3, key.Length / 6))
        .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Known, StringComparer.Ordinal)
        .Select(candidate => candidate.Known).FirstOrDefault();

    // Levenshtein's: letters to add, drop or change.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
