using System.Collections.Immutable;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Stories.Format;

namespace Omnichannel.Stories.Playing;

/// <summary>The network between a device and the server: which of its calls arrive, and which answers.</summary>
internal sealed class DeviceLine(Play play, StoryDevice device) : IDisposable
{
    /// <summary>Why a call over a line is not answered.</summary>
    public const string LostReason = "STORY_LOST";

    private readonly Lock gate = new();
    private readonly Queue<Fate> network = new();
    private CancellationTokenSource cut = new();
    private bool isOpen;
    private bool endsWithPlan;

    public Play Play => play;

    public StoryDevice Device => device;

    /// <summary>Whose session it has.</summary>
    public required CartOwner Owner { get; set; }

    /// <summary>Its token.</summary>
    public string Token { get; set; } = "";

    /// <summary>Its last call that carried edits, and whose session it came with; null while there was none.</summary>
    public (ApplyOperationsRequest Request, CartOwner Owner)? Copy { get; private set; }

    /// <summary>Whether it has a network.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return isOpen;
            }
        }
    }

    /// <summary>It has a network.</summary>
    /// <param name="plan">What happens to its next calls that carry edits; those beyond are Ok.</param>
    /// <param name="endsWithPlan">There is no network any more behind the last of them.</param>
    public void Open(ImmutableArray<Fate> plan, bool endsWithPlan)
    {
        lock (gate)
        {
            network.Clear();
            foreach (var fate in plan)
            {
                network.Enqueue(fate);
            }

            cut.Dispose();
            (isOpen, this.endsWithPlan, cut) = (true, endsWithPlan, new CancellationTokenSource());
        }
    }

    /// <summary>It has none any more. Streams end.</summary>
    public void Close()
    {
        lock (gate)
        {
            isOpen = false;
        }

        cut.Cancel();
    }

    /// <summary>A call that carries no edits, or a stream.</summary>
    /// <returns>Ends with the network.</returns>
    public CancellationToken Pass()
    {
        lock (gate)
        {
            return isOpen ? cut.Token : throw Lost();
        }
    }

    /// <summary>A call that carries edits.</summary>
    public async Task<ApplyOperationsResponse> Pass(ApplyOperationsRequest request, Func<Task<ApplyOperationsResponse>> apply)
    {
        if (request.Operations.All(operation => operation.OperationCase is CartOperation.OperationOneofCase.None))
        {
            Pass();
            return await apply();
        }

        var fate = Meet(request);
        var answer = fate is Fate.RequestLost ? null : await apply();
        if (fate is Fate.Twice)
        {
            await apply();
        }

        return fate is Fate.Ok or Fate.Twice ? answer! : throw Lost();
    }

    public void Dispose() => cut.Dispose();

    private Fate Meet(ApplyOperationsRequest request)
    {
        lock (gate)
        {
            if (!isOpen)
            {
                throw Lost();
            }

            Copy = (request.Clone(), Owner);
            var fate = network.TryDequeue(out var planned) ? planned : Fate.Ok;
            isOpen = !endsWithPlan || network.Count > 0;
            return fate;
        }
    }

    private static RpcException Lost() => GrpcErrors.Create(StatusCode.Unavailable, LostReason, "The device has no network.");
}
