using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Programs: published, read, tried out.</summary>
public sealed class ProgramGrpcService(Commands commands, EventCommands events, ProgramSimulation simulation, Statements statements, EarnBook book, IDatabase database)
    : ProgramService.ProgramServiceBase
{
    public override Task<PublishProgramResponse> PublishProgram(PublishProgramRequest request, ServerCallContext context) => commands.Publish(
        context.Command(request),
        Requests.Check(request),
        request.Origin is Types.V1.Origin.Historical,
        published => new PublishProgramResponse { Program = ToContract.Program(published) });

    public override async Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("program_id", request.ProgramId, 64).Range("version", request.Version, 0, int.MaxValue).ThrowIfInvalid();
        var program = await statements.Program(request.ProgramId, request.Version, context.CancellationToken).ConfigureAwait(false);
        return program is null
            ? throw new RefusedException(new ProgramNotFound(request.ProgramId))
            : new GetProgramResponse { Program = ToContract.Program(program), Document = program.Source };
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
        var purchase = new Purchase(request.Market, ChannelOf(context.Caller(), request.Channel), currency, tier, statements.Now);
        List<EarningLine> basket = [.. request.Lines.Select(ToDomain.Line)];
        var earned = EarnFunction.Earn(program, purchase, basket);
        var status = EarnFunction.EarnStatus(program, purchase, basket);
        return new SimulateEarnResponse
        {
            Points = earned.Sum(line => line.Points),
            StatusPoints = status.Sum(line => line.Points),
            Lines = { ToContract.Earned(earned, status) },
            ProgramVersion = (int)program.Version,
        };
    }

    public override async Task<SimulateMemberEarnResponse> SimulateMemberEarn(SimulateMemberEarnRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var view = await statements.Find(request.MemberId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new MemberNotFound());
        var program = await statements.ProgramOf(view.Member, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new ProgramNotFound(view.Member.ProgramId));
        var currency = request.Lines.Count > 0 ? request.Lines[0].Amount.CurrencyCode : "";
        var purchase = new Purchase(request.Market, ChannelOf(context.Caller(), request.Channel), currency, view.Member.TierId, statements.Now);
        var earned = await database.Read(
            sql => EarnBook.Simulate(sql, program, view.Accounts, purchase, [.. request.Lines.Select(ToDomain.Line)]), context.CancellationToken).ConfigureAwait(false);
        return new SimulateMemberEarnResponse
        {
            Points = earned.Lines.Sum(line => line.Points),
            StatusPoints = earned.Status.Sum(line => line.Points),
            Lines = { ToContract.Earned(earned.Lines, earned.Status) },
            ProgramId = program.ProgramId,
            ProgramVersion = (int)program.Version,
            TierId = view.Member.TierId,
            Caps = { earned.Room.Select(cap => new CapRoom { CapId = cap.Key, Left = cap.Value }) },
        };
    }

    public override Task<EarnForEventResponse> EarnForEvent(EarnForEventRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        return events.Earn(
            context.Command(request),
            request.MemberId,
            request.EventType,
            request.EventId,
            ToDomain.Instant(request.OccurredAt),
            (earning, balances) => new EarnForEventResponse
            {
                Points = earning.Points, StatusPoints = earning.Status, AlreadyEarned = earning.IsKnown, Balance = ToContract.Balance(balances),
            });
    }

    public override async Task SimulateProgram(SimulateProgramRequest request, IServerStreamWriter<SimulateProgramResponse> responseStream, ServerCallContext context)
    {
        var draft = Requests.Check(request);
        var sums = await simulation.Run(
            draft,
            ToDomain.Instant(request.From)!.Value,
            ToDomain.Instant(request.Before)!.Value,
            (position, change) => position <= request.AfterPosition
                ? Task.CompletedTask
                : responseStream.WriteAsync(new SimulateProgramResponse { Position = position, Change = ToContract.Change(change) }, context.CancellationToken),
            context.CancellationToken).ConfigureAwait(false);
        await responseStream.WriteAsync(new SimulateProgramResponse { Position = sums.Members + 1, Sums = ToContract.Sums(sums) }, context.CancellationToken).ConfigureAwait(false);
    }

    public override async Task<ExplainEarningResponse> ExplainEarning(ExplainEarningRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("member_id", request.MemberId).OptionalText("language", request.Language, 35).OptionalText("lot_id", request.LotId, 512).OptionalText("earning_id", request.EarningId, 512)
            .That(request.EarningId.Length > 0 != request.LotId.Length > 0, "earning_id", "or lot_id must be there, and only one of them").ThrowIfInvalid();
        var of = request.LotId.Length == 0 ? (request.EarningId, null) : await OfLot(request, context).ConfigureAwait(false);
        var (earned, program) = await database.Read(sql => book.Find(sql, request.MemberId, of.EarningId), context.CancellationToken).ConfigureAwait(false)
            ?? throw new RefusedException(new EarningNotFound());
        var (all, rounding, language) = EarnWords.Explain(earned, program, request.Language);
        var lines = all.Where(line => of.LineId is null || line.Line.LineId == of.LineId).ToList();
        return new ExplainEarningResponse
        {
            ProgramId = earned.ProgramId,
            ProgramVersion = (int)earned.ProgramVersion,
            TierId = earned.Purchase.TierId,
            Points = lines.Sum(line => line.Line.Points),
            StatusPoints = lines.Sum(line => line.StatusPoints),
            Lines = { lines.Select(ToContract.Explained) },
            Rounding = rounding,
            Language = language,
        };
    }

    // A service asks for somebody; nobody else chooses where they are.
    private static SalesChannel ChannelOf(Caller caller, Channel told) => (caller.Role is Role.Service ? told : caller.Channel).ToDomain();

    private async Task<(string EarningId, string? LineId)> OfLot(ExplainEarningRequest request, ServerCallContext context) =>
        (ToContract.LotOf(request.LotId) is { } lot
            ? await database.Read(sql => EarnBook.OfLot(sql, request.MemberId, lot), context.CancellationToken).ConfigureAwait(false) : null)
        ?? throw new RefusedException(new EarningNotFound());
}
