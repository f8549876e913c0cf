using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.Returns.Domain;

/// <summary>Units of a line that are withdrawn from.</summary>
/// <param name="ToReturn">Were with the customer or on the way.</param>
/// <param name="ToCancel">Had not left.</param>
public sealed record WithdrawnLine(string LineId, string Sku, string Title, Measure Measure, int ToReturn, int ToCancel)
{
    /// <summary>How many of the line are cancelled in all once Order-tracking has done what it wants; 0 when it wants nothing cancelled.</summary>
    public int TotalCancelled { get; init; }

    /// <summary>All of them.</summary>
    public int Quantity => ToReturn + ToCancel;
}

/// <summary>What somebody declares. No reason: none is asked for (Article 9(1)).</summary>
/// <param name="WithdrawalId">Names it.</param>
/// <param name="Name">Of whoever withdraws.</param>
/// <param name="Email">Where the acknowledgement goes; empty for where the order's messages go.</param>
/// <param name="Lines">Units by line; empty for everything that can be withdrawn from.</param>
/// <param name="Language">Of the statement.</param>
public sealed record NewWithdrawal(string WithdrawalId, string Name, string Email, IReadOnlyList<(string LineId, int Quantity)> Lines, string Language);

/// <summary>
/// A consumer's withdrawal from a contract (Directive 2011/83/EU, Article 11a): declared, and in effect once it is confirmed. Then it never changes: it is the proof of what was declared
/// when, in which words.
/// </summary>
public sealed record Withdrawal
{
    public required string WithdrawalId { get; init; }

    public required string OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required IReadOnlyList<WithdrawnLine> Lines { get; init; }

    /// <summary>Of whoever declared it.</summary>
    public required string Name { get; init; }

    /// <summary>Empty for where the order's messages go.</summary>
    public required string Email { get; init; }

