using Omnichannel.Loyalty.Documents;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Text;
using Omnichannel.Values;

namespace Omnichannel.Loyalty.Transport;

/// <summary>What requests must look like, before any rule of the domain is asked.</summary>
internal static class Requests
{
    public const long MostPoints = AdjustmentRules.MostPoints;
    public const int MostItems = 1_000;
    public const long MostMinor = 1_000_000_000_000;

    private const string TermsInvalid = "COUPON_TERMS_INVALID";

    // As long as Cart-sync's catalogue takes them: what can be put into a cart can be sold with a coupon.
    private const int LongestCategory = 512;

    /// <summary>Whose a hold is: a till's may be nobody's.</summary>
    public static RequestCheck Holder(this RequestCheck check, string memberId, bool isTill) =>
        isTill ? check.OptionalId("member_id", memberId) : check.Id("member_id", memberId);

    public static void Check(HoldPointsRequest request, bool isTill)
    {
        Batch("lines", request.Lines.Count);
        var check = new RequestCheck()
            .Holder(request.MemberId, isTill)
            .That(request.MemberId.Length > 0 || request.CouponCodes.Count > 0, "coupon_codes", "are required without a member")
            .That(request.MemberId.Length > 0 || request.Points == 0, "points", "must be 0 without a member")
            .OptionalText("reference", request.Reference, 256)
            .That(
                request.TimeToLive is null || (request.TimeToLive.Seconds is >= 1 and <= 86_400 && request.TimeToLive.ToTimeSpan() <= TimeSpan.FromHours(24)),
                "time_to_live",
                "must be from 1 second to 24 hours")
            .Money("currency_code", request.CurrencyCode)
            .OptionalId("presence_id", request.PresenceId)
            .OptionalText("market", request.Market, 16)
            .That(request.CurrencyCode.Length > 0 || request.Lines.Count == 0, "currency_code", "is required with lines")
            .That(request.CouponCodes.Count == 0 || request.Lines.Count > 0, "lines", "are required with coupons");
        Codes(check, request.CouponCodes);
        Lines(check, request.Lines, request.CurrencyCode);
        check.ThrowIfInvalid();
        if (request.Points != 0 || request.CouponCodes.Count == 0)
        {
            InRange(request.Points);
        }
    }

    /// <summary>An optional currency.</summary>
    public static RequestCheck Money(this RequestCheck check, string field, string currencyCode) =>
        check.That(currencyCode.Length == 0 || Currencies.IsKnown(currencyCode), field, "must be an ISO 4217 code, for example EUR");

    public static void InRange(long points)
    {
        if (points is < 1 or > MostPoints)
        {
            throw new RefusedException(new PointsOutOfRange());
        }
    }

    public static void Check(PlaceCheckoutHoldRequest request)
    {
        Batch("lines", request.Lines.Count);
        var check = new RequestCheck()
            .Id("hold_id", request.HoldId, 256)
            .Id("owner_id", request.OwnerId)
            .OptionalText("market", request.Market, 16)
            .Currency("currency_code", request.CurrencyCode)
            .Range("points", request.Points, 0, MostPoints)
            .Present("actor", request.Actor)
            .That(
                request.Shipping is null || (request.Shipping.AmountMinor is >= 0 and <= MostMinor && request.Shipping.CurrencyCode == request.CurrencyCode),
                "shipping",
                "must not be negative, in the basket's currency");
        Codes(check, request.CouponCodes);
        check.Count("early_access_ids", request.EarlyAccessIds.Count, 0, MostItems);
        for (var i = 0; i < request.EarlyAccessIds.Count; i++)
        {
            check.Text($"early_access_ids[{i}]", request.EarlyAccessIds[i], 64);
        }

        check.Count("wallets", request.Wallets.Count, 0, WalletRequests.MostWallets);
        for (var i = 0; i < request.Wallets.Count; i++)
        {
            check.Id($"wallets[{i}].wallet_id", request.Wallets[i].WalletId)
                .That(
                    request.Wallets[i].Amount is { AmountMinor: >= 1 and <= MostMinor } amount && amount.CurrencyCode == request.CurrencyCode,
                    $"wallets[{i}].amount",
                    "must be positive, in the basket's currency");
        }

        Lines(check, request.Lines, request.CurrencyCode);
        check.ThrowIfInvalid();
    }

