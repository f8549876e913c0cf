using System.Security.Cryptography;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;

namespace Omnichannel.Loyalty.Store;

/// <summary>What became of an enrolment.</summary>
public sealed record EnrollmentOutcome(MemberState? State, bool AlreadyMember, Refusal? Refusal);

/// <summary>Enrols customers.</summary>
public sealed class Members(Ledgers ledgers, ProgramCatalogue programs, EarnBook book, Birthdays birthdays)
{
    /// <summary>Makes a customer a member, or the one who they are by now; one who is a member already stays, with the earliest enrolment.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="enrollment">Who, when, where.</param>
    /// <param name="orders">Credits what the customer bought before.</param>
    public async Task<EnrollmentOutcome> Enroll(UnitOfWork unit, Enrollment enrollment, Orders orders)
    {
        if (enrollment.WhyNot(unit.Now) is { } refusal)
        {
            return new EnrollmentOutcome(null, false, refusal);
        }

        var cause = enrollment.Cause(unit.Now);
        if (await ledgers.FindOf(unit, enrollment.MemberId).ConfigureAwait(false) is { } known)
        {
            if (enrollment.Again(known.Member) is { } earlier)
            {
                known.Member = earlier;
                await orders.CreditRemembered(unit, known, cause).ConfigureAwait(false);
                await ledgers.Save(unit, known).ConfigureAwait(false);
            }

            return new EnrollmentOutcome(known, true, null);
        }

        enrollment = enrollment with { MemberId = (await PersonMerges.Group(unit.Sql, enrollment.MemberId).ConfigureAwait(false))[0] };
        var program = await programs.At(unit.Sql, enrollment.ProgramId, unit.Now).ConfigureAwait(false);
        if (program is null)
        {
            return new EnrollmentOutcome(null, false, new ProgramNotFound(enrollment.ProgramId));
        }

        if (enrollment.CardNumber is { } card
            && await unit.Sql.QueryFirst<string>("select member_id from members where card_number = @card", new { card }).ConfigureAwait(false) is not null)
        {
            return new EnrollmentOutcome(null, false, new CardNumberTaken());
        }

        await SettleFirst.Owner(unit, enrollment.MemberId).ConfigureAwait(false);
        var member = enrollment.NewMember(program, NewCardNumber(), unit.Now);
        var state = ledgers.Add(unit, member with { ReferralId = await Referrals.Enrolled(unit, member.MemberId).ConfigureAwait(false) });
        unit.Publish(
            enrollment.MemberId,
            state.Version,
            LedgerEvents.HeaderOf(cause).On(new V1.MemberEnrolled
            {
                MemberId = enrollment.MemberId,
                ProgramId = program.ProgramId,
                TierId = state.Member.TierId,
                StoreId = enrollment.StoreId ?? "",
            }));
        state.IsMerged = (await PersonMerges.Group(unit.Sql, enrollment.MemberId).ConfigureAwait(false)).Count > 1;
        var joined = new NamedEvent(enrollment.MemberId, NamedEvent.SignUp, enrollment.MemberId, cause.EffectiveAt);
        await book.Earn(unit, state, joined, cause).ConfigureAwait(false);
        await birthdays.Joined(unit, state).ConfigureAwait(false);
        await orders.CreditRemembered(unit, state, cause).ConfigureAwait(false);
        return new EnrollmentOutcome(state, false, null);
    }

    private static string NewCardNumber() => CardNumbers.WithCheckDigit(RandomNumberGenerator.GetString("0123456789", CardNumbers.DrawnDigits));
}
