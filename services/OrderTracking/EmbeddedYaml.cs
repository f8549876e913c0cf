using System.Reflection;
using System.Text;

namespace Omnichannel.OrderTracking;

/// <summary>The data files of this service.</summary>
internal static class EmbeddedYaml
{
    /// <summary>Name (without folder and extension) and text of every file of a folder.</summary>
    public static IEnumerable<(string Name, string Text)> Read(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{typeof(EmbeddedYaml).Namespace}.{folder}.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return (resource[prefix.Length..^".yaml".Length], reader.ReadToEnd());
        }
    }
}