    public static void Check(QualifyCouponsRequest request)
    {
        Batch("lines", request.Lines.Count);
        var check = new RequestCheck()
            .Id("owner_id", request.OwnerId)
            .OptionalText("market", request.Market, 16)
            .Currency("currency_code", request.CurrencyCode)
            .Count("coupon_codes", request.CouponCodes.Count, 0, 32)
            .That(
                request.Shipping is null || (request.Shipping.AmountMinor is >= 0 and <= MostMinor && request.Shipping.CurrencyCode == request.CurrencyCode),
                "shipping",
                "must not be negative, in the basket's currency");
        for (var i = 0; i < request.CouponCodes.Count; i++)
        {
            check.Text($"coupon_codes[{i}]", request.CouponCodes[i], 32);
        }

        Lines(check, request.Lines, request.CurrencyCode);
        check.ThrowIfInvalid();
    }

    public static void Check(SetCampaignRequest request) => new RequestCheck()
        .Text("campaign_id", request.CampaignId, 128)
        .That(request.Budget is null || IsPositive(request.Budget), "budget", "must be above 0, in an ISO 4217 currency")
        .That(!request.HasUsesPerPerson || request.UsesPerPerson is >= 1 and <= MostMinor, "uses_per_person", "must be at least 1")
        .That(Enum.IsDefined(request.State), "state", "must be a known value")
        .OptionalText("reason", request.Reason, 512)
        .That(!request.HasBudgetUses || request.BudgetUses is >= 0 and <= MostMinor, "budget_uses", "must not be negative")
        .ThrowIfInvalid();

    public static void Check(SimulateEarnRequest request)
    {
        Batch("lines", request.Lines.Count);
        var check = new RequestCheck().Id("program_id", request.ProgramId).OptionalText("market", request.Market, 16).OptionalText("tier_id", request.TierId, 64)
            .That(Enum.IsDefined(request.Channel), "channel", "must be a known value");
        Lines(check, request.Lines, request.Lines.Count > 0 ? request.Lines[0].Amount?.CurrencyCode ?? "" : "");
        check.ThrowIfInvalid();
    }

    public static void Check(SimulateMemberEarnRequest request)
    {
        Batch("lines", request.Lines.Count);
        var check = new RequestCheck().Id("member_id", request.MemberId).OptionalText("market", request.Market, 16)
            .That(Enum.IsDefined(request.Channel), "channel", "must be a known value");
        Lines(check, request.Lines, request.Lines.Count > 0 ? request.Lines[0].Amount?.CurrencyCode ?? "" : "");
        check.ThrowIfInvalid();
    }

    public static void Check(EnrollMembersRequest request)
    {
        Batch("enrollments", request.Enrollments.Count);
        new RequestCheck().OptionalId("program_id", request.ProgramId).ThrowIfInvalid();
    }

    /// <summary>Why an item of a batch is no enrolment; null when it is one.</summary>
    public static Types.V1.Refusal? Fault(EnrollmentRecord record)
    {
        var check = new RequestCheck()
            .Id("member_id", record.MemberId)
            .Present("enrolled_at", record.EnrolledAt)
            .OptionalId("card_number", record.CardNumber, 64);
        try
        {
            check.ThrowIfInvalid();
            return null;
        }
        catch (InvalidRequestException invalid)
        {
            return new Types.V1.Refusal { Reason = invalid.Reason, Message = invalid.Message, Field = invalid.Violations.First().Field };
        }
    }

