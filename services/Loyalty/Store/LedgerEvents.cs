using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Account = Omnichannel.Loyalty.Domain.LedgerAccount;
using EntryKind = Omnichannel.Loyalty.Domain.EntryKind;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which events follow from what happened to a member. The balance in them is the one after the step.</summary>
internal static class LedgerEvents
{
    /// <summary>Publishes what the moves between tiers and the posted entries mean to others.</summary>
    public static void Publish(UnitOfWork unit, MemberState state)
    {
        foreach (var (move, cause) in state.Moves)
        {
            unit.Publish(state.Member.MemberId, state.Version, HeaderOf(cause).On(new TierChanged
            {
                MemberId = state.Member.MemberId,
                TierId = move.To,
                PreviousTierId = move.From,
                Upgrade = move.IsUpgrade,
            }));
        }

        var balance = BalanceOf(state);
        foreach (var fact in LedgerFact.Of(state.Account.Entries))
        {
            if (Event(fact) is { } message)
            {
                message.MemberId = state.Member.MemberId;
                message.Points = fact.Points;
                message.Balance = balance;
                unit.Publish(state.Member.MemberId, state.Version, HeaderOf(fact.Cause).On(message));
            }
        }
    }

    /// <summary>The header of what follows from a cause.</summary>
    public static EventHeader HeaderOf(Cause cause) => new(cause.IsHistorical, cause.EffectiveAt, cause.Channel.ToContract());

    /// <summary>The balance as it stands.</summary>
    public static Balance BalanceOf(MemberState state) => new()
    {
        Pending = state.Account.Balances[Account.Pending],
        Active = state.Account.Balances[Account.Active],
        Held = state.Account.Balances[Account.Held],
        Debt = state.Account.Balances.Owed,
        Status = state.Account.Balances[Account.Status],
    };

    private static ILedgerEvent? Event(LedgerFact fact)
    {
        var cause = fact.Cause;
        return fact.Kind switch
        {
            EntryKind.EarnPending => new PointsEarned { OrderId = cause.OrderId ?? "", OrderNumber = cause.OrderNumber ?? "", ProgramVersion = (int)cause.ProgramVersion },
            EntryKind.Activate => new PointsActivated
            {
                OrderId = cause.OrderId ?? "", DebtPaid = fact.Moved(EntryKind.DebtPaid), ExpiresAt = cause.ExpiresAt is { } end ? Instants.ToTimestamp(end.ToMicros()) : null,
            },
            EntryKind.Reinstate => new PointsReinstated { DebtPaid = fact.Moved(EntryKind.DebtPaid) },
            EntryKind.Deactivate => new PointsDeactivated { OrderId = cause.OrderId ?? "" },
            EntryKind.Hold => new PointsHeld { HoldId = cause.HoldId ?? "", Reference = cause.Reference ?? "" },
            EntryKind.Capture => new PointsCaptured
            {
                HoldId = cause.HoldId ?? "", OrderId = cause.OrderId ?? "", Reference = cause.Reference ?? "", ReleasedPoints = fact.Moved(EntryKind.Release),
            },
            EntryKind.Release or EntryKind.HoldExpired => new PointsReleased { HoldId = cause.HoldId ?? "", Expired = fact.Kind is EntryKind.HoldExpired },
            EntryKind.Expire => new PointsExpired(),
            EntryKind.Clawback => new PointsClawedBack
            {
                OrderId = cause.OrderId ?? "", ReturnId = cause.ReturnId ?? "", Debt = fact.BecameDebt,
            },
            EntryKind.Restore => new PointsRestored { OrderId = cause.OrderId ?? "", ReturnId = cause.ReturnId ?? "" },
            EntryKind.Goodwill => new GoodwillGiven
            {
                OrderId = cause.OrderId ?? "",
                OrderNumber = cause.OrderNumber ?? "",
                DebtPaid = fact.Moved(EntryKind.DebtPaid),
                ExpiresAt = cause.ExpiresAt is { } lapses ? Instants.ToTimestamp(lapses.ToMicros()) : null,
            },
            EntryKind.Bonus => new BonusEarned
            {
                EventType = cause.Reason ?? "",
                RuleId = cause.RuleId ?? "",
                ProgramVersion = (int)cause.ProgramVersion,
                DebtPaid = fact.Moved(EntryKind.DebtPaid),
                ExpiresAt = cause.ExpiresAt is { } over ? Instants.ToTimestamp(over.ToMicros()) : null,
            },
            EntryKind.Adjust => new PointsAdjusted { Reason = cause.Reason ?? "", AgentId = cause.Actor?.SubjectId ?? "" },
            _ => null,
        };
    }
}
