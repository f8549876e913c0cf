using System.Collections.Immutable;
using System.Diagnostics;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;
using Checkout = Omnichannel.CartSync.Domain.Checkout;
using Tender = Omnichannel.CartSync.Domain.Tender;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Checkouts as devices drive them: a call is repeated with its key until it is answered.</summary>
internal sealed partial class World
{
    private async Task BeginOne(string? cartId = null)
    {
        var open = attempts.Where(attempt => attempt.Answer is null).ToList();
        if (open.Count > 0 && Dice.Chance(50))
        {
            await SendBegin(Dice.Pick(open));
            return;
        }

        var device = Dice.Pick(cartId is null ? devices : devices.Where(device => device.CartId == cartId).DefaultIfEmpty(devices[0]).ToList());
        if (device.CartId.Length == 0 || !stored.TryGetValue(device.CartId, out var cart))
        {
            return;
        }

        var isTill = device.Actor.Role is ActorRole.Terminal;
        var accepts = Dice.Chance(60);
        var attempt = new Attempt
        {
            Device = device,
            CartId = cart.Id,
            Order = new CheckoutOrder
            {
                Key = Key(device, "begin"),
                Actor = device.Actor,
                ExpectedVersion = Dice.Chance(85) ? cart.Version : device.LogOf(cart.Id).Seen,
                ShippingOptionId = isTill ? "" : "standard",
                HasDelivery = true,
                HasContact = true,
                NumberOf = static id => "O-" + id,
                AcceptsPriceChanges = accepts,

                // What it was shown the cart to cost.
                ExpectedTotal = accepts || Dice.Chance(50) ? null : new Money("EUR", TotalOf(models[cart.Id], Dice.Chance(80) ? Tariffs[^1] : Tariffs[0])),
                Points = cart.OwnerIsGuest || Dice.Chance(50) ? 0 : 1 + Dice.Next(500),
                CouponCodes = Dice.Chance(40) ? [$"K{Dice.Next(2)}"] : [],
                IsInStore = isTill,

                // What remains to be paid is not known at the till before Loyalty has spoken.
                Tenders = isTill ? [new Tender(TenderKind.Wallet, $"till-{made}", Dice.Chance(90) ? null : 100)] : [],
            },
            Changes = changes.GetValueOrDefault(cart.Id),
        };
        attempt.SawLatest = attempt.Order.ExpectedVersion == cart.Version;
        attempts.Add(attempt);
        await SendBegin(attempt);
    }

    private async Task SendBegin(Attempt attempt)
    {
        var (device, order) = (attempt.Device, attempt.Order);
        Say($"{device.Name} checks {Name(attempt.CartId)} out at version {order.ExpectedVersion} ({order.Key.Key}){(order.IsInStore ? " at the till" : "")}");
        attempt.SetOut();
        var answer = await Call(null, replica => replica.Checkouts.Begin(
            attempt.CartId, order, NewOwner(order.Actor, attempt.CartId), static _ => throw new UnreachableException(), static (_, _) => Task.CompletedTask, default));
        var isAlone = attempt.Land();
        if (answer is { Came: true, IsRefused: false, Result: { Recorded: null, Answer: null } })
        {
            Fail($"{order.Key.Key} is answered as if there were no such checkout");
        }

        var found = answer switch
        {
            { Came: false } => null,
            { IsRefused: true } => answer.Refusal,
            { Result: { Recorded: { } recorded } } => Read(attempt, order.IsInStore
                ? CheckoutInStoreResponse.Parser.ParseFrom(recorded.Bytes).Checkout : BeginCheckoutResponse.Parser.ParseFrom(recorded.Bytes).Checkout),
            { Result.Answer: { } checkout } => Read(attempt, checkout),
            _ => null,
        };
        Say($"... {found ?? "no answer yet"}");

        if (found is "CART_CHANGED" && attempt.SawLatest && attempt.Changes == changes.GetValueOrDefault(attempt.CartId))
        {
            Fail($"{order.Key.Key} is refused for a change of {Name(attempt.CartId)} since version {order.ExpectedVersion}, and there was none");
        }

        attempt.Answer ??= found is "CONCURRENT_CHANGE" || !isAlone ? null : found;
        if (attempt.Answer is "CART_NOT_FOUND")
        {
            attempts.Remove(attempt);
        }
    }

    private static long TotalOf(CartModel model, Tariff tariff) => model.Active.Sum(line => tariff.Cost(Shop.SkuOf(line.Key), line.Value).NetMinor);

