using System.Globalization;
using Omnichannel.Platform.Contracts;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Policy documents of the contract, which are also what is stored, and of the domain.</summary>
public static class PolicyMapping
{
    /// <summary>The document as the domain reads it. What is not there comes as nothing, for the check to find.</summary>
    public static ReturnPolicy ToDomain(this V1.ReturnPolicy policy) => new(
        policy.PolicyId,
        policy.Version,
        policy.EffectiveFrom.ToInstant(),
        policy.TimeZone,
        [.. policy.Rules.Select(ToDomain)],
        new ProcessingTerms(
            policy.Processing?.ReceiveWithinDays ?? 0, policy.Processing?.InspectionDays ?? 0, policy.Processing?.RefundDays ?? 0, policy.Processing?.Text.ToDomain() ?? Words.None)
        {
            LateDays = policy.Processing?.LateDays ?? 0,
            ApprovalHours = policy.Processing?.ApprovalHours ?? 0,
        },
        [.. policy.GeneralRules.Select(text => text.ToDomain())])
    {
        MarketTimeZones = new Dictionary<string, string>(policy.MarketTimeZones),
        StaffExceptions = [.. policy.StaffExceptions.Select(ToDomain)],
        Frequent = policy.FrequentReturner is { } frequent ? new FrequentReturner(frequent.Returns, frequent.Days) : null,
    };

    /// <summary>The document as the contract has it.</summary>
    public static V1.ReturnPolicy ToProto(this ReturnPolicy policy)
    {
        var document = new V1.ReturnPolicy
        {
            PolicyId = policy.PolicyId,
            Version = policy.Version,
            EffectiveFrom = policy.EffectiveFrom.ToProto(),
            TimeZone = policy.TimeZone,
            FrequentReturner = policy.Frequent is { } frequent ? new V1.FrequentReturner { Returns = frequent.Returns, Days = frequent.Days } : null,
            Processing = new V1.ProcessingTerms
            {
                ReceiveWithinDays = policy.Processing.ReceiveWithinDays,
                InspectionDays = policy.Processing.InspectionDays,
                RefundDays = policy.Processing.RefundDays,
                LateDays = policy.Processing.LateDays,
                ApprovalHours = policy.Processing.ApprovalHours,
                Text = policy.Processing.Text.ToProto(),
            },
        };
        document.StaffExceptions.Add(policy.StaffExceptions.Select(ToProto));
        document.MarketTimeZones.Add(new Dictionary<string, string>(policy.MarketTimeZones));
        document.Rules.Add(policy.Rules.Select(ToProto));
        document.GeneralRules.Add(policy.GeneralRules.Select(words => words.ToProto()).OfType<Types.V1.LocalizedText>());
        return document;
    }

    /// <summary>A fee as the contract has it.</summary>
    public static V1.ReturnFee ToProto(this ReturnFee fee)
    {
        var result = new V1.ReturnFee { Code = fee.Code };
        result.Methods.Add(fee.Methods.Select(method => method.ToContract()));
        result.Resolutions.Add(fee.Resolutions.Select(resolution => resolution.ToContract()));
        result.Reasons.Add(fee.Reasons.Select(reason => reason.ToContract()));
        if (fee.Amount is { } amount)
        {
            result.Amount = amount.ToProto();
        }
        else if (fee.Percent is { } percent)
        {
            result.Percent = percent.ToString(CultureInfo.InvariantCulture);
        }

        return result;
    }

    /// <summary>What is needed, as the contract has it.</summary>
    public static V1.EvidenceRequirement ToProto(this EvidenceRequirement required)
    {
        var result = new V1.EvidenceRequirement { Photos = required.Photos };
        result.Reasons.Add(required.Reasons.Select(reason => reason.ToContract()));
        result.Questions.Add(required.Questions.Select(question => new V1.ReturnQuestion { QuestionId = question.QuestionId, Text = question.Text.ToProto() }));
        return result;
    }

