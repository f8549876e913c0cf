using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>The commands of the rpcs: each is one transaction.</summary>
public sealed class Commands(
    CommandExecutor executor, Members members, Orders orders, Holds holds, Presences presences, ProgramCatalogue programs, StaffUses uses, Ledgers ledgers,
    Referrals referrals)
{
    /// <summary>Puts points and coupons aside.</summary>
    public Task<TAnswer> Hold<TAnswer>(CommandContext context, HoldCommand command, Func<Hold, Balances?, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                if (command.Agent is { } agent && command.Points > 0)
                {
                    await uses.Take(unit, command.MemberId, agent, command.Points).ConfigureAwait(false);
                }

                return await Answer(unit, await holds.Place(unit, command).ConfigureAwait(false), answer).ConfigureAwait(false);
            });

    /// <summary>Uses a hold of points.</summary>
    public Task<TAnswer> Capture<TAnswer>(CommandContext context, CaptureCommand command, Func<Hold, Balances?, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context, async unit => await Answer(unit, await holds.Capture(unit, command).ConfigureAwait(false), answer).ConfigureAwait(false));

    /// <summary>Gives a hold back.</summary>
    public Task<TAnswer> Release<TAnswer>(CommandContext context, string memberId, string holdId, Till? till, Func<Hold, Balances?, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit => await Answer(
                unit, await holds.Release(unit, memberId, holdId, till, context.Caller.Channel.ToDomain()).ConfigureAwait(false), answer).ConfigureAwait(false));

    /// <summary>Takes what a member shows for proof that they are at a till.</summary>
    public Task<TAnswer> Prove<TAnswer>(CommandContext context, string? memberId, string? told, Till till, Func<ProvedPresence, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(context, async unit => answer(await presences.Prove(unit, memberId, told, till).ConfigureAwait(false)));

    /// <summary>Ends the codes of a member's devices.</summary>
    public Task<TAnswer> RenewCode<TAnswer>(CommandContext context, string memberId, Func<DateTimeOffset, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                await Presences.Renew(unit, memberId).ConfigureAwait(false);
                return answer(unit.Now);
            });

    /// <summary>A step of the checkout saga: holds coupons and points.</summary>
    public Task<Hold> PlaceForCheckout(CheckoutHoldCommand command) => Step(unit => holds.PlaceForCheckout(unit, command));

    /// <summary>A step of the checkout saga: makes a hold final.</summary>
    public Task<Hold> Commit(string holdId, string orderId, IReadOnlyDictionary<string, long>? amounts = null) =>
        Step(unit => holds.Commit(unit, holdId, orderId, amounts ?? new Dictionary<string, long>()));

    /// <summary>A step of the checkout saga: gives a hold back; true when it was not known.</summary>
    public Task<bool> ReleaseCheckout(string holdId) => Step(unit => holds.ReleaseCheckout(unit, holdId));

    /// <summary>Enrols a customer today.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="enrollment">Who, where.</param>
    /// <param name="brought">By whose code they came; null when nobody brought them.</param>
    /// <param name="answer">The member, and whether they were one before.</param>
    public Task<TAnswer> Enroll<TAnswer>(CommandContext context, Enrollment enrollment, UseCode? brought, Func<MemberState, bool, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(
            context,
            async unit =>
            {
                if (brought is not null)
                {
                    await referrals.Link(unit, brought).ConfigureAwait(false);
                }

                var outcome = await members.Enroll(unit, enrollment, orders).ConfigureAwait(false);
                return outcome.Refusal is { } refusal ? throw new RefusedException(refusal) : answer(outcome.State!, outcome.AlreadyMember);
            });

    /// <summary>Enrols customers of the past: one transaction, an answer for each.</summary>
    public Task<IReadOnlyList<EnrollmentOutcome>> EnrollAll(IReadOnlyList<Enrollment> enrollments) => Step<IReadOnlyList<EnrollmentOutcome>>(async unit =>
    {
        var outcomes = new List<EnrollmentOutcome>(enrollments.Count);
        foreach (var enrollment in enrollments)
        {
            outcomes.Add(await members.Enroll(unit, enrollment, orders).ConfigureAwait(false));
        }

        return outcomes;
    });

    /// <summary>Issues coupons.</summary>
    public Task<TAnswer> Issue<TAnswer>(
        CommandContext context, CouponTerms terms, IReadOnlyList<string> codes, int count, Func<IReadOnlyList<Coupon>, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(context, async unit => answer(await Coupons.Issue(unit, terms, codes, count).ConfigureAwait(false)));

    /// <summary>Stops a coupon, for a while or for good, or lets it be used again.</summary>
    public Task<Coupon> SetCoupon(string code, CouponState state, string reason) => Step(unit => Coupons.Set(unit, code, state, reason));

    /// <summary>Decides about a campaign.</summary>
    public Task<Campaign> SetCampaign(CampaignTerms terms) => Step(unit => Campaigns.Set(unit, terms));

    /// <summary>Publishes a program as its next version.</summary>
    /// <param name="context">Who and under which key.</param>
    /// <param name="program">The document, checked.</param>
    /// <param name="isHistory">Whether it is part of an import, and may be in force from a time that is past.</param>
    /// <param name="answer">What to answer.</param>
    public async Task<TAnswer> Publish<TAnswer>(CommandContext context, LoyaltyProgram program, bool isHistory, Func<LoyaltyProgram, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new()
    {
        var published = await executor.Execute(
            context,
            async unit =>
            {
                var last = await unit.Sql.QueryFirst<long?>(
                    "select max(version) from programs where program_id = @programId", new { programId = program.ProgramId }).ConfigureAwait(false);
                var next = program.Next(last ?? 0, isHistory, unit.Now).Value;
                unit.Sql.Defer(ProgramRow.Insert, ProgramRow.Of(next, unit.Now));
                ProgramReview.Begin(unit, next, isHistory);
                return answer(next);
            }).ConfigureAwait(false);
        programs.Forget(program.ProgramId);
        return published;
    }

    // Saga steps carry no key: they are idempotent by the hold's id.
    private Task<T> Step<T>(Func<UnitOfWork, Task<T>> work) => executor.Step(work);

    private async Task<TAnswer> Answer<TAnswer>(UnitOfWork unit, (Hold Hold, MemberState? State) outcome, Func<Hold, Balances?, TAnswer> answer) =>
        answer(outcome.Hold, outcome.State is { } state ? await ledgers.BalancesOf(unit, state).ConfigureAwait(false) : null);
}
