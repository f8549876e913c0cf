using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>The rpcs: validate, call the store once, map. Programs and enrolment here; the rest in the other parts.</summary>
public sealed partial class LoyaltyGrpcService(Commands commands, Statements statements, LedgerProof proof, ILiveNotifications live, GuessLimits guesses)
    : LoyaltyService.LoyaltyServiceBase
{
    public override Task<PublishProgramResponse> PublishProgram(PublishProgramRequest request, ServerCallContext context) => commands.Publish(
        context.Command(request),
        Requests.Check(request).Program,
        request.Origin is Types.V1.Origin.Historical,
        published => new PublishProgramResponse { Program = ToContract.Program(published) });

    public override async Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("program_id", request.ProgramId, 64).Range("version", request.Version, 0, int.MaxValue).ThrowIfInvalid();
        var program = await statements.Program(request.ProgramId, request.Version, context.CancellationToken).ConfigureAwait(false);
        return new GetProgramResponse { Program = ToContract.Program(program ?? throw new RefusedException(new ProgramNotFound(request.ProgramId))) };
    }

    private static readonly GuessKind CardNumbers = new("loyalty.card");

    public override async Task<EnrollMemberResponse> EnrollMember(EnrollMemberRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .Id("member_id", request.MemberId).OptionalId("program_id", request.ProgramId, 64).OptionalId("card_number", request.CardNumber, 64)
            .ThrowIfInvalid();
        var caller = context.Caller();
        var enrollment = new Enrollment(
            request.MemberId, Program(request.ProgramId), Canonical.CardNumber(request.CardNumber), caller.Channel.ToDomain(), caller.StoreId, EnrolledAt: null);

        // Whoever tries numbers must not learn which are in use.
        return await (request.CardNumber.Length == 0
            ? Enrol()
            : guesses.Answer(CardNumbers, Guesser.Of(context), [Canonical.CardNumber(request.CardNumber) ?? ""], CardNumberTaken.Name, Enrol)).ConfigureAwait(false);

        Task<EnrollMemberResponse> Enrol() => commands.Enroll(
            context.Command(request),
            enrollment,
            (state, already) => new EnrollMemberResponse { Member = ToContract.Member(View(state), null, []), AlreadyMember = already });
    }

    public override async Task<EnrollMembersResponse> EnrollMembers(EnrollMembersRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var faults = request.Enrollments.Select(Requests.Fault).ToList();
        var sound = request.Enrollments
            .Where((_, i) => faults[i] is null)
            .Select(record => new Enrollment(
                record.MemberId, Program(request.ProgramId), Canonical.CardNumber(record.CardNumber), record.Channel.ToDomain(), null, ToDomain.Instant(record.EnrolledAt)))
            .ToList();
        var outcomes = new Queue<EnrollmentOutcome>(await commands.EnrollAll(sound).ConfigureAwait(false));
        var response = new EnrollMembersResponse();
        for (var i = 0; i < faults.Count; i++)
        {
            var outcome = faults[i] is null ? outcomes.Dequeue() : null;
            response.Results.Add(new EnrollmentResult
            {
                MemberId = request.Enrollments[i].MemberId,
                AlreadyMember = outcome?.AlreadyMember ?? false,
                Refusal = faults[i] ?? outcome!.Refusal?.ToContract(),
            });
        }

        return response;
    }

    public override async Task<SimulateEarnResponse> SimulateEarn(SimulateEarnRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var program = await statements.ProgramInForce(request.ProgramId, context.CancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException(new ProgramNotFound(request.ProgramId));
        if (request.TierId.Length > 0 && program.TierIndex(request.TierId) < 0)
        {
            throw new RefusedException(new TierUnknown());
        }

        var tier = request.TierId.Length > 0 ? request.TierId : program.LowestTier;
        var currency = request.Lines.Count > 0 ? request.Lines[0].Amount.CurrencyCode : "";
        var purchase = new Purchase(request.Market, context.Caller().Channel.ToDomain(), currency, tier, statements.Now);
        var earned = EarnFunction.Earn(program, purchase, [.. request.Lines.Select(ToDomain.Line)]);
        return new SimulateEarnResponse
        {
            Points = earned.Sum(line => line.Points),
            Lines = { earned.Select(line => new V1.EarnedLine { LineId = line.LineId, Points = line.Points, RuleId = line.RuleId }) },
            ProgramVersion = (int)program.Version,
        };
    }

    private static string Program(string requested) => requested.Length == 0 ? Domain.LoyaltyProgram.DefaultId : requested;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static MemberView View(MemberState state) => new(state.Member, state.Account.Balances, state.Version, 0, null);
}