    private static EvidenceRequirement ToDomain(V1.EvidenceRequirement required) => new(
        [.. required.Reasons.Select(reason => reason.ToDomain())], required.Photos,
        [.. required.Questions.Select(question => new ReturnQuestion(question.QuestionId, question.Text.ToDomain()))]);

    private static ExceptionLimit ToDomain(V1.StaffExceptionLimit limit) => new(
        limit.Role.ToDomain(), [.. limit.Kinds.Select(kind => kind.ToDomain())], limit.MostDaysLate == 0 ? null : limit.MostDaysLate,
        [.. limit.MostAmounts.Select(most => most.ToDomain(""))]);

    private static V1.StaffExceptionLimit ToProto(ExceptionLimit limit)
    {
        var result = new V1.StaffExceptionLimit { Role = limit.Role.ToContract(), MostDaysLate = limit.MostDaysLate ?? 0 };
        result.Kinds.Add(limit.Kinds.Select(kind => kind.ToContract()));
        result.MostAmounts.Add(limit.MostAmounts.Select(most => most.ToProto()));
        return result;
    }

    /// <summary>A purpose as the contract has it.</summary>
    public static V1.DonationPurpose ToProto(this DonationPurpose purpose) => new() { PurposeId = purpose.PurposeId, Name = purpose.Name.ToProto() };

    private static PolicyRule ToDomain(V1.PolicyRule rule) => new(
        rule.RuleId,
        ToDomain(rule.Scope ?? new V1.PolicyScope()),
        rule.ExcludedReason,
        rule.Window is { } window ? ToDomain(window) : null,
        [.. rule.Resolutions.Select(resolution => resolution.ToDomain())],
        [.. rule.Fees.Select(ToDomain)],
        [.. rule.Methods.Select(method => method.ToDomain())],
        rule.RequiresApproval,
        rule.Text.ToDomain())
    {
        RefundAt = rule.RefundAt is V1.RefundTrigger.Unspecified ? RefundTrigger.Inspection : rule.RefundAt.ToDomain(),
        Evidence = [.. rule.Evidence.Select(ToDomain)],
        ShippingRefund = rule.ShippingRefund is V1.ShippingRefund.Unspecified ? ShippingRefund.Never : rule.ShippingRefund.ToDomain(),
        Keep = rule.Keep is { } keep ? ToDomain(keep) : KeepTerms.None,
        StoreCreditBonusPercent = rule.StoreCreditBonusPercent.Length == 0 ? 0 : Percent(rule.StoreCreditBonusPercent) is > 0 and var bonus ? bonus : -1,
    };

    private static KeepTerms ToDomain(V1.KeepTerms keep) => new(
        [.. keep.AtMost.Select(most => most.ToDomain(""))], [.. keep.DonationPurposes.Select(purpose => new DonationPurpose(purpose.PurposeId, purpose.Name.ToDomain()))]);

    private static V1.PolicyRule ToProto(PolicyRule rule)
    {
        var result = new V1.PolicyRule
        {
            RuleId = rule.RuleId, Scope = ToProto(rule.Scope), ExcludedReason = rule.ExcludedReason, RequiresApproval = rule.RequiresApproval, Text = rule.Text.ToProto(),
            RefundAt = rule.RefundAt.ToContract(), ShippingRefund = rule.ShippingRefund.ToContract(), StoreCreditBonusPercent = rule.StoreCreditBonusPercent.PercentText(),
        };
        if (rule.Window is { } window)
        {
            result.Window = new V1.ReturnWindow { Anchor = window.Anchor.ToContract(), Days = window.Days, EndOfDayMinute = window.EndOfDayMinute, EndsOnWorkingDay = window.EndsOnWorkingDay };
            result.Window.Extensions.Add(window.Extensions.Select(extension => new V1.WindowExtension
            {
                PlacedFrom = extension.PlacedFrom.ToProto(), PlacedBefore = extension.PlacedBefore.ToProto(), ReturnableUntil = extension.ReturnableUntil.ToProto(),
            }));
        }

        if (rule.Keep.AtMost.Count > 0 || rule.Keep.Purposes.Count > 0)
        {
            result.Keep = new V1.KeepTerms();
            result.Keep.AtMost.Add(rule.Keep.AtMost.Select(most => most.ToProto()));
            result.Keep.DonationPurposes.Add(rule.Keep.Purposes.Select(ToProto));
        }

        result.Resolutions.Add(rule.Resolutions.Select(resolution => resolution.ToContract()));
        result.Evidence.Add(rule.Evidence.Select(ToProto));
        result.Fees.Add(rule.Fees.Select(ToProto));
        result.Methods.Add(rule.Methods.Select(method => method.ToContract()));
        return result;
    }

