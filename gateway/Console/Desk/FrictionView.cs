using Omnichannel.Support.V1;

namespace Omnichannel.WebConsole.Desk;

/// <summary>How much a friction hurts.</summary>
public enum Severity
{
    Low,
    Middle,
    High,
}

/// <summary>Something that went wrong, and what the rules suggest.</summary>
/// <param name="Signal">What went wrong.</param>
/// <param name="Severity">How much it hurts.</param>
/// <param name="Actions">What an agent could do, each with the rule that says so.</param>
/// <param name="OrderId">The order that it is about; null when it is about none.</param>
public sealed record FrictionView(FrictionSignal Signal, Severity Severity, IReadOnlyList<SuggestedAction> Actions, string? OrderId)
{
    /// <summary>All frictions in the order of the context: worst first.</summary>
    public static IReadOnlyList<FrictionView> Of(GetContextResponse context) =>
    [
        .. context.FrictionSignals.Select(signal => new FrictionView(
            signal,
            SeverityOf(signal.Code),
            [.. context.SuggestedActions.Where(action => action.FrictionCode == signal.Code && action.SubjectId == signal.SubjectId)],
            OrderOf(context, signal))),
    ];

    /// <summary>What is suggested without anything having gone wrong.</summary>
    public static IReadOnlyList<SuggestedAction> Others(GetContextResponse context) => [.. context.SuggestedActions.Where(action => action.FrictionCode.Length == 0)];

    private static string? OrderOf(GetContextResponse context, FrictionSignal signal) =>
        context.Orders.Any(order => order.OrderId == signal.SubjectId) ? signal.SubjectId
        : context.Returns.FirstOrDefault(one => one.ReturnId == signal.SubjectId)?.OrderId is { Length: > 0 } order ? order
        : null;

    private static Severity SeverityOf(string code) => code switch
    {
        "REFUND_FAILED" or "PROMISE_BROKEN" or "DELIVERY_FAILED" => Severity.High,
        "REFUND_PENDING" or "RETURN_DECLINED" or "PROMISE_AT_RISK" => Severity.Middle,
        _ => Severity.Low,
    };
}
