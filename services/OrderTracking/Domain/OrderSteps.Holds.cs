using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Domain;

/// <content>
/// What is held on means of payment and is needed for nothing any more is given up: its customer could not spend it elsewhere. An order only comes to cost less, so nothing more can be due once
/// nothing is.
/// </content>
public static partial class OrderSteps
{
    private static readonly TimeSpan NeededFor = TimeSpan.FromHours(1);

    private static Order ReleaseHolds(Order order, List<OrderEvent> events, DateTimeOffset now)
    {
        var payments = order.Money.Payments;
        if (payments.All(payment => payment.HeldMinor == 0))
        {
            return order;
        }

        // A charge that is under way may still take what is held: first its result is known.
        var isNeeded = order.Money.Charges.Any(charge => charge.State is InstructionState.Requested) || new PaymentLedger(order.Sale, order.Money).DueMinor > 0;
        var next = payments.Select(payment => Released(payment, isNeeded, now)).ToList();
        for (var i = 0; i < next.Count; i++)
        {
            if (next[i].Release is { } release && release.Tries.Count != payments[i].Release?.Tries.Count)
            {
                events.Add(new VoidRequested(now, new InstructionId(order.OrderId, InstructionKind.Void, i + 1, Try: release.Tries.Count), next[i]) { IsRetry = release.Tries.Count > 1 });
            }
        }

        return next.SequenceEqual(payments) ? order : order with { Money = order.Money with { Payments = next } };
    }

    // A provider that gave back twice makes something due again: then a void that failed waits.
    private static Payment Released(Payment payment, bool isNeeded, DateTimeOffset now) => payment switch
    {
        { HeldMinor: 0 } => payment,
        { Release: { } release } when release.NextTryAt <= now => payment with { Release = isNeeded ? release with { NextTryAt = now + NeededFor } : release.Again(now) },
        { Release: null } when !isNeeded => payment with
        {
            Release = new RefundPart
            {
                Source = new Tender(payment.Kind, payment.Reference, payment.HeldMinor),
                Tries = [new RefundTry { Kind = payment.Kind, Reference = payment.Reference, At = now }],
            },
        },
        _ => payment,
    };

    // Providers name other amounts with it, or none: a hold is given up whole.
    private static Decision<Change> ReportVoid(Order order, InstructionId id, PaymentResult result, DateTimeOffset now)
    {
        if (id.Number > order.Money.Payments.Count || order.Money.Payments[id.Number - 1] is not { Release: { } release } payment || id.Try > release.Tries.Count)
        {
            return new InstructionNotFound();
        }

        var next = release.With(id.Try - 1, result, now);
        if (ReferenceEquals(next, release))
        {
            return new Change(order, []);
        }

        var told = payment with { Release = next };
        var events = new List<OrderEvent>();
        if (told.HeldMinor > 0 && next.State is RefundState.Escalated && release.State is not RefundState.Escalated)
        {
            events.Add(new VoidFailed(result.At, id, told));
        }

        IReadOnlyList<Payment> payments = [.. order.Money.Payments.Select(other => ReferenceEquals(other, payment) ? told : other)];
        return Settle(order, order with { Money = order.Money with { Payments = payments } }, events, result.At, now);
    }
}
