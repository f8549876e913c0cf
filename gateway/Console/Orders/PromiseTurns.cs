using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Orders;

/// <summary>A turn that a promise took.</summary>
/// <param name="Name">Names its text: MADE, REVISED, AT_RISK, BROKEN, KEPT, REOPENED, WITHDRAWN.</param>
/// <param name="At">When.</param>
/// <param name="From">Where the window begins that was promised then; null when none was.</param>
/// <param name="Until">Where it ends.</param>
/// <param name="Reason">Why; may be empty. For staff: customers are not told.</param>
public sealed record PromiseTurn(string Name, DateTimeOffset At, DateTimeOffset? From, DateTimeOffset? Until, string Reason);

/// <summary>The history of a promise, in the order of time.</summary>
public static class PromiseTurns
{
    /// <summary>All that has become of it; nothing without a promise.</summary>
    public static IReadOnlyList<PromiseTurn> Of(DeliveryPromise? promise)
    {
        var turns = new List<PromiseTurn>();
        var revision = 0;
        foreach (var turn in promise?.Turns ?? [])
        {
            var isNew = turn.Revision != revision;
            revision = turn.Revision;
            turns.Add(new PromiseTurn(
                turn.State is not PromiseState.Made ? Enums.Name(turn.State) : !isNew ? "REOPENED" : revision > 1 ? "REVISED" : "MADE",
                turn.At.ToDateTimeOffset(),
                isNew ? turn.EarliestAt?.ToDateTimeOffset() : null,
                isNew ? turn.LatestAt?.ToDateTimeOffset() : null,
                turn.Reason));
        }

        return turns;
    }
}