    public static void Check(IssueCouponsRequest request, DateTimeOffset now)
    {
        Batch("codes", request.Codes.Count);
        Batch("count", request.Count);
        var codes = new RequestCheck()
            .That(request.Codes.Count > 0 != request.Count > 0, "codes", "give either codes or a count")
            .That(request.Codes.Select(Code).Distinct().Count() == request.Codes.Count, "codes", "must be different");
        for (var i = 0; i < request.Codes.Count; i++)
        {
            codes.That(IsCode(request.Codes[i]), $"codes[{i}]", "must be 4 to 32 characters A-Z, 0-9 and hyphen");
        }

        codes.ThrowIfInvalid();
        CouponGuesses.ThrowIfMisread(request.Codes.Select(Code));
        Rethrow(Terms(request.Terms ?? new V1.CouponTerms(), now), TermsInvalid);
    }

    public static void Check(MintCouponsRequest request, DateTimeOffset now)
    {
        new RequestCheck()
            .That(CouponCodes.IsPrefix(request.Prefix), "prefix", $"must be up to {CouponCodes.LongestPrefix} of {CheckedCode.Alphabet}")
            .Range("count", request.Count, 1, Domain.CouponMint.MostCodes)
            .ThrowIfInvalid();
        var terms = request.Terms ?? new V1.CouponTerms();
        Rethrow(
            Terms(terms, now)
                .Text("terms.campaign_id", terms.CampaignId, 128)
                .That(terms.MemberId.Length == 0, "terms.member_id", "must be empty: codes that are made so are anybody's"),
            TermsInvalid);
    }

    private static RequestCheck Terms(V1.CouponTerms terms, DateTimeOffset now) => new RequestCheck()
            .That(terms.BenefitCase is not V1.CouponTerms.BenefitOneofCase.None, "terms", "must have a benefit: percent, amount, free_shipping or early_access_id")
            .That(
                terms.BenefitCase is not V1.CouponTerms.BenefitOneofCase.Percent || (Decimals.TryParse(terms.Percent, out var percent) && percent is > 0 and <= 100),
                "terms.percent",
                "must be decimal text above 0, up to 100")
            .That(terms.Amount is null || IsPositive(terms.Amount), "terms.amount", "must be above 0, in an ISO 4217 currency")
            .That(
                terms.BenefitCase is not V1.CouponTerms.BenefitOneofCase.FreeShipping || terms.FreeShipping, "terms.free_shipping", "is always true when set")
            .That(terms.MinimumBasket is null || IsPositive(terms.MinimumBasket), "terms.minimum_basket", "must be above 0, in an ISO 4217 currency")
            .OptionalText("terms.early_access_id", terms.EarlyAccessId, 64)
            .That(
                terms.BenefitCase is not V1.CouponTerms.BenefitOneofCase.EarlyAccessId || (terms.EarlyAccessId.Length > 0 && terms.MemberId.Length > 0),
                "terms.early_access_id",
                "must not be empty, and is of a member's own")
            .OptionalId("terms.member_id", terms.MemberId)
            .Range("terms.max_redemptions", terms.MaxRedemptions, 0, int.MaxValue)
            .Range("terms.max_redemptions_per_owner", terms.MaxRedemptionsPerOwner, 0, int.MaxValue)
            .Count("terms.categories", terms.Categories.Count, 0, 100)
            .That(terms.Categories.All(category => CategoryPath.Depth(category) > 0), "terms.categories", "must not be empty paths")
            .Count("terms.skus", terms.Skus.Count, 0, 1_000)
            .Count("terms.markets", terms.Markets.Count, 0, 100)
            .OptionalText("terms.campaign_id", terms.CampaignId, 128)
            .OptionalText("terms.stacking_group", terms.StackingGroup, 64)
            .That(Enum.IsDefined(terms.Stacking), "terms.stacking", "must be a known value")
            .That(Enum.IsDefined(terms.GiveBack), "terms.give_back", "must be a known value")
            .That(
                terms.ValidFrom is null || terms.ValidUntil is null || terms.ValidFrom < terms.ValidUntil, "terms.valid_until", "must be after valid_from")
            .That(terms.ValidUntil is null || ToDomain.Instant(terms.ValidUntil) > now, "terms.valid_until", "must lie in the future");

