using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Time;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Tests.Transport;

/// <summary>Loyalty as the saga sees it: holds by id, all or nothing, tombstones.</summary>
public sealed class FakeLoyalty : HoldService.HoldServiceBase
{
    private readonly ConcurrentDictionary<string, string> holds = new();
    private readonly ConcurrentDictionary<string, PlaceCheckoutHoldResponse> answers = new();

    /// <summary>What is to be spent in each wallet, in minor units.</summary>
    public ConcurrentDictionary<string, long> Wallets { get; } = new();

    /// <summary>Hold id to state: HELD, COMMITTED, RELEASED.</summary>
    public IReadOnlyDictionary<string, string> Holds => holds;

    /// <summary>Calls that came in, by rpc.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The next so many calls are not answered.</summary>
    public int Failing { get; set; }

    public long PointsOfOwner { get; set; } = 1000;

    /// <summary>Whoever asks has tried too many wrong codes.</summary>
    public bool IsGuessedTooOften { get; set; }

    /// <summary>Holds that were asked for, and the caller's address that came along.</summary>
    public ConcurrentQueue<(PlaceCheckoutHoldRequest Request, string? Address)> Placed { get; } = new();

    public override Task<PlaceCheckoutHoldResponse> PlaceCheckoutHold(PlaceCheckoutHoldRequest request, ServerCallContext context)
    {
        Fail("place");
        Placed.Enqueue((request, context.RequestHeaders.GetValue("x-forwarded-for")));
        if (IsGuessedTooOften)
        {
            throw GrpcErrors.Create(StatusCode.ResourceExhausted, "RATE_LIMITED", "Too many tries.");
        }

        var codes = request.CouponCodes.Select(code => code.Trim().ToUpperInvariant()).Distinct().ToArray();
        if (request.Points > PointsOfOwner)
        {
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, "INSUFFICIENT_POINTS", "Too few points.");
        }

        if (codes.FirstOrDefault(code => code == "WRONG") is { } wrong)
        {
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, "COUPON_UNKNOWN", "No such coupon.", new Dictionary<string, string> { ["code"] = wrong });
        }

        if (!holds.TryAdd(request.HoldId, "HELD"))
        {
            return holds[request.HoldId] == "RELEASED"
                ? throw GrpcErrors.Create(StatusCode.FailedPrecondition, "HOLD_RELEASED", "Released.") : Task.FromResult(answers[request.HoldId]);
        }

        var response = new PlaceCheckoutHoldResponse
        {
            HoldId = request.HoldId,
            Points = request.Points,
            PointsValue = new Money { CurrencyCode = request.CurrencyCode, AmountMinor = request.Points },
        };
        foreach (var code in codes)
        {
            // One unit of currency off the first line.
            var amount = new Money { CurrencyCode = request.CurrencyCode, AmountMinor = 100 };
            response.Coupons.Add(new CouponDiscount { Code = code, Amount = amount, Shares = { new LineShare { LineId = request.Lines[0].LineId, Amount = amount } } });
        }

        foreach (var share in request.Wallets)
        {
            var taken = Math.Min(share.Amount.AmountMinor, Wallets.GetValueOrDefault(share.WalletId));
            Wallets[share.WalletId] -= taken;
            response.WalletTenders.Add(new Tender
            {
                Kind = TenderKind.GiftCard, Reference = share.WalletId, Amount = new Money { CurrencyCode = request.CurrencyCode, AmountMinor = taken },
            });
        }

        answers[request.HoldId] = response;
        return Task.FromResult(response);
    }

    public override Task<CommitHoldResponse> CommitHold(CommitHoldRequest request, ServerCallContext context)
    {
        Fail("commit");
        if (holds.GetValueOrDefault(request.HoldId) is null or "RELEASED")
        {
            throw GrpcErrors.Create(StatusCode.FailedPrecondition, "HOLD_EXPIRED", "Expired.");
        }

        holds[request.HoldId] = "COMMITTED";
        return Task.FromResult(new CommitHoldResponse { HoldId = request.HoldId, OrderId = request.OrderId });
    }

    public override Task<ReleaseCheckoutHoldResponse> ReleaseCheckoutHold(ReleaseCheckoutHoldRequest request, ServerCallContext context)
    {
        Fail("release");
        if (holds.GetValueOrDefault(request.HoldId) is "HELD")
        {
            foreach (var tender in answers[request.HoldId].WalletTenders)
            {
                Wallets[tender.Reference] += tender.Amount.AmountMinor;
            }
        }

        holds[request.HoldId] = "RELEASED";
        return Task.FromResult(new ReleaseCheckoutHoldResponse());
    }

    /// <summary>Loyalty forgets a hold, as after 24 hours.</summary>
    public void Expire(string holdId) => holds[holdId] = "RELEASED";

    private void Fail(string rpc)
    {
        Calls.Enqueue(rpc);
        if (Failing > 0)
        {
            Failing--;
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "no answer"));
        }
    }
}

/// <summary>Loyalty's gift cards as a checkout finds them: a card's code is the id of its wallet.</summary>
public sealed class FakeWallets : WalletService.WalletServiceBase
{
    public override Task<ResolveWalletsResponse> ResolveWallets(ResolveWalletsRequest request, ServerCallContext context) =>
        Task.FromResult(new ResolveWalletsResponse { WalletIds = { request.Payments.Select(payment => payment.GiftCard.Code) } });
}

