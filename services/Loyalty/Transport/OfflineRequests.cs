using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Errors;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What requests of tills that were off line must look like.</summary>
internal static class OfflineRequests
{
    public const int MostRedemptions = 100;

    // Of a timestamp, by its contract: the years 1 to 9999.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const int LastNano = 999_999_999;

    public static void Check(GrantOfflineAllowanceRequest request)
    {
        new RequestCheck()
            .OptionalId("program_id", request.ProgramId, 64)
            .Money("currency_code", request.CurrencyCode)
            .That(
                request.TimeToLive is null || (request.TimeToLive.Seconds is >= 1 and <= 604_800 && request.TimeToLive.Nanos >= 0), "time_to_live", "must be from 1 second to 7 days")
            .That(
                request.Previous is null || (request.Previous.AllowanceId.Length is > 0 and <= 64 && request.Previous.LastNumber is >= 0 and <= Requests.MostPoints),
                "previous",
                $"must have an allowance_id, and a last_number from 0 to {Requests.MostPoints}")
            .ThrowIfInvalid();
        Requests.InRange(request.Points);
    }

    /// <summary>Why an item of a batch is no redemption; null when it is one.</summary>
    public static Types.V1.Refusal? Fault(OfflineRedemption told)
    {
        try
        {
            new RequestCheck()
                .Id("allowance_id", told.AllowanceId, 64)
                .Id("redemption_id", told.RedemptionId, 64)
                .That(!told.RedemptionId.Contains('/', StringComparison.Ordinal) && !told.AllowanceId.Contains('/', StringComparison.Ordinal), "redemption_id", "must have no slash")
                .Range("number", told.Number, 1, Requests.MostPoints)
                .Range("points", told.Points, 1, Requests.MostPoints)
                .That(told.ProofCase is not OfflineRedemption.ProofOneofCase.None || told.Voided, "proof", "give a scan or a code")
                .OptionalText("scan", told.Scan, 256)
                .OptionalId("code.member_id", told.Code?.MemberId ?? "")
                .OptionalText("code.code", told.Code?.Code ?? "", 32)
                .That(IsTime(told.RedeemedAt), "redeemed_at", "must be a time")
                .OptionalId("receipt.source", told.Receipt?.Source ?? "", 64)
                .Text("receipt.external_id", told.Receipt?.ExternalId ?? "", 128)
                .ThrowIfInvalid();
            return null;
        }
        catch (InvalidRequestException invalid)
        {
            return new Types.V1.Refusal { Reason = invalid.Reason, Message = invalid.Message, Field = invalid.Violations.First().Field };
        }
    }

    private static bool IsTime(Timestamp? at) => at is { Seconds: >= FirstSecond and <= LastSecond, Nanos: >= 0 and <= LastNano };
}
