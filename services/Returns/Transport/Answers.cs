using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Security;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using QRCoder;

namespace Omnichannel.Returns.Transport;

/// <summary>What the contract says beyond what is stored.</summary>
internal static class Answers
{
    private const int PixelsPerModule = 4;

    /// <summary>Who acts, as the token said.</summary>
    public static Actor ToActor(this Caller caller) => new(
        caller.Subject, caller.Role.ToDomain(), caller.Channel.ToDomain(), caller.StoreId ?? "", caller.ActorId ?? "");

    /// <summary>With the code as a QR symbol. Drawn for the answer: the same code gives the same symbol, so nobody needs to keep it.</summary>
    public static V1.Return WithQr(this V1.Return answer)
    {
        answer.QrSvg = QrSvg(answer.RmaCode);
        return answer;
    }

    /// <summary>A text as a QR symbol, an SVG document.</summary>
    public static string QrSvg(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(data).GetGraphic(PixelsPerModule);
    }

    /// <summary>The answer for one line, with what would have another rule decide.</summary>
    public static V1.LineEligibility ToProto(this LineEligibility from, Order order, ReturnPolicy policy, string language)
    {
        var result = from.ToProto(policy, language);
        var apart = Eligibility.OtherAnswers(order, from.Line, policy, from.Rule, from.Told).ToArray();
        result.ReasonsApart.Add(apart.Where(told => told.Reason != from.Told.Reason).Select(told => told.Reason.ToContract()));
        result.ConditionsApart.Add(apart.Where(told => told.Condition != from.Told.Condition).Select(told => told.Condition.ToContract()));
        return result;
    }

    /// <summary>The answer for one line.</summary>
    public static V1.LineEligibility ToProto(this LineEligibility from, ReturnPolicy policy, string language)
    {
        var explanation = PolicyWords.Explain(from, policy, language);
        var result = new V1.LineEligibility
        {
            LineId = from.Line.LineId,
            Sku = from.Line.Sku,
            ReturnableQuantity = from.Returnable,
            Measure = from.Line.Measure.ToContract(),
            DeadlineAt = from.DeadlineAt.ToProto(),
            Anchor = (from.Rule.Window?.Anchor ?? WindowAnchor.None).ToContract(),
            AnchoredAt = from.AnchoredAt.ToProto(),
            RequiresApproval = from.Rule.RequiresApproval,
            RefundAt = from.Rule.RefundAt.ToContract(),
            RefundAmount = from.RefundAmount.ToProto(),
            Decision = from.Decision.ToProto(),
            Explanation = explanation,
        };
        if (from.Reason is { } reason)
        {
            result.Refusal = new Types.V1.Refusal { Reason = reason, Message = PolicyWords.Explain(from, policy, "en"), RuleId = from.Rule.RuleId };
            return result;
        }

        result.Resolutions.Add(from.Resolutions.Select(resolution => resolution.ToContract()));
        if (from.Resolutions.Any(Return.Stays))
        {
            result.KeepableQuantity = Math.Min(from.Returnable, from.Keepable.Units);
            result.KeepableAmount = from.Keepable.Left.ToProto();
        }

        if (from.Resolutions.Contains(Resolution.StoreCredit))
        {
            result.StoreCreditBonusPercent = from.Rule.StoreCreditBonusPercent.PercentText();
        }

        if (from.Resolutions.Contains(Resolution.Donate))
        {
            result.DonationPurposes.Add(from.Rule.Keep.Purposes.Select(purpose => purpose.ToProto()));
        }

        result.Methods.Add(from.Methods.Select(method => method.ToContract()));
        result.Evidence.Add(from.Rule.Evidence.Select(required => required.ToProto()));
        result.RefundsShipping = from.RefundsShipping;
        result.Fees.Add(from.Fees.Select(fee => fee.ToProto()));
        return result;
    }

    /// <summary>How a return is decided.</summary>
    public static V1.ReturnOutcome ToProto(this Replayed from)
    {
        var result = new V1.ReturnOutcome { RequiresApproval = from.Begun?.State is ReturnState.Requested, RefundAmount = from.Begun?.RefundAmount.ToProto() };
        result.Fees.Add(from.Begun?.Fees.Select(fee => fee.ToProto()) ?? []);
        if (from.Refusal is { } refusal)
        {
            result.Refusal = new Types.V1.Refusal { Reason = refusal.Reason, Message = refusal.Message, Metadata = { refusal.Facts.ToDictionary() }, RuleId = refusal.Facts.GetValueOrDefault("rule_id", "") };
        }

        return result;
    }
}
