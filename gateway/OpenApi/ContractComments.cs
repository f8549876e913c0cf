using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>
/// The comments of the protos by full name. Generated C# descriptors do not carry them, so the build embeds a descriptor set that does
/// (see the project file).
/// </summary>
internal sealed partial class ContractComments
{
    private const string Resource = "contracts.binpb";

    // Field numbers in descriptor.proto: a place in a file is a path of them.
    private const int FileMessages = 4;
    private const int FileEnums = 5;
    private const int FileServices = 6;
    private const int MessageFields = 2;
    private const int MessageNested = 3;
    private const int MessageEnums = 4;
    private const int EnumValues = 2;
    private const int ServiceMethods = 2;

    private readonly Dictionary<string, string> byName = new(StringComparer.Ordinal);

    private ContractComments(FileDescriptorSet files)
    {
        foreach (var file in files.File)
        {
            foreach (var location in file.SourceCodeInfo?.Location ?? [])
            {
                if (location.LeadingComments.Length > 0 && NameOf(file, [.. location.Path]) is { } name)
                {
                    byName[name] = Unwrap(location.LeadingComments);
                }
            }
        }
    }

    /// <summary>Reads the embedded descriptor set.</summary>
    public static ContractComments Load()
    {
        using var stream = typeof(ContractComments).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        return new ContractComments(FileDescriptorSet.Parser.ParseFrom(stream));
    }

    /// <summary>The comment above a service, rpc, message, field, enum or enum value; null when there is none.</summary>
    public string? Of(string fullName) => byName.GetValueOrDefault(fullName);

    private static string? NameOf(FileDescriptorProto file, int[] path) => path switch
    {
        [FileMessages, var index, ..] => InMessage(file.Package, file.MessageType[index], path[2..]),
        [FileEnums, var index, ..] => InEnum(file.Package, file.EnumType[index], path[2..]),
        [FileServices, var index] => $"{file.Package}.{file.Service[index].Name}",
        [FileServices, var index, ServiceMethods, var method] => $"{file.Package}.{file.Service[index].Name}.{file.Service[index].Method[method].Name}",
        _ => null,
    };

    private static string? InMessage(string scope, DescriptorProto message, int[] path)
    {
        var name = $"{scope}.{message.Name}";
        return path switch
        {
            [] => name,
            [MessageFields, var index] => $"{name}.{message.Field[index].Name}",
            [MessageNested, var index, ..] => InMessage(name, message.NestedType[index], path[2..]),
            [MessageEnums, var index, ..] => InEnum(name, message.EnumType[index], path[2..]),
            _ => null,
        };
    }

    private static string? InEnum(string scope, EnumDescriptorProto type, int[] path) => path switch
    {
        [] => $"{scope}.{type.Name}",
        [EnumValues, var index] => $"{scope}.{type.Name}.{type.Value[index].Name}",
        _ => null,
    };

    // Comments are wrapped by hand: only paragraphs and the items of lists begin a line.
    private static string Unwrap(string comment) => string.Join(
        "\n\n", comment.Split("\n\n").Select(paragraph => NextLine().Replace(paragraph.Trim(), line => line.Groups["item"].Success ? "\n- " : " ")));

    [GeneratedRegex(@"\n *(?<item>- )?")]
    private static partial Regex NextLine();
}
