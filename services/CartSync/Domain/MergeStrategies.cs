using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>Decides a line's quantity from both carts' quantities (0: not in that cart), of one measure.</summary>
public delegate int MergedQuantity(int guest, int customer, Measure measure);

/// <summary>The four strategies, by quantity: what is left of a line decides what happens to it.</summary>
public static class MergeStrategies
{
    /// <summary>The rule of a strategy.</summary>
    public static MergedQuantity Of(MergeStrategy strategy) => strategy switch
    {
        MergeStrategy.Sum => static (guest, customer, measure) => Math.Min(guest + customer, measure.MostOf()),
        MergeStrategy.GuestWins => static (guest, _, _) => guest,
        MergeStrategy.CustomerWins => static (_, customer, _) => customer,
        _ => static (guest, customer, _) => Math.Max(guest, customer),
    };

    /// <summary>The outcome's name.</summary>
    public static MergeOutcome Outcome(int guest, int customer, int merged) => merged switch
    {
        0 => MergeOutcome.Dropped,
        _ when customer == 0 && guest > 0 => MergeOutcome.Added,
        _ when merged > customer => MergeOutcome.Raised,
        _ when merged < customer => MergeOutcome.Lowered,
        _ => MergeOutcome.Kept,
    };
}
