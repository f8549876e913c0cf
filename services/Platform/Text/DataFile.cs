using System.Reflection;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.Platform.Text;

/// <summary>Data that comes with the product as YAML: names in camel case, each key once.</summary>
public static class DataFile
{
    /// <summary>Reads a document.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="what">What it holds, for the fault.</param>
    /// <exception cref="InvalidDataException">It is no such document; the fault is named.</exception>
    public static T Read<T>(TextReader yaml, string what)
    {
        try
        {
            return new DeserializerBuilder().WithDuplicateKeyChecking().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<T>(yaml)
                ?? throw new InvalidDataException($"The {what} cannot be read: the document is empty.");
        }
        catch (YamlException fault)
        {
            throw new InvalidDataException($"The {what} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Opens an embedded document.</summary>
    /// <param name="assembly">That holds it.</param>
    /// <param name="name">Its resource's name.</param>
    public static TextReader Embedded(Assembly assembly, string name) =>
        new StreamReader(assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} holds no {name}."));
}