/// <summary>Loyalty's rules: a point for each unit of currency; members have status points for each piece, too.</summary>
public sealed class FakePrograms : ProgramService.ProgramServiceBase
{
    public ConcurrentDictionary<string, bool> Members { get; } = new();

    public ConcurrentQueue<Channel> Channels { get; } = new();

    public override Task<SimulateEarnResponse> SimulateEarn(SimulateEarnRequest request, ServerCallContext context)
    {
        Channels.Enqueue(request.Channel);
        return Task.FromResult(new SimulateEarnResponse { Points = request.Lines.Sum(Points), Lines = { request.Lines.Select(line => new EarnedLine { LineId = line.LineId, Points = Points(line) }) } });
    }

    public override Task<SimulateMemberEarnResponse> SimulateMemberEarn(SimulateMemberEarnRequest request, ServerCallContext context)
    {
        Channels.Enqueue(request.Channel);
        return !Members.ContainsKey(request.MemberId) ? throw GrpcErrors.Create(StatusCode.NotFound, "MEMBER_NOT_FOUND", "Nobody.") : Task.FromResult(new SimulateMemberEarnResponse
        {
            Points = request.Lines.Sum(Points),
            StatusPoints = request.Lines.Sum(line => line.Quantity),
            Lines = { request.Lines.Select(line => new EarnedLine { LineId = line.LineId, Points = Points(line), StatusPoints = line.Quantity }) },
        });
    }

    private static long Points(BasketLine line) => line.Amount.AmountMinor / 100;
}

/// <summary>Messaging keeps contacts.</summary>
public sealed class FakeMessaging : ContactService.ContactServiceBase
{
    public ConcurrentDictionary<string, ContactDetails> Contacts { get; } = new();

    public ConcurrentQueue<string> Masks { get; } = new();

    /// <summary>What a call meets on its way in: a wait, a refusal.</summary>
    public Func<PutContactRequest, Task>? Before { get; set; }

    public override async Task<PutContactResponse> PutContact(PutContactRequest request, ServerCallContext context)
    {
        await (Before?.Invoke(request) ?? Task.CompletedTask);
        Contacts[request.ContactId] = request.Details;
        Masks.Enqueue($"{request.ContactId}: {string.Join(',', request.UpdateMask.Paths)}");
        return new PutContactResponse();
    }
}

/// <summary>Order-tracking keeps delivery details.</summary>
public sealed class FakeOrders : OrderTrackingService.OrderTrackingServiceBase
{
    public ConcurrentDictionary<string, PutDeliveryDetailsRequest> Deliveries { get; } = new();

    public override Task<PutDeliveryDetailsResponse> PutDeliveryDetails(PutDeliveryDetailsRequest request, ServerCallContext context)
    {
        Deliveries[request.CheckoutId] = request;
        return Task.FromResult(new PutDeliveryDetailsResponse());
    }
}

/// <summary>Order-tracking has learned how long parcels take, or not.</summary>
public sealed class FakePromises : DeliveryPromiseService.DeliveryPromiseServiceBase
{
    /// <summary>Of every option; null for none.</summary>
    public DeliveryDays? Days { get; set; }

    public bool IsAway { get; set; }

    public QuoteDeliveryRequest? Asked { get; private set; }

    public override Task<QuoteDeliveryResponse> QuoteDelivery(QuoteDeliveryRequest request, ServerCallContext context)
    {
        Asked = request;
        return IsAway ? throw new RpcException(new Status(StatusCode.Unavailable, "away"))
            : Days is not { } days ? throw GrpcErrors.Create(StatusCode.NotFound, "LANE_NOT_LEARNED", "Too few parcels of this lane are known.")
            : Task.FromResult(new QuoteDeliveryResponse
            {
                Estimate = (days with { CutOff = ClockTime.Parse(request.CutOff) }).ToEstimate(DeliveryBasis.Learned, DateTimeOffset.UtcNow, WorkingDays.BuiltIn.In(request.Market)),
            });
    }
}

/// <summary>Returns knows which policy is in force.</summary>
public sealed class FakePolicies : ReturnPolicyService.ReturnPolicyServiceBase
{
    public int Version { get; set; } = 1;

    public bool IsAway { get; set; }

    public override Task<GetPolicyInForceResponse> GetPolicyInForce(GetPolicyInForceRequest request, ServerCallContext context) => IsAway
        ? throw new RpcException(new Status(StatusCode.Internal, "away"))
        : Task.FromResult(new GetPolicyInForceResponse { PolicyId = "default", PolicyVersion = Version });
}

/// <summary>Starts fakes as a real service on the wire.</summary>
internal static class FakeServices
{
    public static Task<RunningService> Start<T>(string area, T fake, TestTokens tokens, PlatformHost host)
        where T : class => Start(area, builder => Add(builder, fake), tokens, host);

    public static Task<RunningService> Start<T, TOther>(string area, T fake, TOther other, TestTokens tokens, PlatformHost host)
        where T : class
        where TOther : class => Start(
        area,
        builder =>
        {
            Add(builder, fake);
            Add(builder, other);
        },
        tokens,
        host);

    private static void Add<T>(PlatformBuilder builder, T fake)
        where T : class
    {
        Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(builder.Services, fake);
        builder.AddGrpc<T>();
    }

    private static Task<RunningService> Start(string area, Action<PlatformBuilder> add, TestTokens tokens, PlatformHost host) => RunningService.Start(
        (args, shared) =>
        {
            var builder = PlatformApplication.CreateBuilder(area, args, shared);
            add(builder);
            return builder.Build();
        },
        tokens: tokens,
        host: host);
}
