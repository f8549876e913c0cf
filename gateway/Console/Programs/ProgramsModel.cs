using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Programs;

/// <summary>A program's versions, a draft of the next one, and what it would change.</summary>
/// <param name="calls">The gateway's gRPC as an operator.</param>
public sealed class ProgramsModel(CallInvoker calls) : PageModel
{
    private readonly ProgramService.ProgramServiceClient programs = new(calls);

    /// <summary>The version that is shown; null until one was found.</summary>
    public LoyaltyProgram? Program { get; private set; }

    /// <summary>Its document, as it was published.</summary>
    public string Document { get; private set; } = "";

    /// <summary>The latest version of it.</summary>
    public int Latest { get; private set; }

    /// <summary>What is wrong with the draft that was tried or published last.</summary>
    public IReadOnlyList<PlacedFault> Faults => PlacedFault.Of(Refusal);

    /// <summary>What the draft would change; null until it was tried.</summary>
    public TrialResult? Trial { get; private set; }

    /// <summary>Shows a version.</summary>
    /// <param name="programId">Of which program.</param>
    /// <param name="version">The latest when 0.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<bool> Open(string programId, int version = 0, CancellationToken cancellation = default) => Try(async () =>
    {
        var latest = await programs.GetProgramAsync(new GetProgramRequest { ProgramId = programId }, cancellationToken: cancellation);
        var shown = version == 0 || version == latest.Program.Version
            ? latest : await programs.GetProgramAsync(new GetProgramRequest { ProgramId = programId, Version = version }, cancellationToken: cancellation);
        (Program, Document, Latest, Trial) = (shown.Program, shown.Document, latest.Program.Version, null);
    });

    /// <summary>Replays history under a draft.</summary>
    /// <param name="document">The draft.</param>
    /// <param name="from">When the replayed time begins.</param>
    /// <param name="before">When it is over.</param>
    /// <param name="told">Something became known.</param>
    /// <param name="cancellation">Ends it: what is known stays.</param>
    public Task<bool> Try(string document, Timestamp from, Timestamp before, Action told, CancellationToken cancellation) => Try(async () =>
    {
        var trial = new TrialResult();
        Trial = null;
        try
        {
            using var call = programs.SimulateProgram(new SimulateProgramRequest { Document = document, From = from, Before = before }, cancellationToken: cancellation);
            await foreach (var news in call.ResponseStream.ReadAllAsync(cancellation))
            {
                trial.Take(news);
                Trial = trial;
                told();
            }
        }
        catch (Exception ended) when (cancellation.IsCancellationRequested && ended is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            // Whoever tried it has seen enough.
        }
    });

    /// <summary>Publishes a draft as the next version.</summary>
    public Task<bool> Publish(string document) => Try(async () =>
    {
        Program = (await programs.PublishProgramAsync(new PublishProgramRequest { Document = document })).Program;
        (Document, Latest, Trial) = (document, Program.Version, null);
    });
}