    /// <summary>The program that a document is.</summary>
    public static Domain.LoyaltyProgram Check(PublishProgramRequest request)
    {
        new RequestCheck().That(request.Document.Length > 0, "document", "is required").That(Enum.IsDefined(request.Origin), "origin", "must be a known value").ThrowIfInvalid();
        return Program(request.Document);
    }

    /// <summary>The program to try.</summary>
    public static Domain.LoyaltyProgram Check(SimulateProgramRequest request)
    {
        new RequestCheck()
            .That(request.Document.Length > 0, "document", "is required")
            .Present("from", request.From)
            .Present("before", request.Before)
            .That(request.From is null || request.Before is null || request.From < request.Before, "before", "must be after from")
            .Range("after_position", request.AfterPosition, 0, long.MaxValue)
            .ThrowIfInvalid();
        return Program(request.Document);
    }

    private static Domain.LoyaltyProgram Program(string document)
    {
        var (program, faults) = ProgramReader.Read(document);
        return program ?? throw new InvalidRequestException(
            [.. faults.Select(fault => new FieldViolation(fault.Path.Length == 0 ? "document" : $"document.{fault.Path}", fault.Description))], "PROGRAM_INVALID");
    }

    public static void Check(EarnForEventRequest request) => new RequestCheck()
        .Id("member_id", request.MemberId)
        .Id("event_type", request.EventType, 64)
        .Id("event_id", request.EventId)
        .ThrowIfInvalid();

    public static void Batch(string field, int count)
    {
        if (count is < 0 or > MostItems)
        {
            throw new InvalidRequestException(field, $"must have at most {MostItems} items", "BATCH_TOO_LARGE");
        }
    }

    /// <summary>Codes as they are stored: people type them in any case.</summary>
    public static string Code(string typed) => Canonical.CouponCode(typed) ?? "";

    private static void Codes(RequestCheck check, IReadOnlyList<string> codes)
    {
        check.Count("coupon_codes", codes.Count, 0, 32);
        for (var i = 0; i < codes.Count; i++)
        {
            check.Text($"coupon_codes[{i}]", codes[i], 32);
        }
    }

    private static void Lines(RequestCheck check, IReadOnlyList<BasketLine> lines, string currencyCode)
    {
        check.That(lines.Select(line => line.LineId).Distinct().Count() == lines.Count, "lines", "must have different line_ids");
        for (var i = 0; i < lines.Count; i++)
        {
            check
                .OptionalText($"lines[{i}].line_id", lines[i].LineId, 128)
                .OptionalText($"lines[{i}].sku", lines[i].Sku, 128)
                .OptionalText($"lines[{i}].category", lines[i].Category, LongestCategory)
                .Range($"lines[{i}].quantity", lines[i].Quantity, 1, Measures.HighestQuantity)
                .That(
                    lines[i].Amount is { AmountMinor: >= 0 and <= MostMinor } amount && amount.CurrencyCode == currencyCode && Currencies.IsKnown(currencyCode),
                    $"lines[{i}].amount",
                    "is required, not negative, all in one currency");
        }
    }

    private static bool IsPositive(Types.V1.Money money) => money.AmountMinor is > 0 and <= MostMinor && Currencies.IsKnown(money.CurrencyCode);

    private static bool IsCode(string code) =>
        code.Length is >= 4 and <= 32 && code.All(letter => letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-');

    private static void Rethrow(RequestCheck check, string reason)
    {
        try
        {
            check.ThrowIfInvalid();
        }
        catch (InvalidRequestException invalid)
        {
            throw new InvalidRequestException(invalid.Violations, reason);
        }
    }
}
