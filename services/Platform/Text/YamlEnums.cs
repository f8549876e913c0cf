using Omnichannel.Platform.Domain;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Omnichannel.Platform.Text;

/// <summary>Enums in YAML files stand by the names of <see cref="EnumNames"/>: <c>GIFT_CARD</c>. Numbers and unknown names are refused with their line.</summary>
public sealed class YamlEnums : IYamlTypeConverter
{
    /// <inheritdoc/>
    public bool Accepts(Type type) => type.IsEnum;

    /// <inheritdoc/>
    public object? ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
    {
        var scalar = parser.Consume<Scalar>();
        try
        {
            return EnumNames.ReadAs(type, scalar.Value);
        }
        catch (InvalidDataException unknown)
        {
            throw new YamlException(scalar.Start, scalar.End, unknown.Message);
        }
    }

    /// <inheritdoc/>
    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) => throw new NotSupportedException();
}
