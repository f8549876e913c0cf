using Omnichannel.Platform.Domain;

namespace Omnichannel.SupportContext.Domain;

/// <summary>A return, folded from its entries.</summary>
public sealed record ReturnState
{
    // A return only goes forward: the furthest that is known is where it stands, whatever came late.
    private static readonly string[] Life = ["REQUESTED", "APPROVED", "PARTIALLY_RECEIVED", "RECEIVED", "INSPECTED", "RESOLVED", "CLOSED", "EXPIRED", "CANCELLED", "DECLINED"];

    private const string RefundRequested = "orders.RefundRequested";

    private const string RefundCompleted = "orders.RefundCompleted";

    private const string RefundFailed = "orders.RefundFailed";

    public required string ReturnId { get; init; }

    public string RmaCode { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string State { get; init; } = "";

    public long ItemCount { get; init; }

    public Money? RefundAmount { get; init; }

    public SalesChannel RequestedChannel { get; init; }

    public SalesChannel ResolvedChannel { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Waits for staff.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>Refunds asked for of which nothing was heard, and those that failed.</summary>
    public IReadOnlyList<(string RefundId, bool HasFailed, DateTimeOffset At)> UnpaidRefunds { get; init; } = [];

    /// <summary>When staff refused it.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    /// <summary>Something may still happen.</summary>
    public bool IsOpen => State is not ("CLOSED" or "EXPIRED" or "CANCELLED" or "DECLINED");

    /// <summary>All returns, the latest first.</summary>
    /// <param name="entries">In timeline order.</param>
    public static IReadOnlyList<ReturnState> Fold(IReadOnlyList<Entry> entries) =>
    [
        .. entries.Where(entry => ReturnOf(entry).Length > 0)
            .GroupBy(ReturnOf, StringComparer.Ordinal)
            .Where(group => group.Any(IsOfReturn))
            .Select(group => Of(group.Key, [.. group]))
            .OrderByDescending(one => one.RequestedAt).ThenByDescending(one => one.ReturnId, StringComparer.Ordinal),
    ];

    // Order-tracking gives the money back that a return owes.
    // Until when an order can be returned is told of the order.
    private static bool IsOfReturn(Entry entry) => entry.Name.StartsWith("returns.", StringComparison.Ordinal) && entry.Name is not ("returns.ReturnWindowSet" or "returns.WithdrawalConfirmed");

    private static string ReturnOf(Entry entry) => IsOfReturn(entry) ? entry.SubjectId
        : entry.Name is RefundRequested or RefundCompleted or RefundFailed ? entry.Fact("return_id")
        : "";

    private static ReturnState Of(string returnId, List<Entry> entries)
    {
        var requested = entries.Find(entry => entry.Name == "returns.ReturnRequested");
        var resolved = entries.Find(entry => entry.Name == "returns.ReturnResolved");
        var state = entries.Select(StateOf).Max();
        return new ReturnState
        {
            ReturnId = returnId,
            RmaCode = First(entries, "rma_code"),
            OrderId = First(entries, "order_id"),
            State = Life[Math.Max(state, 0)],
            ItemCount = (resolved ?? requested)?.Number(FactNames.ItemCount) ?? 0,
            RefundAmount = resolved?.Amount("refund_amount"),
            RequestedChannel = requested?.Channel ?? Enum.GetValues<SalesChannel>().FirstOrDefault(
                channel => channel.ToString().Equals(resolved?.Fact("requested_channel"), StringComparison.OrdinalIgnoreCase)),
            ResolvedChannel = resolved?.Channel ?? SalesChannel.None,
            RequestedAt = (requested ?? entries[0]).OccurredAt,
            ResolvedAt = resolved?.OccurredAt,
            NeedsApproval = state == 0 && requested?.Fact("requires_approval") == "true",
            UnpaidRefunds = Unpaid(entries),
            DeclinedAt = entries.Find(entry => entry.Name == "returns.ReturnDeclined")?.OccurredAt,
        };
    }

    private static int StateOf(Entry entry) => Array.IndexOf(Life, entry.Name switch
    {
        "returns.ReturnRequested" => "REQUESTED",
        "returns.ReturnApproved" => "APPROVED",
        "returns.ReturnReceived" => entry.Fact("complete") == "true" ? "RECEIVED" : "PARTIALLY_RECEIVED",
        "returns.ReturnRestGivenUp" => "RECEIVED",
        "returns.ReturnInspected" => "INSPECTED",
        "returns.ReturnResolved" => "RESOLVED",
        "returns.ReturnClosed" => "CLOSED",
        "returns.ReturnExpired" => "EXPIRED",
        "returns.ReturnCancelled" => "CANCELLED",
        "returns.ReturnDeclined" => "DECLINED",
        _ => "",
    });

    private static List<(string, bool, DateTimeOffset)> Unpaid(List<Entry> entries)
    {
        var paid = entries.Where(entry => entry.Name == RefundCompleted).Select(entry => entry.Fact("refund_id")).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. entries.Where(entry => entry.Name is RefundRequested or RefundFailed && !paid.Contains(entry.Fact("refund_id")))
                .GroupBy(entry => entry.Fact("refund_id"), StringComparer.Ordinal)
                .Select(group => group.MaxBy(entry => entry.Name == RefundFailed ? 1 : 0)!)
                .Select(entry => (entry.Fact("refund_id"), entry.Name == RefundFailed, entry.OccurredAt)),
        ];
    }

    private static string First(List<Entry> entries, string fact) => entries.Select(entry => entry.Fact(fact)).FirstOrDefault(text => text.Length > 0) ?? "";
}
