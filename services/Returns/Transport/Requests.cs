using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.Values;

namespace Omnichannel.Returns.Transport;

/// <summary>Checks the shape of requests; what needs state is the domain's.</summary>
internal static class Requests
{
    private const int MostLines = 1000;
    private const int MostNoteLength = 1000;
    private const int MostBatch = 1000;
    private const int MostCompared = 100_000;
    private const int MostTenders = 16;
    private const int MostPhotosOfLine = 10;
    private const int MostAnswers = 20;

    public static void Check(V1.CreateReturnRequest request, Caller caller)
    {
        var check = new RequestCheck()
            .That(request.Exception is null || !caller.IsShopper, "exception", "is for staff")
            .That(request.Exception is null || !string.IsNullOrWhiteSpace(request.Exception.Reason), "exception.reason", "is required")
            .OptionalText("exception.reason", request.Exception?.Reason ?? "", MostNoteLength)
            .Id("order_id", request.OrderId)
            .Count("lines", request.Lines.Count, 1, MostLines)
            .That(System.Enum.IsDefined(request.Method), "method", "must be a known value");
        var (seen, photos) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < request.Lines.Count && i < MostLines; i++)
        {
            var line = request.Lines[i];
            check.Id($"lines[{i}].line_id", line.LineId)
                .That(seen.Add(line.LineId), $"lines[{i}].line_id", "is in the request twice")
                .Range($"lines[{i}].quantity", line.Quantity, 1, Measures.HighestQuantity)
                .That(System.Enum.IsDefined(line.Reason), $"lines[{i}].reason", "must be a known value")
                .That(System.Enum.IsDefined(line.Condition), $"lines[{i}].condition", "must be a known value")
                .Count($"lines[{i}].photo_ids", line.PhotoIds.Count, 0, MostPhotosOfLine)
                .That(line.PhotoIds.All(id => id.Length is > 0 and <= 64 && photos.Add(id)), $"lines[{i}].photo_ids", "must be ids, each in the request once")
                .Count($"lines[{i}].answers", line.Answers.Count, 0, MostAnswers)
                .That(line.Answers.All(answer => answer.Text.Length <= MostNoteLength), $"lines[{i}].answers", $"must have at most {MostNoteLength} characters each")
                .That(line.Answers.Select(answer => answer.QuestionId).Distinct().Count() == line.Answers.Count, $"lines[{i}].answers", "must answer a question once")
                .OptionalText($"lines[{i}].comment", line.Comment, MostNoteLength)
                .Known($"lines[{i}].resolution", line.Resolution)
                .OptionalId($"lines[{i}].donation_purpose", line.DonationPurpose, 64)
                .That(
                    line.DonationPurpose.Length == 0 || line.Resolution is V1.Resolution.Donate,
                    $"lines[{i}].donation_purpose",
                    "is for what is donated");
        }

