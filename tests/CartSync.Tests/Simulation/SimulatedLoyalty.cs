using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Loyalty's books: holds by id, all or nothing, tombstones, an expiry as a backstop; coupons that can be used once.</summary>
internal sealed class LoyaltyBooks(VirtualClock clock)
{
    public const long Points = 1_000;
    private static readonly TimeSpan HoldLifetime = TimeSpan.FromHours(24);
    private readonly Dictionary<string, Hold> holds = [];

    public IReadOnlyDictionary<string, Hold> Holds => holds;

    public PlaceCheckoutHoldResponse Place(PlaceCheckoutHoldRequest request)
    {
        if (!holds.TryGetValue(request.HoldId, out var hold))
        {
            if (request.Points > Available(request.OwnerId) || request.Points > request.Lines.Sum(line => line.Amount.AmountMinor) / 2)
            {
                throw GrpcErrors.Create(StatusCode.FailedPrecondition, "INSUFFICIENT_POINTS", "Too few points.");
            }

            if (request.CouponCodes.FirstOrDefault(IsTaken) is { } taken)
            {
                throw GrpcErrors.Create(StatusCode.FailedPrecondition, "COUPON_USED", "Used.", new Dictionary<string, string> { ["code"] = taken });
            }

            holds[request.HoldId] = hold = new Hold(request.OwnerId, request.Points, [.. request.CouponCodes], clock.Now);
        }
        else if (IsReleased(hold))
        {
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, "HOLD_RELEASED", "Released.");
        }

        var response = new PlaceCheckoutHoldResponse { HoldId = request.HoldId, Points = hold.Points, PointsValue = Eur(hold.Points) };
        var first = request.Lines[0];
        for (var i = 0; i < hold.Coupons.Length; i++)
        {
            var off = Eur(Math.Min(100, first.Amount.AmountMinor / (2 * hold.Coupons.Length)));
            response.Coupons.Add(new CouponDiscount { Code = hold.Coupons[i], Amount = off, Shares = { new LineShare { LineId = first.LineId, Amount = off } } });
        }

        return response;
    }

    public CommitHoldResponse Commit(CommitHoldRequest request)
    {
        if (!holds.TryGetValue(request.HoldId, out var hold) || (hold.Order is null && IsReleased(hold)))
        {
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, "HOLD_EXPIRED", "Expired.");
        }

        if (hold.Order is not null && hold.Order != request.OrderId)
        {
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, "HOLD_COMMITTED", "For another order.");
        }

        holds[request.HoldId] = hold with { Order = request.OrderId };
        return new CommitHoldResponse { HoldId = request.HoldId, OrderId = request.OrderId };
    }

    public ReleaseCheckoutHoldResponse Release(ReleaseCheckoutHoldRequest request)
    {
        var hold = holds.GetValueOrDefault(request.HoldId) ?? new Hold("", 0, [], clock.Now);
        holds[request.HoldId] = hold.Order is null
            ? hold with { IsReleased = true }
            : throw GrpcErrors.Create(StatusCode.FailedPrecondition, "HOLD_COMMITTED", "Committed.");
        return new ReleaseCheckoutHoldResponse();
    }

    public bool IsHeld(Hold hold) => hold.Order is null && !IsReleased(hold);

    private bool IsReleased(Hold hold) => hold.IsReleased || hold.PlacedAt + HoldLifetime <= clock.Now;

    private long Available(string owner) => Points - holds.Values.Where(hold => hold.Owner == owner && (hold.Order is not null || IsHeld(hold))).Sum(hold => hold.Points);

    private bool IsTaken(string code) => holds.Values.Any(hold => (hold.Order is not null || IsHeld(hold)) && hold.Coupons.Contains(code));

    private static Money Eur(long minor) => new() { CurrencyCode = "EUR", AmountMinor = minor };

    /// <summary>One hold. Committed when it has an order.</summary>
    internal sealed record Hold(string Owner, long Points, string[] Coupons, DateTimeOffset PlacedAt, bool IsReleased = false, string? Order = null);
}

/// <summary>A replica's connection to Loyalty: things happen before a call arrives and before its answer does.</summary>
internal class SimulatedLoyalty(Replica replica, LoyaltyBooks books) : HoldService.HoldServiceClient
{
    public override AsyncUnaryCall<PlaceCheckoutHoldResponse> PlaceCheckoutHoldAsync(
        PlaceCheckoutHoldRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer("place", request.HoldId, () => books.Place(request));

    public override AsyncUnaryCall<CommitHoldResponse> CommitHoldAsync(
        CommitHoldRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer("commit", request.HoldId, () => books.Commit(request));

    public override AsyncUnaryCall<ReleaseCheckoutHoldResponse> ReleaseCheckoutHoldAsync(
        ReleaseCheckoutHoldRequest request, Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) =>
        Answer("release", request.HoldId, () => books.Release(request));

    protected virtual async Task<T> Ask<T>(string call, string holdId, Func<T> effect)
        where T : new()
    {
        await replica.Before(call);
        var answer = effect();
        await replica.After(call);
        return answer;
    }

    private AsyncUnaryCall<T> Answer<T>(string call, string holdId, Func<T> effect)
        where T : new() =>
        new(Ask(call, holdId, effect), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
}

/// <summary>
/// Planted bug: of two calls of a process for one hold, the second waits for the first and skips what it had to do itself, whatever that was. It takes three sagas that
/// run into each other: one still places the hold, another has placed it and made the checkout ready, a payment takes the first one's answer for the commit.
/// </summary>
internal sealed class SkipsWhatIsUnderWay(Replica replica, LoyaltyBooks books) : SimulatedLoyalty(replica, books)
{
    private readonly Dictionary<string, List<TaskCompletionSource>> underWay = [];

    protected override async Task<T> Ask<T>(string call, string holdId, Func<T> effect)
    {
        if (underWay.TryGetValue(holdId, out var others))
        {
            var first = new TaskCompletionSource();
            others.Add(first);
            await first.Task;
            return new T();
        }

        underWay[holdId] = others = [];
        try
        {
            return await base.Ask(call, holdId, effect);
        }
        finally
        {
            underWay.Remove(holdId);
            others.ForEach(other => other.SetResult());
        }
    }
}
