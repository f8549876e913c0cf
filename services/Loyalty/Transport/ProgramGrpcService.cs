using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Programs: published, read, tried out.</summary>
public sealed class ProgramGrpcService(Commands commands, Statements statements)
    : ProgramService.ProgramServiceBase
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
}
