using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.OrderTracking.Tests.Domain;

namespace Omnichannel.OrderTracking.Tests.Store;

/// <summary>What is answered of an order is never older than what is stored, whatever was answered before.</summary>
public sealed class OrderAnswersTests
{
    private readonly OrderAnswers answers = new();

    [Fact]
    public void SameState_IsAnsweredWithTheSame_AnotherOneWithItself()
    {
        var order = Some.Order();
        var shipped = Some.Shipped(order);

        var first = answers.Of("order-1", OrderDocument.Write(order));

        Assert.Same(first, answers.Of("order-1", OrderDocument.Write(order)));
        Assert.Equal(shipped.ToProto(), answers.Of("order-1", OrderDocument.Write(shipped)).Message);
        Assert.Equal(order.ToProto(), answers.Of("order-1", OrderDocument.Write(order)).Message);
    }

    [Fact]
    public void OrderThatIsMadeAgainAfterItsErasure_InTheSameVersion_IsAnsweredAsItIs()
    {
        var erased = Some.Order();
        var again = erased with { Sale = erased.Sale with { CustomerId = "customer-2" } };
        answers.Of("order-1", OrderDocument.Write(erased));

        var answer = answers.Of("order-1", OrderDocument.Write(again));

        Assert.Equal(erased.Version, again.Version);
        Assert.Equal(("customer-2", "customer-2"), (answer.Message.CustomerId, answer.Order.CustomerId));
    }

    [Fact]
    public void MoreThanAreKept_AndLargerOnes_AreAnsweredAllTheSame()
    {
        var large = Some.Order(Some.Sale() with { Lines = [.. Enumerable.Range(1, 500).Select(i => Some.Line($"{i}", 1, 100))] });
        Assert.Equal(500, answers.Of("large", OrderDocument.Write(large)).Message.Lines.Count);
        Assert.NotSame(answers.Of("large", OrderDocument.Write(large)), answers.Of("large", OrderDocument.Write(large)));

        for (var i = 0; i < 4_500; i++)
        {
            var order = Some.Order(Some.Sale($"order-{i}"));
            Assert.Equal($"order-{i}", answers.Of(order.OrderId, OrderDocument.Write(order)).Message.OrderId);
        }
    }
}
