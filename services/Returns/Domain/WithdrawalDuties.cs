using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>
/// What a withdrawal obliges the merchant to, and when somebody must look. What is about to be broken is told before it is (<c>OpsService.ListBreaches</c>); money that is due goes back
/// by itself.
/// </summary>
public static class WithdrawalDuties
{
    /// <summary>The acknowledgement should have left at once, and has not.</summary>
    public const string NotAcknowledged = "WITHDRAWAL_NOT_ACKNOWLEDGED";

    /// <summary>In a few days the money must be back with the consumer, and it is not.</summary>
    public const string RefundDue = "WITHDRAWAL_REFUND_DUE";

    /// <summary>How long an acknowledgement may take.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(10);

    /// <summary>So long before its end the money goes back, looked at or not: a payment takes its time.</summary>
    public static readonly TimeSpan ReleaseBefore = TimeSpan.FromDays(5);

    /// <summary>So long before its end the duty counts as in danger.</summary>
    public static readonly TimeSpan WarnBefore = TimeSpan.FromDays(3);

    /// <summary>What is broken, or is about to be.</summary>
    /// <param name="withdrawal">In effect.</param>
    /// <param name="goods">Their returns: more than one where some left although they were to be cancelled.</param>
    /// <param name="isAcknowledged">Whether its acknowledgement left.</param>
    /// <param name="now">When somebody looks.</param>
    public static IReadOnlyList<Breach> Threatened(Withdrawal withdrawal, IReadOnlyList<Return> goods, bool isAcknowledged, DateTimeOffset now) =>
    [
        .. !isAcknowledged && now >= withdrawal.ConfirmedAt + AtOnce ? [new Breach(NotAcknowledged)] : (Breach[])[],
        .. goods.Any(IsOwed) && now >= withdrawal.RefundDueAt - WarnBefore ? [new Breach(RefundDue)] : (Breach[])[],
    ];

    /// <summary>Whether the money goes back now.</summary>
    public static bool MustRelease(Withdrawal withdrawal, Return goods, DateTimeOffset now) =>
        goods is { IsLive: true, IsOnItsWay: true } && now >= withdrawal.RefundDueAt - ReleaseBefore;

    /// <summary>When time alone changes something next; null when it does not.</summary>
    public static DateTimeOffset? NextLook(Withdrawal withdrawal, IReadOnlyList<Return> goods, bool isAcknowledged, DateTimeOffset now)
    {
        DateTimeOffset?[] looks =
        [
            isAcknowledged ? null : withdrawal.ConfirmedAt + AtOnce,
            goods.Any(each => each is { IsLive: true, IsOnItsWay: true }) ? withdrawal.RefundDueAt - ReleaseBefore : null,
            goods.Any(IsOwed) ? withdrawal.RefundDueAt - WarnBefore : null,
        ];
        return looks.Where(at => at > now).Min();
    }

    // While nobody has shown that the goods are coming, the money may be held back.
    private static bool IsOwed(Return goods) => goods is { IsOnItsWay: true, State: not ReturnState.Closed } && goods.Refund is not { State: RefundState.Completed };
}
