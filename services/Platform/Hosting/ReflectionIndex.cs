using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Omnichannel.Platform.Hosting;

/// <summary>Answers questions about the contracts that this host serves, from their descriptors.</summary>
internal sealed class ReflectionIndex
{
    private readonly Dictionary<string, FileDescriptor> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, int Number), FileDescriptor> extensions = [];
    private readonly string[] services;

    public ReflectionIndex(IEnumerable<HostedGrpcService> hosted)
    {
        services = [.. hosted.Select(service => service.Descriptor.FullName).Order(StringComparer.Ordinal)];
        foreach (var service in hosted)
        {
            AddFile(service.Descriptor.File);
        }
    }

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse { Service = { services.Select(name => new ServiceResponse { Name = name }) } };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                PutFile(response, files.GetValueOrDefault(request.FileByFilename));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                PutFile(response, symbols.GetValueOrDefault(request.FileContainingSymbol));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var wanted = request.FileContainingExtension;
                PutFile(response, extensions.GetValueOrDefault((wanted.ContainingType, wanted.ExtensionNumber)));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                PutExtensionNumbers(response, request.AllExtensionNumbersOfType);
                break;
            default:
                PutError(response, StatusCode.InvalidArgument, "The request asks for nothing.");
                break;
        }

        return response;
    }

    private static void PutFile(ServerReflectionResponse response, FileDescriptor? file)
    {
        if (file is null)
        {
            PutError(response, StatusCode.NotFound, "Not known here.");
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { WithImports(file, []).Select(one => one.SerializedData) } };
    }

    private static IEnumerable<FileDescriptor> WithImports(FileDescriptor file, HashSet<string> seen) =>
        seen.Add(file.Name) ? file.Dependencies.SelectMany(import => WithImports(import, seen)).Prepend(file) : [];

    private static void PutError(ServerReflectionResponse response, StatusCode code, string message) =>
        response.ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message };

    private void PutExtensionNumbers(ServerReflectionResponse response, string type)
    {
        if (!symbols.ContainsKey(type))
        {
            PutError(response, StatusCode.NotFound, "Not known here.");
            return;
        }

        response.AllExtensionNumbersResponse = new ExtensionNumberResponse
        {
            BaseTypeName = type,
            ExtensionNumber = { extensions.Keys.Where(key => key.Type == type).Select(key => key.Number).Order() },
        };
    }

    private void AddFile(FileDescriptor file)
    {
        if (!files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            AddFile(import);
        }

        foreach (var service in file.Services)
        {
            symbols[service.FullName] = file;
            foreach (var method in service.Methods)
            {
                symbols[method.FullName] = file;
            }
        }

        foreach (var type in file.MessageTypes)
        {
            AddMessage(type);
        }

        foreach (var type in file.EnumTypes)
        {
            AddEnum(type);
        }

        foreach (var extension in file.Extensions.UnorderedExtensions)
        {
            symbols[extension.FullName] = file;
            extensions[(extension.ExtendeeType.FullName, extension.FieldNumber)] = file;
        }
    }

    private void AddMessage(MessageDescriptor type)
    {
        symbols[type.FullName] = type.File;
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            symbols[field.FullName] = type.File;
        }

        foreach (var nested in type.NestedTypes)
        {
            AddMessage(nested);
        }

        foreach (var nested in type.EnumTypes)
        {
            AddEnum(nested);
        }
    }

    private void AddEnum(EnumDescriptor type)
    {
        symbols[type.FullName] = type.File;
        foreach (var value in type.Values)
        {
            symbols[value.FullName] = type.File;
        }
    }
}
