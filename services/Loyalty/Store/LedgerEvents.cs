using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;
using Account = Omnichannel.Loyalty.Domain.LedgerAccount;
using EntryKind = Omnichannel.Loyalty.Domain.EntryKind;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which events follow from which entries. The balance in them is the one after the step.</summary>
internal static class LedgerEvents
{
    /// <summary>Publishes what the posted entries mean to others.</summary>
    public static void Publish(UnitOfWork unit, MemberState state)
    {
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
            if (Event(state, group, balance) is { } message)
            {
                var at = group[0].Cause.EffectiveAt;
                unit.Publish(state.Member.MemberId, state.Version, message, group[0].Cause.IsHistorical ? at : null);
            }

            i = end;
        }
    }

    /// <summary>Whether it is news.</summary>
    public static Origin OriginOf(Cause cause) => cause.IsHistorical ? Origin.Historical : Origin.Live;

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

    private static IMessage? Event(MemberState state, List<Entry> entries, Balance balance)
    {
        var first = entries[0];
        var cause = first.Cause;
        var member = state.Member.MemberId;
        var origin = OriginOf(cause);
        var at = Instants.ToTimestamp(cause.EffectiveAt.ToMicros());
        var channel = (Channel)cause.Channel;
        var points = entries.Where(entry => entry.Kind == first.Kind).Sum(entry => entry.Points);
        return first.Kind switch
        {
            EntryKind.EarnPending => new PointsEarned
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, OrderId = cause.OrderId ?? "",
                OrderNumber = cause.OrderNumber ?? "", ProgramVersion = (int)cause.ProgramVersion, Balance = balance,
            },
            EntryKind.Activate => new PointsActivated
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, OrderId = cause.OrderId ?? "",
                DebtPaid = Sum(entries, EntryKind.DebtPaid), ExpiresAt = cause.ExpiresAt is { } end ? Instants.ToTimestamp(end.ToMicros()) : null,
                Balance = balance,
            },
            EntryKind.Hold => new PointsHeld
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, HoldId = cause.HoldId ?? "",
                Reference = cause.Reference ?? "", Balance = balance,
            },
            EntryKind.Capture => new PointsCaptured
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, HoldId = cause.HoldId ?? "",
                OrderId = cause.OrderId ?? "", Reference = cause.Reference ?? "", ReleasedPoints = Sum(entries, EntryKind.Release), Balance = balance,
            },
            EntryKind.Release or EntryKind.HoldExpired => new PointsReleased
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, HoldId = cause.HoldId ?? "",
                Expired = first.Kind is EntryKind.HoldExpired, Balance = balance,
            },
            EntryKind.Expire => new PointsExpired { Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, Balance = balance },
            EntryKind.Clawback => new PointsClawedBack
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, OrderId = cause.OrderId ?? "",
                ReturnId = cause.ReturnId ?? "", Debt = entries.Where(entry => entry.From is Account.Debt).Sum(entry => entry.Points), Balance = balance,
            },
            EntryKind.Restore => new PointsRestored
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = points, OrderId = cause.OrderId ?? "",
                ReturnId = cause.ReturnId ?? "", Balance = balance,
            },
            EntryKind.Adjust => new PointsAdjusted
            {
                Origin = origin, EffectiveAt = at, Channel = channel, MemberId = member, Points = first.From is Account.Issuance ? points : -points,
                Reason = cause.Reason ?? "", AgentId = cause.Actor?.SubjectId ?? "", Balance = balance,
            },
            _ => null,
        };
    }

    private static long Sum(List<Entry> entries, EntryKind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Points);
}
