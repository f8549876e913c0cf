using System.Text;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>The ways of signing that are known: the embedded data files, and those of a folder of the operator's, which may replace them.</summary>
internal sealed class WebhookSchemes
{
    /// <summary>What sources use that name no other.</summary>
    public const string Standard = "standard";

    private const string Resources = "Omnichannel.Gateway.Webhooks.Schemes.";
    private const string Ending = ".yaml";
    private readonly Dictionary<string, WebhookScheme> schemes = new(StringComparer.Ordinal);

    /// <param name="folder">The operator's files (<c>Omnichannel:Webhooks:Schemes</c>); empty for none.</param>
    /// <exception cref="StartupException">A file is no description of a scheme, or the folder cannot be read.</exception>
    public WebhookSchemes(string folder)
    {
        var assembly = typeof(WebhookSchemes).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            Add(resource, resource[Resources.Length..^Ending.Length], reader.ReadToEnd());
        }

        try
        {
            foreach (var file in folder.Length == 0 ? Enumerable.Empty<string>() : Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal))
            {
                Add(file, Path.GetFileNameWithoutExtension(file), File.ReadAllText(file, Encoding.UTF8));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Omnichannel:Webhooks:Schemes: {error.Message}", error);
        }
    }

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => schemes.Keys.Order(StringComparer.Ordinal);

    /// <summary>A scheme by name; null when there is none.</summary>
    public WebhookScheme? Find(string name) => schemes.GetValueOrDefault(name);

    private void Add(string file, string name, string yaml)
    {
        try
        {
            schemes[name] = new WebhookScheme(name, SchemeFile.Parse(yaml));
        }
        catch (InvalidDataException fault)
        {
            throw new StartupException($"{file}: {fault.Message}.", fault);
        }
    }
}
