using System.Globalization;
using System.Text;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Settings;

namespace Omnichannel.AllInOne;

/// <summary><c>settings</c>: every setting that the services and the gateway read, as they say it themselves.</summary>
public static class SettingsTable
{
    /// <summary>Key, default and meaning of each, as a table of Markdown.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder("# Settings\n\nIn the environment `__` stands for `:`. `<name>` and `<n>` are the operator's choice. A key that is not here, or a value of another kind, keeps a service from starting.\n\n")
            .Append("| key | default | meaning |\n|---|---|---|\n");
        foreach (var setting in Known())
        {
            var value = setting.Default.Length > 0 ? $"`{setting.Default}`" : "";
            text.Append(CultureInfo.InvariantCulture, $"| `{setting.Key}` | {value} | {setting.Meaning.Replace("|", "\\|", StringComparison.Ordinal)}{(setting.IsSecret ? " A secret." : "")} |\n");
        }

        return text.ToString();
    }

    // Put together and not started: that is when each says what it reads.
    private static IReadOnlyList<Setting> Known()
    {
        var folder = Directory.CreateTempSubdirectory("omnichannel-settings-");
        try
        {
            using var state = StateFolder.Open(folder.FullName);
            var options = new AllInOneOptions();
            var host = AllInOneHost.Create(state, options);
            foreach (var build in AllInOneHost.Services(options))
            {
                using IHost service = build([], host);
            }

            return host.KnownSettings.All;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
