namespace Omnichannel.Loyalty.Domain;

/// <content>Promises about an order that were broken.</content>
public static partial class OrderSteps
{
    /// <summary>The points that the program of an order gives for a broken promise; 0 when it gives none.</summary>
    public static long GoodwillFor(Earner earner) => earner.Program?.BrokenPromisePoints ?? 0;

    /// <summary>A promise was broken: its customer gets what the program gives for one. Told once for each promise.</summary>
    /// <param name="order">The order.</param>
    /// <param name="promise">Which promise.</param>
    /// <param name="earner">To whom the order was credited, with the program that it earned under.</param>
    /// <param name="now">The moment.</param>
    public static void GiveGoodwill(CreditedOrder order, BrokenPromise promise, Earner earner, DateTimeOffset now)
    {
        var program = earner.Program!;
        earner.Account.GiveGoodwill(GoodwillFor(earner), program.ExpiryAfter(now), new Cause(now)
        {
            Channel = promise.Channel,
            OrderId = order.OrderId,
            OrderNumber = promise.OrderNumber,
            ProgramVersion = program.Version,
        });
    }
}