    /// <summary>The declaration as it was shown.</summary>
    public required string Statement { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset DeclaredAt { get; init; }

    /// <summary>Null while it waits for its confirmation.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    public Actor? ConfirmedBy { get; init; }

    /// <summary>Of the goods that are to come back; empty when none are.</summary>
    public string ReturnId { get; init; } = "";

    public string RmaCode { get; init; } = "";

    /// <summary>The first moment at which the goods should have been sent back.</summary>
    public DateTimeOffset? GoodsDueAt { get; init; }

    /// <summary>The first moment at which the money should have been given back, once the goods came or were posted.</summary>
    public DateTimeOffset? RefundDueAt { get; init; }

    /// <summary>Until when it is kept as a proof.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>IANA name: in which days are told.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Names the statement that was read.</summary>
    public string StatementHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Statement)));

    /// <summary>Where its acknowledgement goes when a contact of its own was given.</summary>
    public string ContactId => Email.Length > 0 ? $"withdrawal-{WithdrawalId}" : "";

    /// <summary>The first step: nothing happens by it.</summary>
    public static Decision<Withdrawal> Declare(NewWithdrawal command, WithdrawalRights rights, DateTimeOffset now)
    {
        var order = rights.Order.Order;
        if (command.Email.Length == 0 && order.ContactId.Length == 0)
        {
            return new EmailRequired();
        }

        var lines = Choose(command.Lines, rights, now);
        if (!lines.IsAccepted)
        {
            return lines.Refusal!;
        }

        var declared = new Withdrawal
        {
            WithdrawalId = command.WithdrawalId,
            OrderId = order.OrderId,
            OrderNumber = order.OrderNumber,
            Lines = lines.Value,
            Name = command.Name,
            Email = command.Email,
            Statement = "",
            Language = WithdrawalWords.Tag(command.Language),
            DeclaredAt = now,
            TimeZone = rights.Days.Days.ZoneId,
        };
        return declared with { Statement = WithdrawalWords.Statement(declared, order) };
    }

    /// <summary>The second step: it is in effect from now on. What is to come back is a return of its own.</summary>
    /// <param name="statementHash">What was read.</param>
    /// <param name="rights">As they are now.</param>
    /// <param name="id">Of the return, should there be one.</param>
    /// <param name="by">Who confirms.</param>
    /// <param name="now">When.</param>
    public Decision<ConfirmedWithdrawal> Confirm(string statementHash, WithdrawalRights rights, Guid id, Actor by, DateTimeOffset now)
    {
        if (statementHash != StatementHash)
        {
            return new StatementChanged();
        }

        // What was to be sent may have left since: what the consumer said holds, and the rest follows from where the goods are.
        var lines = Choose([.. Lines.Select(line => (line.LineId, line.Quantity))], rights, now);
        if (!lines.IsAccepted)
        {
            return lines.Refusal!;
        }

        var dueAt = WithdrawalPeriod.SettledBy(now, rights.Days);
        var confirmed = this with
        {
            Lines = lines.Value,
            ConfirmedAt = now,
            ConfirmedBy = by,
            GoodsDueAt = dueAt,
            RefundDueAt = dueAt,
            KeptUntil = rights.Days.Days.StartOf(new DateOnly(rights.Days.Days.DayOf(now).Year + rights.Terms!.EvidenceYears + 1, 1, 1)),
        };
        if (lines.Value.All(line => line.ToReturn == 0))
        {
            return new ConfirmedWithdrawal(confirmed, null);
        }

        confirmed = confirmed with { ReturnId = id.ToString(), RmaCode = Domain.RmaCode.From(id) };
        var cancelled = (rights with { Withdrawals = [.. rights.Withdrawals, confirmed] }).CancelledByLine();
        return new ConfirmedWithdrawal(confirmed, Return.Withdraw(
            confirmed, id, lines.Value.ToDictionary(line => line.LineId, line => line.ToReturn, StringComparer.Ordinal), cancelled, rights.Order, by, now));
    }

    private static Decision<IReadOnlyList<WithdrawnLine>> Choose(IReadOnlyList<(string LineId, int Quantity)> asked, WithdrawalRights rights, DateTimeOffset now)
    {
        var all = rights.At(now);
        if (asked.Count == 0)
        {
            var open = all.Where(right => right.Quantity > 0).Select(right => Of(right, right.Quantity, rights)).ToArray();
            return open.Length > 0 ? open : new NothingToWithdraw(all.Select(right => right.Reason).OfType<string>().FirstOrDefault() ?? NoRight.NothingLeft, "");
        }

        var chosen = new List<WithdrawnLine>(asked.Count);
        foreach (var (lineId, quantity) in asked)
        {
            if (all.FirstOrDefault(right => right.Line.LineId == lineId) is not { } right)
            {
                return new LineNotFound(lineId, "lines.line_id");
            }

            if (right.Reason is { } reason)
            {
                return new NothingToWithdraw(reason, lineId);
            }

            if (quantity > right.Quantity)
            {
                return new QuantityExceedsRight(lineId, right.Quantity);
            }

            chosen.Add(Of(right, quantity, rights));
        }

        return chosen;
    }

    // What has not left is taken first: nobody has to send it back.
    private static WithdrawnLine Of(LineRight right, int quantity, WithdrawalRights rights)
    {
        var (line, cancelled) = (right.Line, Math.Min(quantity, right.NotSent));
        return new WithdrawnLine(line.LineId, line.Sku, line.Title, line.Measure, quantity - cancelled, cancelled)
        {
            TotalCancelled = cancelled > 0 ? cancelled + rights.Cancelled(line) : 0,
        };
    }
}

/// <summary>A withdrawal in effect.</summary>
/// <param name="Next">The withdrawal.</param>
/// <param name="Goods">How the return of its goods begins; null when none come back.</param>
public sealed record ConfirmedWithdrawal(Withdrawal Next, ReturnStep? Goods);
