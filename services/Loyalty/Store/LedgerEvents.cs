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

        var entries = state.Account.Entries;
        if (entries.Count == 0)
        {
            return;
        }

        var balance = BalanceOf(state);
        for (var i = 0; i < entries.Count;)
        {
            // Entries of one command stand together: a clawback takes from several accounts, an activation pays a debt, a capture releases the rest.
            var end = i + 1;
            while (end < entries.Count && Belongs(entries[end], entries[i]))
            {
                end++;
            }

            var group = entries.Skip(i).Take(end - i).ToList();
            if (Event(group) is { } message)
            {
                message.MemberId = state.Member.MemberId;
                message.Points = Points(group);
                message.Balance = balance;
                unit.Publish(state.Member.MemberId, state.Version, HeaderOf(group[0].Cause).On(message));
            }

            i = end;
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
    };

    private static bool Belongs(Entry next, Entry first) =>
        (next.Kind == first.Kind
            || next.Kind is EntryKind.DebtPaid
            || (next.Kind is EntryKind.Release && first.Kind is EntryKind.Capture))
        && next.Cause.OrderId == first.Cause.OrderId
        && next.Cause.HoldId == first.Cause.HoldId
        && next.Cause.ReturnId == first.Cause.ReturnId;

    private static ILedgerEvent? Event(List<Entry> entries)
    {
        var (first, cause) = (entries[0], entries[0].Cause);
        return first.Kind switch
        {
            EntryKind.EarnPending => new PointsEarned { OrderId = cause.OrderId ?? "", OrderNumber = cause.OrderNumber ?? "", ProgramVersion = (int)cause.ProgramVersion },
            EntryKind.Activate => new PointsActivated
            {
                OrderId = cause.OrderId ?? "", DebtPaid = Sum(entries, EntryKind.DebtPaid), ExpiresAt = cause.ExpiresAt is { } end ? Instants.ToTimestamp(end.ToMicros()) : null,
            },
            EntryKind.Hold => new PointsHeld { HoldId = cause.HoldId ?? "", Reference = cause.Reference ?? "" },
            EntryKind.Capture => new PointsCaptured
            {
                HoldId = cause.HoldId ?? "", OrderId = cause.OrderId ?? "", Reference = cause.Reference ?? "", ReleasedPoints = Sum(entries, EntryKind.Release),
            },
            EntryKind.Release or EntryKind.HoldExpired => new PointsReleased { HoldId = cause.HoldId ?? "", Expired = first.Kind is EntryKind.HoldExpired },
            EntryKind.Expire => new PointsExpired(),
            EntryKind.Clawback => new PointsClawedBack
            {
                OrderId = cause.OrderId ?? "", ReturnId = cause.ReturnId ?? "", Debt = entries.Where(entry => entry.From is Account.Debt).Sum(entry => entry.Points),
            },
            EntryKind.Restore => new PointsRestored { OrderId = cause.OrderId ?? "", ReturnId = cause.ReturnId ?? "" },
            EntryKind.Adjust => new PointsAdjusted { Reason = cause.Reason ?? "", AgentId = cause.Actor?.SubjectId ?? "" },
            _ => null,
        };
    }

    // Negative where an adjustment takes.
    private static long Points(List<Entry> entries)
    {
        var points = Sum(entries, entries[0].Kind);
        return entries[0].Kind is EntryKind.Adjust && entries[0].From is not Account.Issuance ? -points : points;
    }

    private static long Sum(List<Entry> entries, EntryKind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Points);
}