    private static string? Read(Attempt attempt, Cart.V1.Checkout checkout)
    {
        (attempt.CheckoutId, attempt.DueMinor) = (checkout.CheckoutId, checkout.Totals.Due.AmountMinor);
        return attempt.Order.IsInStore ? "SOLD" : "READY";
    }

    private static string? Read(Attempt attempt, Checkout checkout)
    {
        (attempt.CheckoutId, attempt.DueMinor) = (checkout.CheckoutId, checkout.Totals.DueMinor);
        return checkout.Phase switch
        {
            CartPhase.Ready => "READY",
            CartPhase.CheckedOut => "SOLD",
            CartPhase.Cancelled => checkout.Cancellation!.Name,
            _ => null,
        };
    }

    private async Task CompleteOne()
    {
        var open = payments.Where(payment => payment.Answer is null).ToList();
        if (open.Count > 0 && Dice.Chance(50))
        {
            await SendComplete(Dice.Pick(open));
            return;
        }

        var ready = attempts.Where(attempt => attempt.Answer is "READY").ToList();
        if (ready.Count == 0)
        {
            return;
        }

        // The latest, mostly; sometimes another device pays for it too, or for one that is over.
        var attempt = Dice.Chance(80) ? ready[^1] : Dice.Pick(ready);
        var device = Dice.Chance(85) ? attempt.Device : Dice.Pick(devices);
        var reference = $"payment-{++made}";
        var amount = Dice.Chance(92) ? attempt.DueMinor : attempt.DueMinor - 1;
        var first = Dice.Chance(30) ? 1 : amount;
        ImmutableArray<Tender> tenders = first == amount ? [new Tender(TenderKind.Card, reference, amount)] : [new Tender(TenderKind.Card, reference, first), new Tender(TenderKind.Wallet, reference + "b", amount - first)];
        if (amount < 2 || !IsAdmitted(device, attempt.CartId))
        {
            return;
        }

        var payment = new Payment { Device = device, CartId = attempt.CartId, CheckoutId = attempt.CheckoutId, Key = Key(device, "complete"), Tenders = tenders };
        payments.Add(payment);
        await SendComplete(payment);
    }

    private async Task SendComplete(Payment payment)
    {
        Say($"{payment.Device.Name} pays {string.Join("+", payment.Tenders.Select(tender => tender.AmountMinor))} for {Name(payment.CartId)} ({payment.Tenders[0].Reference})");
        payment.SetOut();
        var answer = await Call(null, replica => replica.Checkouts.Complete(
            payment.CartId, payment.CheckoutId, payment.Tenders, payment.Key, payment.Device.Actor, default));
        var isAlone = payment.Land();
        var found = answer switch
        {
            { Came: false } => null,
            { IsRefused: true } => answer.Refusal,
            { Result.Recorded: not null } => "SOLD",
            { Result.Answer.Phase: CartPhase.CheckedOut } => "SOLD",
            { Result.Answer: { Phase: CartPhase.Cancelled, Cancellation: { } why } } => why.Name,
            _ => null,
        };
        Say($"... {found ?? "no answer yet"}");

        // Whoever lost access to the cart meanwhile gets no answer: the till's part ran out.
        payment.Answer ??= found is "CONCURRENT_CHANGE" || !isAlone ? null : found;
        if (payment.Answer is "CART_NOT_FOUND")
        {
            payments.Remove(payment);
        }
    }

    private async Task CancelOne()
    {
        // One's own, or the one that a device sees its cart in, which may not be ready yet.
        var ready = attempts.Where(attempt => attempt.Answer is "READY").Select(attempt => (attempt.Device, attempt.CartId, attempt.CheckoutId)).TakeLast(1);
        var seen = devices.Where(device => stored.GetValueOrDefault(device.CartId) is { IsInCheckout: true })
            .Select(device => (Device: device, device.CartId, stored[device.CartId].Checkout!.CheckoutId));
        var running = (Dice.Chance(50) ? ready : seen).ToList();
        if (running.Count == 0)
        {
            return;
        }

        var (who, cartId, checkoutId) = Dice.Pick(running);
        var answer = await Call(null, replica => replica.Checkouts.Cancel(cartId, checkoutId, Key(who, "cancel"), who.Actor, default));
        Say($"{who.Name} gives the checkout of {Name(cartId)} up: {(answer.Came ? answer.Refusal ?? "cancelled" : "no answer")}");
    }

    private AnswerKey Key(Device device, string rpc) => new(new Principal(device.Name, device.Name), rpc, $"{owners[0].Id}-{++made}", "00", 24);
}
