using System.Security.Cryptography;
using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Who brings a friend, and by what code.</summary>
/// <param name="FriendId">The friend, a customer.</param>
/// <param name="Code">Whoever brought them has it.</param>
/// <param name="DeviceKey">Of the device that the friend uses; null when somebody else does it for them.</param>
public sealed record UseCode(string FriendId, string Code, string? DeviceKey);

/// <summary>A member's code, and what it promises.</summary>
public sealed record ReferralOffer(string Code, ReferralTerms Terms);

/// <summary>
/// Friends whom members bring. What becomes of one is decided in one place, <see cref="Review"/>, in a transaction of its own: whatever changes an order of a friend only says
/// that it is to be looked at again (<see cref="LookAgain"/>), so nothing that orders do waits for another member's ledger.
/// </summary>
public sealed partial class Referrals(CommandExecutor executor, IDatabase database, Ledgers ledgers, ProgramCatalogue programs)
{
    /// <summary>A member's code: made when it is asked for the first time.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="memberId">Whose.</param>
    /// <param name="deviceKey">Of the device that the member uses; null when somebody else asks.</param>
    /// <param name="answer">The code, and what it promises.</param>
    public Task<TAnswer> MakeCode<TAnswer>(CommandContext context, string memberId, string? deviceKey, Func<ReferralOffer, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var state = await ledgers.GetOf(unit, memberId).ConfigureAwait(false);
                memberId = state.Member.MemberId;
                var program = await ProgramOf(unit, state.Member).ConfigureAwait(false);
                if (deviceKey is not null)
                {
                    await PersonMarks.Seen(unit, memberId, deviceKey).ConfigureAwait(false);
                }

                if (await ReferralCodeRow.OfPerson(unit.Sql, await PersonMerges.Group(unit.Sql, memberId).ConfigureAwait(false)).ConfigureAwait(false) is { } known)
                {
                    return answer(new ReferralOffer(known, program.Referral));
                }

                var code = CheckedCode.WithCheckCharacter(RandomNumberGenerator.GetString(CheckedCode.Alphabet, ReferralCodes.DrawnCharacters));
                ReferralCodeRow.Insert(unit.Sql, memberId, code, unit.Now);
                return answer(new ReferralOffer(code, program.Referral));
            });

    /// <summary>A customer who has not bought yet says who brought them.</summary>
    public Task<TAnswer> Use<TAnswer>(CommandContext context, UseCode use, Func<Referral, ReferralTerms, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                var referral = await Link(unit, use).ConfigureAwait(false);
                var program = await programs.Version(unit.Sql, referral.ProgramId, referral.ProgramVersion).ConfigureAwait(false);
                return answer(referral, program!.Referral);
            });

    /// <summary>The same, as a part of something else.</summary>
    internal async Task<Referral> Link(UnitOfWork unit, UseCode use)
    {
        var referrerId = await ReferralCodeRow.MemberOf(unit.Sql, use.Code).ConfigureAwait(false) ?? throw new RefusedException(new ReferralCodeNotFound());
        var friend = await ledgers.FindOf(unit, use.FriendId).ConfigureAwait(false);
        if (friend is null)
        {
            // Whoever enrols at this moment finds the referral, or is found.
            await SettleFirst.Owner(unit, use.FriendId).ConfigureAwait(false);
            friend = await ledgers.FindOfAgain(unit, use.FriendId).ConfigureAwait(false);
        }

        var person = await PersonMerges.Group(unit.Sql, use.FriendId).ConfigureAwait(false);
        use = use with { FriendId = friend?.Member.MemberId ?? person[0] };
        if (await ReferralRow.IdOfFriend(unit.Sql, person).ConfigureAwait(false) is { } knownId)
        {
            var known = (await ReferralRow.Look(unit.Sql, knownId).ConfigureAwait(false))!;
            return known.ReferrerId == referrerId ? known : throw new RefusedException(new AlreadyReferred());
        }

        await RefuseSelf(unit, use, referrerId).ConfigureAwait(false);
        var program = await ProgramOf(unit, (await MemberRow.Look(unit.Sql, referrerId).ConfigureAwait(false))!).ConfigureAwait(false);
        if (await HasBought(unit.Sql, person, unit.Now).ConfigureAwait(false))
        {
            throw new RefusedException(new FriendBoughtBefore());
        }

        var referral = new Referral
        {
            ReferralId = $"ref-{unit.NewId():n}",
            ReferrerId = referrerId,
            FriendId = use.FriendId,
            ProgramId = program.ProgramId,
            ProgramVersion = program.Version,
            LinkedAt = unit.Now,
            EndsAt = unit.Now.AddDays(program.Referral.FriendDays),
        };
        ReferralRow.Insert(unit.Sql, referral);
        unit.Schedule(TimerKinds.ReferralReview, referral.ReferralId, referral.EndsAt);
        if (friend is not null)
        {
            friend.Member = friend.Member with { ReferralId = referral.ReferralId };
            await ledgers.Save(unit, friend).ConfigureAwait(false);
        }

        return referral;
    }

    /// <summary>Something that may matter to a referral changed: it is looked at in a transaction of its own.</summary>
    internal static async Task LookAgain(UnitOfWork unit, MemberState friend)
    {
        foreach (var referralId in friend.IsMerged ? await OfPerson(unit.Sql, friend.Member.MemberId).ConfigureAwait(false) : [friend.Member.ReferralId])
        {
            if (referralId is not null)
            {
                unit.Schedule(TimerKinds.ReferralReview, referralId, unit.Now);
            }
        }
    }

    private static async Task<IReadOnlyList<string?>> OfPerson(SqlSession sql, string memberId) => await sql.Query<string?>(
        $"select referral_id from referrals where friend_id {sql.Dialect.In("@person")} order by referral_id",
        new { person = (await PersonMerges.Group(sql, memberId).ConfigureAwait(false)).ToArray() }).ConfigureAwait(false);

    /// <summary>A friend becomes a member, maybe under another id of theirs than the one that was brought.</summary>
    /// <returns>The referral; null when nobody brought them.</returns>
    internal static async Task<string?> Enrolled(UnitOfWork unit, string memberId)
    {
        var person = await PersonMerges.Group(unit.Sql, memberId).ConfigureAwait(false);
        if (await ReferralRow.IdOfFriend(unit.Sql, person).ConfigureAwait(false) is not { } referralId)
        {
            return null;
        }

        var referral = (await ReferralRow.Look(unit.Sql, referralId).ConfigureAwait(false))!;
        if (referral.FriendId != memberId)
        {
            ReferralRow.Update(unit.Sql, referral with { FriendId = memberId, Version = referral.Version + 1 });
        }

        return referralId;
    }

    /// <summary>A referral; null when there is none.</summary>
    public Task<Referral?> Find(string referralId, CancellationToken cancellation) => database.Read(sql => ReferralRow.Look(sql, referralId), cancellation);

    /// <summary>A page of those that a member brought, the latest first.</summary>
    public Task<IReadOnlyList<Referral>> Page(string referrerId, (long LinkedAt, string ReferralId)? after, int size, CancellationToken cancellation) =>
        database.Read(
            async sql => await ReferralRow.Page(sql, await PersonMerges.Group(sql, referrerId).ConfigureAwait(false), after, size).ConfigureAwait(false), cancellation);

    private async Task<LoyaltyProgram> ProgramOf(UnitOfWork unit, Member referrer) =>
        await programs.At(unit.Sql, referrer.ProgramId, unit.Now).ConfigureAwait(false) is { } program && program.Referral.IsOffered()
            ? program
            : throw new RefusedException(new ReferralNotOffered());

    private static async Task RefuseSelf(UnitOfWork unit, UseCode use, string referrerId)
    {
        if (use.DeviceKey is not null)
        {
            await PersonMarks.Seen(unit, use.FriendId, use.DeviceKey).ConfigureAwait(false);
        }

        var because = ReferralSteps.WhySame(
            await PersonMarks.Devices(unit.Sql, referrerId).ConfigureAwait(false), await PersonMarks.Devices(unit.Sql, use.FriendId).ConfigureAwait(false));
        var isBack = await unit.Sql.QueryFirst<string>(
            $"select referral_id from referrals where friend_id {unit.Sql.Dialect.In("@referrers")} and referrer_id {unit.Sql.Dialect.In("@friends")}",
            new
            {
                referrers = (await PersonMerges.Group(unit.Sql, referrerId).ConfigureAwait(false)).ToArray(),
                friends = (await PersonMerges.Group(unit.Sql, use.FriendId).ConfigureAwait(false)).ToArray(),
            }).ConfigureAwait(false) is not null;
        if (isBack || await PersonAccounts.AreOne(unit.Sql, referrerId, use.FriendId).ConfigureAwait(false) || because is not ReferralReason.None)
        {
            throw new RefusedException(new SelfReferral(because));
        }
    }

    // Orders that are remembered for who may enrol have an owner and no member yet.
    private static async Task<bool> HasBought(SqlSession sql, IReadOnlyList<string> person, DateTimeOffset before) => await sql.QueryFirst<long>(
        $"""
        select count(*) from (
            select order_id from orders where member_id {sql.Dialect.In("@person")} and placed_at < @before and kept = 1
            union all select order_id from orders where owner_id {sql.Dialect.In("@person")} and content is not null and placed_at < @before and kept = 1) as bought
        """,
        new { person = person.ToArray(), before = before.ToMicros() }).ConfigureAwait(false) > 0;
}