    private static PolicyScope ToDomain(V1.PolicyScope scope) => new(
        [.. scope.Markets],
        [.. scope.Channels.Select(channel => channel.ToDomain())],
        [.. scope.Categories],
        [.. scope.Skus],
        [.. scope.Tiers],
        [.. scope.Tenders.Select(tender => tender.ToDomain())],
        scope.PlacedFrom.ToInstantOrNull(),
        scope.PlacedBefore.ToInstantOrNull())
    {
        Reasons = [.. scope.Reasons.Select(reason => reason.ToDomain())],
        Conditions = [.. scope.Conditions.Select(condition => condition.ToDomain())],
        Signals = [.. scope.Signals.Select(signal => signal.ToDomain())],
        Price = scope.Price is { } price ? new PriceRange(price.CurrencyCode, price.FromMinor, price.BelowMinor == 0 ? null : price.BelowMinor) : null,
    };

    private static V1.PolicyScope ToProto(PolicyScope scope)
    {
        var result = new V1.PolicyScope { PlacedFrom = scope.PlacedFrom.ToProto(), PlacedBefore = scope.PlacedBefore.ToProto() };
        result.Markets.Add(scope.Markets);
        result.Channels.Add(scope.Channels.Select(channel => channel.ToContract()));
        result.Categories.Add(scope.Categories);
        result.Skus.Add(scope.Skus);
        result.Tiers.Add(scope.Tiers);
        result.Tenders.Add(scope.Tenders.Select(tender => tender.ToContract()));
        result.Reasons.Add(scope.Reasons.Select(reason => reason.ToContract()));
        result.Conditions.Add(scope.Conditions.Select(condition => condition.ToContract()));
        result.Signals.Add(scope.Signals.Select(signal => signal.ToContract()));
        result.Price = scope.Price is { } price ? new V1.PriceRange { CurrencyCode = price.CurrencyCode, FromMinor = price.FromMinor, BelowMinor = price.BelowMinor ?? 0 } : null;
        return result;
    }

    private static ReturnWindow ToDomain(V1.ReturnWindow window) => new(
        window.Anchor.ToDomain(),
        window.Days,
        window.EndOfDayMinute,
        [.. window.Extensions.Select(extension => new WindowExtension(
            extension.PlacedFrom.ToInstant(), extension.PlacedBefore.ToInstant(), extension.ReturnableUntil.ToInstant()))])
    {
        EndsOnWorkingDay = window.EndsOnWorkingDay,
    };

    private static ReturnFee ToDomain(V1.ReturnFee fee) => new(
        fee.Code,
        [.. fee.Methods.Select(method => method.ToDomain())],
        [.. fee.Resolutions.Select(resolution => resolution.ToDomain())],
        fee.ChargeCase is V1.ReturnFee.ChargeOneofCase.Amount ? fee.Amount.ToDomain("") : null,
        fee.ChargeCase is V1.ReturnFee.ChargeOneofCase.Percent
            ? Percent(fee.Percent)
            : null)
    {
        Reasons = [.. fee.Reasons.Select(reason => reason.ToDomain())],
    };

    /// <summary>A percentage as the contract has it; empty for none.</summary>
    public static string PercentText(this decimal percent) => percent == 0 ? "" : percent.ToString(CultureInfo.InvariantCulture);

    /// <summary>A percentage; 0 for what is none.</summary>
    public static decimal Percent(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : 0;
}
