using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Omnichannel.Benchmarks.Measuring;

/// <summary>Rpcs of which a load generator takes what is inside the answer as bytes: what a page makes of it happens on the page's machine.</summary>
internal static class AnswersAsBytes
{
    /// <summary>An rpc whose answer is read as another message: with bytes where the contract has one.</summary>
    public static Method<TRequest, TAnswer> Of<TRequest, TAnswer>(ServiceDescriptor service, string name, MessageParser<TAnswer> answers)
        where TRequest : class, IMessage<TRequest>
        where TAnswer : class, IMessage<TAnswer>
    {
        var taking = answers.WithDiscardUnknownFields(discardUnknownFields: true);
        return new(
            MethodType.Unary,
            service.FullName,
            name,
            Marshallers.Create<TRequest>(static (request, context) => Write(request, context), static _ => throw new NotSupportedException()),
            Marshallers.Create<TAnswer>(static (_, _) => throw new NotSupportedException(), context => taking.ParseFrom(context.PayloadAsReadOnlySequence())));
    }

    private static void Write(IMessage request, SerializationContext context)
    {
        context.SetPayloadLength(request.CalculateSize());
        request.WriteTo(context.GetBufferWriter());
        context.Complete();
    }
}
