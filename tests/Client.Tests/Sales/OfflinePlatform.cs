using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Loyalty.V1;

namespace Omnichannel.Client.Tests.Sales;

/// <summary>Grants allowances, and books each redemption once, as the contract says.</summary>
internal sealed class OfflinePlatform : OfflineRedemptionService.OfflineRedemptionServiceBase
{
    private readonly Lock gate = new();

    /// <summary>What the platform's clock shows at a grant.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Spoils answers on their way.</summary>
    public Action<ReconcileOfflineRedemptionsResponse>? Spoil { get; set; }

    /// <summary>What was booked, by its id.</summary>
    public Dictionary<string, OfflineRedemption> Taken { get; } = [];

    /// <summary>What came again with other content.</summary>
    public List<OfflineRedemption> Altered { get; } = [];

    /// <summary>What tills asked for.</summary>
    public List<GrantOfflineAllowanceRequest> Asked { get; } = [];

    public override Task<GrantOfflineAllowanceResponse> GrantOfflineAllowance(GrantOfflineAllowanceRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            Asked.Add(request);
            return Task.FromResult(new GrantOfflineAllowanceResponse
            {
                Allowance = new OfflineAllowance
                {
                    AllowanceId = $"off-{Asked.Count}",
                    Points = Math.Min(request.Points, 1_000_000),
                    PointsPerMember = Math.Min(request.Points, 60),
                    CardPoints = 25,
                    MinimumRedemption = 5,
                    RedemptionRate = new RedemptionRate { CurrencyCode = "EUR", Points = 2, AmountMinor = 1 },
                    GrantedAt = Timestamp.FromDateTimeOffset(Now),
                    ExpiresAt = Timestamp.FromDateTimeOffset(Now.AddHours(2)),
                },
            });
        }
    }

    public override Task<ReconcileOfflineRedemptionsResponse> ReconcileOfflineRedemptions(ReconcileOfflineRedemptionsRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            var answer = new ReconcileOfflineRedemptionsResponse();
            foreach (var told in request.Redemptions)
            {
                if (!Taken.TryAdd(told.RedemptionId, told) && !Taken[told.RedemptionId].Equals(told))
                {
                    Altered.Add(told);
                }

                answer.Results.Add(new OfflineRedemptionResult
                {
                    RedemptionId = told.RedemptionId,
                    Outcome = told.Voided ? OfflineOutcome.Voided : OfflineOutcome.Booked,
                    HoldId = told.Voided ? "" : $"{told.AllowanceId}/{told.RedemptionId}",
                    MemberId = told.Voided ? "" : "ada",
                });
            }

            Spoil?.Invoke(answer);
            return Task.FromResult(answer);
        }
    }
}
