using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Adjustments;

/// <summary>Points given and taken by hand: what one person may do alone, and what waits for a second one.</summary>
/// <param name="calls">The gateway's gRPC as an agent or operator.</param>
/// <param name="role">Theirs.</param>
/// <param name="memberId">Whose points; empty for what is asked for of all.</param>
public sealed class AdjustmentsModel(CallInvoker calls, Role role, string memberId) : PageModel
{
    private const int PageSize = 50;

    // Its first version says what counts where a program says nothing.
    private const string UsualProgram = "default";

    private readonly LoyaltyService.LoyaltyServiceClient members = new(calls);
    private readonly ProgramService.ProgramServiceClient programs = new(calls);
    private readonly AdjustmentService.AdjustmentServiceClient adjustments = new(calls);
    private readonly List<Adjustment> asked = [];
    private string next = "";

    /// <summary>Whose points; empty for all.</summary>
    public string MemberId => memberId;

    /// <summary>Of the member; null where none is looked at.</summary>
    public Balance? Balance { get; private set; }

    /// <summary>What somebody of the role may do; null where no member is looked at, and where the role does nothing alone.</summary>
    public StaffLimit? Limit { get; private set; }

    /// <summary>Which ones are shown; unspecified for all.</summary>
    public AdjustmentState Shown { get; private set; } = AdjustmentState.Pending;

    /// <summary>What was asked for, the oldest first.</summary>
    public IReadOnlyList<Adjustment> Asked => asked;

    /// <summary>There are more than are shown.</summary>
    public bool HasMore => next.Length > 0;

    /// <summary>Whether it has looked at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Looks.</summary>
    public Task<bool> Open(CancellationToken cancellation = default) => Try(async () =>
    {
        if (memberId.Length > 0)
        {
            var member = (await members.GetMemberAsync(new GetMemberRequest { MemberId = memberId }, cancellationToken: cancellation)).Member;
            (Balance, Limit) = (member.Balance, await LimitIn(member.ProgramId, cancellation));
        }

        await List(cancellation);
    });

    /// <summary>Shows those in a state.</summary>
    public Task<bool> Show(AdjustmentState state) => Try(async () =>
    {
        Shown = state;
        await List();
    });

    /// <summary>Shows more.</summary>
    public Task<bool> More() => Try(() => Take(default));

    /// <summary>Does it at once, alone.</summary>
    public Task<bool> Adjust(AdjustmentDraft draft, TimeZoneInfo zone) => Try(async () =>
    {
        var request = new AdjustPointsRequest { MemberId = memberId, Points = draft.Signed, Reason = draft.Reason.Trim(), AllowDebt = draft.Debt, ExpiresAt = draft.ExpiresAt(zone) };
        Balance = (await members.AdjustPointsAsync(request)).Balance;
        draft.Forget();
    });

    /// <summary>Asks a second person for it.</summary>
    public Task<bool> Request(AdjustmentDraft draft, TimeZoneInfo zone) => Try(async () =>
    {
        await adjustments.RequestAdjustmentAsync(
            new RequestAdjustmentRequest { MemberId = memberId, Points = draft.Signed, Reason = draft.Reason.Trim(), AllowDebt = draft.Debt, PointsExpireAt = draft.ExpiresAt(zone) });
        draft.Forget();
        await List();
    });

    /// <summary>Says yes to what somebody else asked for.</summary>
    public Task<bool> Approve(Adjustment wanted) => Try(async () =>
    {
        var approved = await adjustments.ApproveAdjustmentAsync(new ApproveAdjustmentRequest { AdjustmentId = wanted.AdjustmentId });
        Balance = wanted.MemberId == memberId ? approved.Balance : Balance;
        await List();
    });

    /// <summary>Says no, or takes one's own back.</summary>
    public Task<bool> Decline(Adjustment wanted, string reason) => Try(async () =>
    {
        await adjustments.DeclineAdjustmentAsync(new DeclineAdjustmentRequest { AdjustmentId = wanted.AdjustmentId, Reason = reason.Trim() });
        await List();
    });

    private async Task<StaffLimit?> LimitIn(string programId, CancellationToken cancellation)
    {
        var program = (await programs.GetProgramAsync(new GetProgramRequest { ProgramId = programId }, cancellationToken: cancellation)).Program;
        if (program.StaffLimits.Count == 0)
        {
            program = (await programs.GetProgramAsync(new GetProgramRequest { ProgramId = UsualProgram, Version = 1 }, cancellationToken: cancellation)).Program;
        }

        return program.StaffLimits.FirstOrDefault(limit => limit.Role == role);
    }

    private Task List(CancellationToken cancellation = default)
    {
        asked.Clear();
        next = "";
        return Take(cancellation);
    }

    private async Task Take(CancellationToken cancellation)
    {
        var page = await adjustments.ListAdjustmentsAsync(
            new ListAdjustmentsRequest { MemberId = memberId, State = Shown, PageSize = PageSize, PageToken = next }, cancellationToken: cancellation);
        asked.AddRange(page.Adjustments);
        (next, IsLoaded) = (page.NextPageToken, true);
    }
}