        check.ThrowIfInvalid();
    }

    public static void Check(V1.ReceiveReturnRequest request)
    {
        var check = new RequestCheck().Id("return_id", request.ReturnId).Count("lines", request.Lines.Count, 0, MostLines)
            .OptionalText("late_reason", request.LateReason, MostNoteLength);
        for (var i = 0; i < request.Lines.Count && i < MostLines; i++)
        {
            check.Id($"lines[{i}].line_id", request.Lines[i].LineId).Range($"lines[{i}].quantity", request.Lines[i].Quantity, 1, Measures.HighestQuantity);
        }

        check.ThrowIfInvalid();
    }

    public static void Check(V1.ReportReturnPostedRequest request) => new RequestCheck()
        .Id("return_id", request.ReturnId)
        .OptionalId("carrier_code", request.CarrierCode, 32)
        .OptionalText("tracking_number", request.TrackingNumber, 128)
        .Timestamp("posted_at", request.PostedAt)
        .ThrowIfInvalid();

    public static void Check(V1.SendBackRepairedRequest request)
    {
        var check = new RequestCheck().Id("return_id", request.ReturnId).Count("lines", request.Lines.Count, 1, MostLines)
            .OptionalId("carrier_code", request.CarrierCode, 32).OptionalText("tracking_number", request.TrackingNumber, 128)
            .That(request.CarrierCode.Length > 0 || request.TrackingNumber.Length == 0, "carrier_code", "is required for a tracking number");
        for (var i = 0; i < request.Lines.Count && i < MostLines; i++)
        {
            var line = request.Lines[i];
            check.Id($"lines[{i}].line_id", line.LineId).Range($"lines[{i}].quantity", line.Quantity, 1, Measures.HighestQuantity)
                .Known($"lines[{i}].outcome", line.Outcome).OptionalText($"lines[{i}].note", line.Note, MostNoteLength)
                .That(line.Outcome is not V1.RepairOutcome.NotRepairable || line.Note.Trim().Length > 0, $"lines[{i}].note", "says why it cannot be repaired");
        }

        check.ThrowIfInvalid();
    }

    public static void Check(V1.SetWithdrawalInformationRequest request) => new RequestCheck()
        .Id("order_id", request.OrderId).Timestamp("informed_at", request.InformedAt).ThrowIfInvalid();

    public static void Check(V1.InspectReturnRequest request) =>
        Inspections(new RequestCheck().Id("return_id", request.ReturnId), request.Inspections, atLeast: 1).ThrowIfInvalid();

    /// <summary>By what the till names the return.</summary>
    public static ReturnName Check(V1.CompleteReturnInStoreRequest request)
    {
        Inspections(new RequestCheck(), request.Inspections, atLeast: 0)
            .That(request.RmaCode.Length > 0 != request.ReturnId.Length > 0, "rma_code", "exactly one of rma_code and return_id is required")
            .OptionalId("return_id", request.ReturnId)
            .OptionalText("rma_code", request.RmaCode, 64)
            .OptionalText("late_reason", request.LateReason, MostNoteLength)
            .ThrowIfInvalid();
        return request.ReturnId.Length > 0 ? ReturnName.Id(request.ReturnId) : RmaName(request.RmaCode);
    }

    /// <summary>By what somebody reads out or types; what is no code finds nothing.</summary>
    public static ReturnName RmaName(string typed) => ReturnName.Rma(Canonical.RmaCode(typed) ?? "");

    public static void Check(V1.ImportReturnsRequest request)
    {
        if (request.Returns.Count > MostBatch)
        {
            throw new InvalidRequestException("returns", $"must have at most {MostBatch} elements", "BATCH_TOO_LARGE");
        }

        var check = new RequestCheck();
        for (var i = 0; i < request.Returns.Count; i++)
        {
            check.Timestamp($"returns[{i}].returned_at", request.Returns[i].ReturnedAt);
        }

        check.ThrowIfInvalid();
    }

    public static void Check(V1.ExplainPolicyRequest request, Caller caller) => new RequestCheck()
        .OptionalId("policy_id", request.PolicyId, 64).OptionalText("market", request.Market, 64).OptionalText("sku", request.Sku, 128)
        .OptionalText("category", request.Category, 512).OptionalText("language", request.Language, 35)
        .That(System.Enum.IsDefined(request.Channel), "channel", "must be a known value")
        .OptionalId("customer_id", request.CustomerId)
        .That(request.CustomerId.Length == 0 || MayAskForOthers(caller), "customer_id", "is for staff")
        .That(request.Price is null or { AmountMinor: >= 0, CurrencyCode.Length: 3 }, "price", "must be 0 or more, in a currency")
        .Count("tenders", request.Tenders.Count, 0, MostTenders)
        .That(request.Tenders.All(System.Enum.IsDefined), "tenders", "must be known values")
        .That(System.Enum.IsDefined(request.Reason), "reason", "must be a known value")
        .That(System.Enum.IsDefined(request.Condition), "condition", "must be a known value").ThrowIfInvalid();

    /// <summary>What might be bought, and by whom: shoppers ask for themselves, staff for a customer.</summary>
    public static Intended ToIntended(V1.ExplainPolicyRequest request, Caller caller, DateTimeOffset now) => new(
        request.PolicyId.Length == 0 ? ReturnPolicy.Default : request.PolicyId,
        new RuleSubject(request.Market, request.Channel.ToDomain(), request.Category, request.Sku, "", [.. request.Tenders.Select(tender => tender.ToDomain())], now)
        {
            Reason = request.Reason.ToDomain(), Condition = request.Condition.ToDomain(), UnitPrice = request.Price is { } price ? price.ToDomain("") : null,
        },
        MayAskForOthers(caller) ? request.CustomerId : caller.Role is Types.V1.Role.Customer or Types.V1.Role.Assistant ? caller.Subject : "",
        caller.Role is Types.V1.Role.Guest ? caller.Subject : "");

    private static bool MayAskForOthers(Caller caller) => caller.IsStaff || caller.Role is Types.V1.Role.Service;

    /// <summary>The document, when it can be published.</summary>
    public static ReturnPolicy Check(V1.PublishPolicyRequest request, IReadOnlyCollection<MarketCurrency> bought)
    {
        var check = new RequestCheck().Present("policy", request.Policy).Range("compared_orders", request.ComparedOrders, 0, MostCompared)
            .Range("compared_returns", request.ComparedReturns, 0, MostCompared);
        if (request.Policy is null)
        {
            check.ThrowIfInvalid();
        }

        foreach (var (field, timestamp) in Timestamps(request.Policy!))
        {
            check.Timestamp(field, timestamp);
        }

        check.ThrowIfInvalid();
        var policy = request.Policy!.ToDomain();
        return PolicyCheck.Find(policy, bought) is { Count: > 0 } faults
            ? throw new InvalidRequestException([.. faults.Select(fault => new FieldViolation(fault.Path, fault.Description))], "POLICY_INVALID")
            : policy;
    }

    private static IEnumerable<(string Field, Timestamp? Timestamp)> Timestamps(V1.ReturnPolicy policy)
    {
        yield return ("policy.effective_from", policy.EffectiveFrom);
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            yield return ($"policy.rules[{i}].scope.placed_from", policy.Rules[i].Scope?.PlacedFrom);
            yield return ($"policy.rules[{i}].scope.placed_before", policy.Rules[i].Scope?.PlacedBefore);
            for (var j = 0; j < (policy.Rules[i].Window?.Extensions.Count ?? 0); j++)
            {
                var extension = policy.Rules[i].Window.Extensions[j];
                yield return ($"policy.rules[{i}].window.extensions[{j}].placed_from", extension.PlacedFrom);
                yield return ($"policy.rules[{i}].window.extensions[{j}].placed_before", extension.PlacedBefore);
                yield return ($"policy.rules[{i}].window.extensions[{j}].returnable_until", extension.ReturnableUntil);
            }
        }
    }

    // Protobuf's range is years 1 to 9999; a client can send anything.
    private static RequestCheck Timestamp(this RequestCheck check, string field, Timestamp? timestamp) => check.That(
        timestamp is null or { Seconds: >= -62_135_596_800 and <= 253_402_300_799, Nanos: >= 0 and <= 999_999_999 }, field, "must be a time in years 1 to 9999");

    private static RequestCheck Inspections(RequestCheck check, IReadOnlyList<V1.Inspection> inspections, int atLeast)
    {
        check.Count("inspections", inspections.Count, atLeast, MostLines);
        for (var i = 0; i < inspections.Count && i < MostLines; i++)
        {
            check.Id($"inspections[{i}].line_id", inspections[i].LineId)
                .Range($"inspections[{i}].quantity", inspections[i].Quantity, 1, Measures.HighestQuantity)
                .Known($"inspections[{i}].disposition", inspections[i].Disposition)
                .That(System.Enum.IsDefined(inspections[i].Grade), $"inspections[{i}].grade", "must be a known value")
                .That(
                    inspections[i].Grade is not V1.InspectionGrade.Unspecified || inspections[i].Disposition is V1.Disposition.Missing,
                    $"inspections[{i}].grade",
                    "is required for what is here")
                .OptionalText($"inspections[{i}].note", inspections[i].Note, MostNoteLength)
                .That(inspections[i].DiminishedValue is not { AmountMinor: < 0 }, $"inspections[{i}].diminished_value", "must be 0 or more")
                .That(
                    inspections[i].DiminishedValue is not { AmountMinor: > 0 } || inspections[i].Note.Trim().Length > 0,
                    $"inspections[{i}].note",
                    "says why the units lost in value");
        }

        return check;
    }
}
