using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Everybody who may send webhooks.</summary>
internal sealed partial class WebhookSources : IDisposable
{
    private readonly Dictionary<string, WebhookSource> sources = new(StringComparer.Ordinal);

    // Signs nothing: whoever is not known is refused by the same steps as a wrong signature.
    private readonly WebhookSource nobody;

    /// <exception cref="StartupException">A source is not complete, or could not be told from another one.</exception>
    public WebhookSources(IEnumerable<WebhookTarget> targets, WebhookSchemes schemes, WebhookOptions options)
    {
        nobody = new WebhookSource("", schemes.Find(WebhookSchemes.Standard)!, [new WebhookKey(RandomNumberGenerator.GetBytes(32), IsShared: false)], new());
        var configured = targets.SelectMany(target => target.Sources.Select(source => Read(target, source.Key, source.Value, schemes))).ToList();
        var owners = configured.SelectMany(source => source.Keys.Select(key => (Key: Convert.ToHexString(key), source.Path))).Distinct().ToLookup(pair => pair.Key, pair => pair.Path);
        foreach (var (path, scheme, keys) in configured)
        {
            var all = keys.Select(key => new WebhookKey(key, owners[Convert.ToHexString(key)].Skip(1).Any())).ToList();
            if (all.Find(key => key.IsShared) is { } shared && !scheme.SignsAddress && !scheme.SignsId)
            {
                throw new StartupException(
                    $"{WebhookOptions.Section}: {string.Join(" and ", owners[Convert.ToHexString(shared.Bytes)])} have the same secret, and what '{scheme.Name}' signs does not tell them apart. Give each its own.");
            }

            sources.Add(path, new WebhookSource(path, scheme, all, options.PerSource));
        }
    }

    /// <summary>Who sends to a path; somebody whose signature nobody can make, when none does.</summary>
    public WebhookSource At(WebhookTarget target, string source) => sources.GetValueOrDefault($"{target.Name}/{source}") ?? nobody;

    public void Dispose()
    {
        foreach (var source in sources.Values)
        {
            source.Dispose();
        }
    }

    private static (string Path, WebhookScheme Scheme, List<byte[]> Keys) Read(WebhookTarget target, string name, WebhookSourceOptions source, WebhookSchemes schemes)
    {
        var key = $"{WebhookOptions.Section}:{target.Name}:{name}";
        if (!SourceName().IsMatch(name))
        {
            throw new StartupException($"{key}: the name of a source is of lower case letters, digits, - and _.");
        }

        var scheme = schemes.Find(source.Scheme) ?? throw new StartupException($"{key}:Scheme: '{source.Scheme}' is none of {string.Join(", ", schemes.Names)}.");
        var keys = source.Secrets.Select((secret, index) => scheme.KeyOf(secret) ?? throw new StartupException($"{key}:Secrets:{index} is no secret of '{scheme.Name}', which is {scheme.SecretForm}.")).ToList();
        return keys.Count > 0 ? ($"{target.Name}/{name}", scheme, keys) : throw new StartupException($"{key}:Secrets:0 is not set.");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,63}\z")]
    private static partial Regex SourceName();
}
