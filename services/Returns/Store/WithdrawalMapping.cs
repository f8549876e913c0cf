using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Withdrawals of the contract, which are also what is stored, and of the domain.</summary>
public static class WithdrawalMapping
{
    /// <summary>What is stored, and proves it.</summary>
    public static V1.WithdrawalEvidence ToProto(this Withdrawal from) => new()
    {
        Withdrawal = from.ToAnswer(acknowledgedAt: null),
        Name = from.Name,
        Email = from.Email,
        ConfirmedBy = from.ConfirmedBy?.ToProto(),
        KeptUntil = from.KeptUntil.ToProto(),
    };

    /// <summary>The answer to whoever declared it, without who that is.</summary>
    public static V1.Withdrawal ToAnswer(this Withdrawal from, DateTimeOffset? acknowledgedAt)
    {
        var result = new V1.Withdrawal
        {
            WithdrawalId = from.WithdrawalId,
            OrderId = from.OrderId,
            OrderNumber = from.OrderNumber,
            Statement = from.Statement,
            Language = from.Language,
            StatementHash = from.StatementHash,
            DeclaredAt = from.DeclaredAt.ToProto(),
            ConfirmedAt = from.ConfirmedAt.ToProto(),
            ReturnId = from.ReturnId,
            RmaCode = from.RmaCode,
            GoodsDueAt = from.GoodsDueAt.ToProto(),
            RefundDueAt = from.RefundDueAt.ToProto(),
            TimeZone = from.TimeZone,
            AcknowledgedAt = acknowledgedAt.ToProto(),
        };
        result.Lines.Add(from.Lines.Select(ToProto));
        return result;
    }

    /// <summary>A line as the contract has it.</summary>
    public static V1.WithdrawnLine ToProto(this WithdrawnLine from) => new()
    {
        LineId = from.LineId,
        Sku = from.Sku,
        Title = from.Title,
        Measure = from.Measure.ToContract(),
        Quantity = from.Quantity,
        ToReturn = from.ToReturn,
        ToCancel = from.ToCancel,
        TotalCancelled = from.TotalCancelled,
    };

    /// <summary>The withdrawal that was stored.</summary>
    public static Withdrawal ToDomain(this V1.WithdrawalEvidence from)
    {
        var withdrawal = from.Withdrawal;
        return new Withdrawal
        {
            WithdrawalId = withdrawal.WithdrawalId,
            OrderId = withdrawal.OrderId,
            OrderNumber = withdrawal.OrderNumber,
            Lines =
            [
                .. withdrawal.Lines.Select(line => new WithdrawnLine(line.LineId, line.Sku, line.Title, line.Measure.ToDomain(), line.ToReturn, line.ToCancel)
                {
                    TotalCancelled = line.TotalCancelled,
                }),
            ],
            Name = from.Name,
            Email = from.Email,
            Statement = withdrawal.Statement,
            Language = withdrawal.Language,
            DeclaredAt = withdrawal.DeclaredAt.ToInstant(),
            ConfirmedAt = withdrawal.ConfirmedAt.ToInstantOrNull(),
            ConfirmedBy = from.ConfirmedBy?.ToDomain(),
            ReturnId = withdrawal.ReturnId,
            RmaCode = withdrawal.RmaCode,
            GoodsDueAt = withdrawal.GoodsDueAt.ToInstantOrNull(),
            RefundDueAt = withdrawal.RefundDueAt.ToInstantOrNull(),
            KeptUntil = from.KeptUntil.ToInstantOrNull(),
            TimeZone = withdrawal.TimeZone,
        };
    }

    /// <summary>The right as the contract has it.</summary>
    public static V1.WithdrawalRight ToProto(this WithdrawalRights rights, DateTimeOffset now, string language)
    {
        var order = rights.Order.Order;
        var lines = rights.At(now);
        var result = new V1.WithdrawalRight { OrderId = order.OrderId, OrderNumber = order.OrderNumber, EndsAt = lines.EndsAt().ToProto(), TimeZone = rights.Days.LastDays.ZoneId };
        result.Lines.Add(lines.Select(right => new V1.LineRight
        {
            LineId = right.Line.LineId,
            Sku = right.Line.Sku,
            Title = right.Line.Title,
            Measure = right.Line.Measure.ToContract(),
            Quantity = right.Quantity,
            Refusal = right.Reason is { } reason ? new Types.V1.Refusal { Reason = reason, Message = WithdrawalWords.Explain(right, rights.Days, "en") } : null,
            Exception = right.Line.Exception.ToContract(),
            EndsAt = right.EndsAt.ToProto(),
            Explanation = WithdrawalWords.Explain(right, rights.Days, language),
        }));
        return result;
    }

    /// <summary>When the last of what can be withdrawn from no longer can; null while one of them has no end, and where nothing can.</summary>
    public static DateTimeOffset? EndsAt(this IReadOnlyList<LineRight> rights)
    {
        var open = rights.Where(right => right.Quantity > 0).Select(right => right.EndsAt).ToArray();
        return open.Contains(null) ? null : open.Max();
    }
}
