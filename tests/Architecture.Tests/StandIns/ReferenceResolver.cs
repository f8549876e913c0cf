using System.Reflection;
using System.Reflection.Metadata;

namespace Omnichannel.Architecture.Tests.StandIns;

/// <summary>What resolving an assembly's references found.</summary>
/// <param name="Resolved">Number of type and member references that were looked up.</param>
/// <param name="Problems">Those that are missing, one line each.</param>
internal sealed record Resolution(int Resolved, IReadOnlyList<string> Problems);

/// <summary>
/// Looks up every type and member that one compiled assembly refers to in the assemblies given as providers. NuGet accepts a
/// project for a package by its id alone, so without this a missing member would show only when a call reaches it.
/// </summary>
internal sealed class ReferenceResolver(MetadataReader consumer, IReadOnlyDictionary<string, Provider> providers)
{
    private readonly List<string> problems = [];
    private int resolved;

    public static Resolution Resolve(MetadataReader consumer, params Provider[] providers)
    {
        var resolver = new ReferenceResolver(consumer, providers.ToDictionary(provider => provider.Name.Name!));
        return resolver.Resolve();
    }

    private Resolution Resolve()
    {
        foreach (var handle in consumer.AssemblyReferences)
        {
            CheckAssembly(consumer.GetAssemblyReference(handle).GetAssemblyName());
        }

        foreach (var handle in consumer.TypeReferences)
        {
            CheckType(handle);
        }

        foreach (var handle in consumer.MemberReferences)
        {
            CheckMember(consumer.GetMemberReference(handle));
        }

        return new Resolution(resolved, problems);
    }

    private void CheckAssembly(AssemblyName wanted)
    {
        if (!providers.TryGetValue(wanted.Name!, out var provider))
        {
            return;
        }

        if (provider.Name.Version < wanted.Version)
        {
            problems.Add($"assembly {wanted.Name} is {provider.Name.Version}, wanted {wanted.Version}");
        }
    }

    private void CheckType(TypeReferenceHandle handle)
    {
        if (ProviderOf(handle) is not { } provider)
        {
            return;
        }

        resolved++;
        var name = TypeNames.Of(consumer, handle);
        if (!provider.HasType(name))
        {
            problems.Add($"type {name} is not in {provider.Name.Name}");
        }
    }

    private void CheckMember(MemberReference member)
    {
        if (DeclaringType(member.Parent) is not { } typeHandle || ProviderOf(typeHandle) is not { } provider)
        {
            return;
        }

        resolved++;
        var type = TypeNames.Of(consumer, typeHandle);
        var name = consumer.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            var signature = SignatureNames.Describe(member.DecodeMethodSignature(SignatureNames.Instance, null));
            if (!provider.HasMethod(type, name, signature))
            {
                problems.Add($"method {type}.{name}: {signature} is not in {provider.Name.Name}");
            }
        }
        else
        {
            var fieldType = member.DecodeFieldSignature(SignatureNames.Instance, null);
            if (!provider.HasField(type, name, fieldType))
            {
                problems.Add($"field {type}.{name}: {fieldType} is not in {provider.Name.Name}");
            }
        }
    }

    private Provider? ProviderOf(TypeReferenceHandle handle)
    {
        var scope = consumer.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => ProviderOf((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => providers.GetValueOrDefault(
                consumer.GetString(consumer.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => null,
        };
    }

    /// <summary>The type that declares a member: itself, or what a generic instantiation instantiates.</summary>
    private TypeReferenceHandle? DeclaringType(EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)parent;
        }

        if (parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        var blob = consumer.GetBlobReader(consumer.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadSignatureTypeCode();
        var type = blob.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }
}
