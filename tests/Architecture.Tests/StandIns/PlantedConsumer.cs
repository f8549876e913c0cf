using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Omnichannel.Architecture.Tests.StandIns;

/// <summary>Metadata made by hand whose references to Grpc.Core.Api are partly good and partly impossible.</summary>
internal sealed class PlantedConsumer : IDisposable
{
    private readonly MetadataReaderProvider image;

    public PlantedConsumer()
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("Planted.dll"), default, default, default);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var api = metadata.AddAssemblyReference(
            metadata.GetOrAddString("Grpc.Core.Api"), new Version(99, 0, 0, 0), default, default, default, default);

        metadata.AddTypeReference(api, metadata.GetOrAddString("Grpc.Core"), metadata.GetOrAddString("NoSuchType"));
        var known = metadata.AddTypeReference(
            api, metadata.GetOrAddString("Grpc.Core"), metadata.GetOrAddString("RpcException"));
        AddGetter(metadata, known, "NoSuchMember", type => type.String());
        AddGetter(metadata, known, "get_StatusCode", type => type.String());
        AddGetter(metadata, known, "get_Trailers", type => type.Type(
            metadata.AddTypeReference(api, metadata.GetOrAddString("Grpc.Core"), metadata.GetOrAddString("Metadata")),
            isValueType: false));

        var blob = new BlobBuilder();
        new MetadataRootBuilder(metadata).Serialize(blob, 0, 0);
        image = MetadataReaderProvider.FromMetadataImage(blob.ToImmutableArray());
    }

    public MetadataReader Metadata => image.GetMetadataReader();

    public void Dispose() => image.Dispose();

    private static void AddGetter(
        MetadataBuilder metadata, TypeReferenceHandle type, string name, Action<SignatureTypeEncoder> returnType)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature(isInstanceMethod: true)
            .Parameters(0, result => returnType(result.Type()), _ => { });
        metadata.AddMemberReference(type, metadata.GetOrAddString(name), metadata.GetOrAddBlob(signature));
    }
}
