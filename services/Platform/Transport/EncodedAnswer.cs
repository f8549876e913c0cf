using System.Buffers;
using Grpc.Core;

namespace Omnichannel.Platform.Transport;

/// <summary>
/// An answer that is one message which was encoded before: the bytes go out as they are. An rpc answers with it by hiding the generated method with one that returns
/// <c>Task&lt;EncodedAnswer&lt;TAnswer&gt;&gt;</c>; clients see the contract's answer.
/// </summary>
/// <param name="field">The number of the answer's field that is the message.</param>
/// <param name="message">The message's bytes.</param>
public sealed class EncodedAnswer<TAnswer>(int field, ReadOnlyMemory<byte> message)
    where TAnswer : class
{
    private const int LengthDelimited = 2;
    private const int LongestHead = 10;

    /// <summary>Writes it; answers are read by clients alone.</summary>
    internal static readonly Marshaller<EncodedAnswer<TAnswer>> Marshaller = new(
        static (answer, context) => answer.Write(context), static _ => throw new NotSupportedException("An encoded answer is not read."));

    private void Write(SerializationContext context)
    {
        Span<byte> head = stackalloc byte[LongestHead];
        var length = Varint((uint)((field << 3) | LengthDelimited), head);
        length += Varint((uint)message.Length, head[length..]);
        context.SetPayloadLength(length + message.Length);
        var output = context.GetBufferWriter();
        output.Write(head[..length]);
        output.Write(message.Span);
        context.Complete();
    }

    private static int Varint(uint value, Span<byte> output)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            output[length++] = (byte)(value | 0x80);
        }

        output[length++] = (byte)value;
        return length;
    }
}
