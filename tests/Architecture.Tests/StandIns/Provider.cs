using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Omnichannel.Architecture.Tests.StandIns;

/// <summary>An assembly that others refer to: its visible types and members.</summary>
internal sealed class Provider : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;
    private readonly Dictionary<string, TypeDefinitionHandle> types = [];

    public Provider(string path)
    {
        file = new PEReader(File.OpenRead(path));
        metadata = file.GetMetadataReader();
        Name = metadata.GetAssemblyDefinition().GetAssemblyName();
        foreach (var handle in metadata.TypeDefinitions)
        {
            types[TypeNames.Of(metadata, handle)] = handle;
        }
    }

    public AssemblyName Name { get; }

    public bool HasType(string name) => types.TryGetValue(name, out var handle) && IsVisible(handle);

    /// <summary>Whether the type or one of its bases in this assembly has the method, visible outside of it.</summary>
    public bool HasMethod(string type, string name, string signature) =>
        InHierarchy(type).Any(definition => definition.GetMethods().Select(metadata.GetMethodDefinition).Any(method =>
            metadata.GetString(method.Name) == name
            && IsVisible(method.Attributes)
            && SignatureNames.Describe(method.DecodeSignature(SignatureNames.Instance, null)) == signature));

    /// <summary>Whether the type or one of its bases in this assembly has the field, visible outside of it.</summary>
    public bool HasField(string type, string name, string fieldType) =>
        InHierarchy(type).Any(definition => definition.GetFields().Select(metadata.GetFieldDefinition).Any(field =>
            metadata.GetString(field.Name) == name
            && IsVisible((MethodAttributes)field.Attributes)
            && field.DecodeSignature(SignatureNames.Instance, null) == fieldType));

    public void Dispose() => file.Dispose();

    // Fields and methods share the values of their access bits.
    private static bool IsVisible(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private bool IsVisible(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisible(type.GetDeclaringType()),
            _ => false,
        };
    }

    private IEnumerable<TypeDefinition> InHierarchy(string name)
    {
        for (var known = types.TryGetValue(name, out var handle); known;)
        {
            var type = metadata.GetTypeDefinition(handle);
            yield return type;
            known = type.BaseType.Kind == HandleKind.TypeDefinition;
            handle = known ? (TypeDefinitionHandle)type.BaseType : default;
        }
    }
}
