using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What was given back to a wallet, as it stands in its table: written once.</summary>
internal sealed record WalletRefundRow
{
    public const string Select =
        "select refund_id as RefundId, paid_by as PaidBy, amount_minor as AmountMinor, refunded_at as RefundedAt, seal as Seal from wallet_refunds";

    public const string Insert =
        "insert into wallet_refunds (refund_id, paid_by, amount_minor, refunded_at, seal) values (@RefundId, @PaidBy, @AmountMinor, @RefundedAt, @Seal)";

    public string RefundId { get; init; } = "";

    public string PaidBy { get; init; } = "";

    public long AmountMinor { get; init; }

    public long RefundedAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    public static WalletRefundRow Of(string refundId, string paidBy, long amountMinor, DateTimeOffset now)
    {
        var row = new WalletRefundRow { RefundId = refundId, PaidBy = paidBy, AmountMinor = amountMinor, RefundedAt = now.ToMicros() };
        return row with { Seal = row.TrueSeal() };
    }
}
