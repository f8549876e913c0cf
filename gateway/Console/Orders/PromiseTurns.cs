using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Orders.V1;
using Omnichannel.Support.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Orders;

/// <summary>A turn that a promise took.</summary>
/// <param name="Name">Names its text: MADE, REVISED, AT_RISK, BROKEN, KEPT, WITHDRAWN.</param>
/// <param name="At">When.</param>
/// <param name="From">Where the window begins that was promised then.</param>
/// <param name="Until">Where it ends.</param>
/// <param name="Reason">Why; may be empty. For staff: customers are not told.</param>
public sealed record PromiseTurn(string Name, DateTimeOffset At, DateTimeOffset? From, DateTimeOffset? Until, string Reason);

/// <summary>The history of an order's promise, in the order of time.</summary>
public static class PromiseTurns
{
    /// <summary>What the order itself tells: how the promise in force was made, and what it came to. Earlier windows are not among it.</summary>
    public static IReadOnlyList<PromiseTurn> Of(DeliveryPromise? promise)
    {
        if (promise?.MadeAt is null)
        {
            return [];
        }

        var made = new PromiseTurn(promise.Revision > 1 ? "REVISED" : "MADE", promise.MadeAt.ToDateTimeOffset(), At(promise.EarliestAt), At(promise.LatestAt), promise.Reason);
        return promise.State is PromiseState.Unspecified or PromiseState.Made || promise.StateAt is null
            ? [made]
            : [made, new PromiseTurn(Enums.Name(promise.State), promise.StateAt.ToDateTimeOffset(), null, null, "")];
    }

    /// <summary>What the customer's timeline tells of one order, with every earlier window.</summary>
    /// <param name="entries">In any order.</param>
    /// <param name="orderId">Of the order.</param>
    public static IReadOnlyList<PromiseTurn> Of(IEnumerable<TimelineEntry> entries, string orderId) =>
    [
        .. entries.Where(entry => entry.Kind is TimelineKind.Promise && entry.SubjectId == orderId)
            .Select(entry => (Entry: entry, Name: NameOf(entry.EventName)))
            .Where(turn => turn.Name.Length > 0)
            .OrderBy(turn => turn.Entry.OccurredAt.ToDateTimeOffset()).ThenBy(turn => turn.Entry.Sequence)
            .Select(turn => new PromiseTurn(
                turn.Name,
                turn.Entry.OccurredAt.ToDateTimeOffset(),
                turn.Name is "MADE" or "REVISED" ? Fact(turn.Entry, "promised_from") : null,
                turn.Name is "MADE" or "REVISED" ? Fact(turn.Entry, "promised_until") : null,
                turn.Entry.Facts.GetValueOrDefault("reason", ""))),
    ];

    private static string NameOf(string eventName) => eventName[(eventName.LastIndexOf('.') + 1)..] switch
    {
        "PromiseMade" => "MADE",
        "PromiseRevised" => "REVISED",
        "PromiseAtRisk" => "AT_RISK",
        "PromiseBroken" => "BROKEN",
        "PromiseKept" => "KEPT",
        _ => "",
    };

    private static DateTimeOffset? Fact(TimelineEntry entry, string name) =>
        DateTimeOffset.TryParse(entry.Facts.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static DateTimeOffset? At(Timestamp? at) => at?.ToDateTimeOffset();
}
