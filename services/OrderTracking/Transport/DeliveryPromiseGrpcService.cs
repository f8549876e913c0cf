using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Time;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpc about what can be promised before the purchase.</summary>
public sealed class DeliveryPromiseGrpcService(PassageStore passages, TimeProvider clock) : DeliveryPromiseService.DeliveryPromiseServiceBase
{
    private const int MostHandlingDays = 365;
    private static readonly TimeSpan MostAway = TimeSpan.FromDays(3653);

    /// <inheritdoc/>
    public override async Task<QuoteDeliveryResponse> QuoteDelivery(QuoteDeliveryRequest request, ServerCallContext context)
    {
        Check(request);
        var question = ToQuestion(request);
        var learned = (request.ShippingOptionId.Length > 0
            ? await passages.DaysOfOption(request.Market, request.ShippingOptionId, question, context.CancellationToken)
            : await passages.DaysOfCarrier(request.Market, request.CarrierCode.ToLowerInvariant(), question, context.CancellationToken)) ?? throw new RefusedException(new LaneNotLearned());
        var there = WorkingDays.BuiltIn.In(request.RegionCode.Length > 0 ? request.RegionCode : request.Market);
        var orderedAt = request.OrderedAt?.ToInstant() ?? clock.GetUtcNow();
        return new QuoteDeliveryResponse
        {
            Estimate = learned.Days.ToEstimate(DeliveryBasis.Learned, orderedAt, there),
            ExpectedAt = learned.ExpectedAt(orderedAt, there).ToTimestamp(),
            Confidence = question.Confidence,
            Parcels = Math.Round(learned.Parcels, 1),
        };
    }

    private void Check(QuoteDeliveryRequest request) => new RequestCheck().Id("market", request.Market, 32).OptionalText("shipping_option_id", request.ShippingOptionId, 64)
        .OptionalText("carrier_code", request.CarrierCode, 32).OptionalText("origin_id", request.OriginId, 64).OptionalText("postal_code", request.PostalCode, 32)
        .OptionalTime("ordered_at", request.OrderedAt).Range("handling_days", request.HandlingDays, 0, MostHandlingDays)
        .That(request.ShippingOptionId.Length > 0 != request.CarrierCode.Length > 0, "carrier_code", "must be given where shipping_option_id is not, and only there")
        .That(request.RegionCode.Length is 0 or 2, "region_code", "must be an ISO 3166-1 alpha-2 code")
        .That(request.PostalCode.Length == 0 || request.RegionCode.Length > 0, "region_code", "must be given with a postal code")
        .That(request.OrderedAt is null || (request.OrderedAt.IsTime() && (request.OrderedAt.ToInstant() - clock.GetUtcNow()).Duration() <= MostAway), "ordered_at", "must be within ten years of now")
        .That(ClockTime.IsValid(request.CutOff), "cut_off", "must be written HH:mm")
        .That(request.Confidence is 0 or >= 0.5 and <= 0.99, "confidence", "must be from 0.5 to 0.99")
        .ThrowIfInvalid();

    private static LaneQuestion ToQuestion(QuoteDeliveryRequest request) => new(new Lane(request.OriginId, request.RegionCode.ToUpperInvariant(), Lane.AreaOf(request.PostalCode)))
    {
        Confidence = request.Confidence > 0 ? request.Confidence : LaneQuestion.UsualConfidence,
        CutOff = ClockTime.Parse(request.CutOff),
        HandlingDays = request.HasHandlingDays ? request.HandlingDays : null,
    };
}
