using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Transport;

namespace Omnichannel.Platform.Tests.Transport;

public class EncodedAnswerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(16_380)]
    [InlineData(16_390)]
    [InlineData(3_000_000)]
    public void Write_IsWhatTheContractsAnswerIs_WhateverItsLength(int length)
    {
        var order = new Order { OrderId = new string('a', length) };
        var context = new Written();
        EncodedAnswer<GetOrderResponse>.Marshaller.ContextualSerializer(new(GetOrderResponse.OrderFieldNumber, order.ToByteArray()), context);

        Assert.Equal(new GetOrderResponse { Order = order }.ToByteArray(), context.Output.WrittenSpan.ToArray());
        Assert.Equal(context.Output.WrittenCount, context.Announced);
        Assert.True(context.IsComplete);
    }

    [Fact]
    public void Write_OfAFieldWithALongTag_IsThatField()
    {
        var context = new Written();
        EncodedAnswer<Order>.Marshaller.ContextualSerializer(new(Order.PickupsFieldNumber, new Pickup { PickupId = "p-1" }.ToByteArray()), context);

        Assert.Equal("p-1", Assert.Single(Order.Parser.ParseFrom(context.Output.WrittenSpan.ToArray()).Pickups).PickupId);
    }

    private sealed class Written : SerializationContext
    {
        public ArrayBufferWriter<byte> Output { get; } = new();

        public int Announced { get; private set; }

        public bool IsComplete { get; private set; }

        public override void SetPayloadLength(int payloadLength) => Announced = payloadLength;

        public override IBufferWriter<byte> GetBufferWriter() => Output;

        public override void Complete() => IsComplete = true;

        public override void Complete(byte[] payload) => throw new NotSupportedException();
    }
}
