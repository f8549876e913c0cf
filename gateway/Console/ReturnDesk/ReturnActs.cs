using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.ReturnDesk;

/// <summary>What can be done about a return as it stands, by whom.</summary>
public static class ReturnActs
{
    private static readonly ReturnState[] TakesGoods = [ReturnState.Approved, ReturnState.InTransit, ReturnState.PartiallyReceived, ReturnState.Received];

    /// <summary>It waits for approval, and whoever reads it may give it.</summary>
    public static bool MayApprove(Return back, Role reader) => back.State is ReturnState.Requested && reader is Role.Associate or Role.Agent or Role.Ops;

    /// <summary>Goods can still come.</summary>
    public static bool MayReceive(Return back, Role reader) =>
        reader is Role.Terminal or Role.Associate or Role.Ops && (HasEnded(back) || IsAwaited(back));

    /// <summary>Some of it is still to come.</summary>
    public static bool IsAwaited(Return back) => TakesGoods.Contains(back.State) && back.Lines.Any(line => GoodsDraft.Outstanding(line) > 0);

    /// <summary>It ended without its goods: what comes all the same is taken with a reason.</summary>
    public static bool HasEnded(Return back) => back.State is ReturnState.Expired or ReturnState.Cancelled or ReturnState.Declined;

    /// <summary>Goods wait to be looked at.</summary>
    public static bool MayInspect(Return back, Role reader) =>
        reader is Role.Terminal or Role.Associate or Role.Ops && (back.State is ReturnState.PartiallyReceived or ReturnState.Received || (back.ReleasedAt is not null && back.Lines.Any(line => GoodsDraft.Waiting(line) > 0)))
        && back.Lines.Any(line => GoodsDraft.DispositionsOf(line).Count > 0);

    /// <summary>Money was given back for goods that did not come, and nobody has decided.</summary>
    public static bool MaySettle(Return back, Role reader) => reader is Role.Agent or Role.Ops && back.Shortfall is { State: ShortfallState.Open };

    /// <summary>A label that no carrier has seen.</summary>
    public static bool MayVoid(ReverseDelivery delivery, Role reader) => reader is Role.Terminal or Role.Associate or Role.Agent && delivery.State is ReverseDeliveryState.Ready;

    /// <summary>How its state is shown.</summary>
    public static StateKind Kind(this ReturnState state) => state switch
    {
        ReturnState.Requested => StateKind.Warning,
        ReturnState.Closed => StateKind.Good,
        ReturnState.Declined or ReturnState.Cancelled or ReturnState.Expired => StateKind.Neutral,
        _ => StateKind.Busy,
    };
}
