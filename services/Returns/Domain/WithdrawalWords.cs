using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.Returns.Domain;

/// <summary>Says the right to withdraw, and its declaration, in the consumer's language.</summary>
public static class WithdrawalWords
{
    /// <summary>The language of ours for a reader.</summary>
    public static string Tag(string language) => PolicyWords.Texts.In(language).Tag;

    /// <summary>The declaration, line by line: what, of which contract, by whom, when. It says no reason.</summary>
    public static string Statement(Withdrawal withdrawal, Order order)
    {
        var phrases = PolicyWords.Texts.In(withdrawal.Language);
        var days = LocalDays.In(withdrawal.TimeZone);
        return string.Join('\n',
        [
            phrases.Say("withdrawal.statement"),
            .. withdrawal.Lines.Select(line => phrases.Say(
                line.Measure is Measure.Piece ? "withdrawal.line" : "withdrawal.weight", ("quantity", new Quantity(line.Quantity, line.Measure)), ("title", line.Title))),
            phrases.Say("withdrawal.order", ("number", order.OrderNumber), ("day", days.DayOf(order.PlacedAt))),
            phrases.Say("withdrawal.name", ("name", withdrawal.Name)),
            .. withdrawal.Email.Length > 0 ? [phrases.Say("withdrawal.email", ("email", withdrawal.Email))] : (string[])[],
            phrases.Say("withdrawal.day", ("day", days.DayOf(withdrawal.DeclaredAt))),
        ]);
    }

    /// <summary>The right about one line in a sentence or two.</summary>
    public static string Explain(LineRight right, MarketDays days, string language)
    {
        var phrases = PolicyWords.Texts.In(language);
        var day = right.EndsAt is { } end ? days.LastDays.DayOf(end.AddTicks(-1)) : (DateOnly?)null;
        if (right.Reason is { } reason)
        {
            return reason == NoRight.Excepted ? phrases.Say($"withdrawal.{right.Line.Exception}") : phrases.Say($"withdrawal.{reason}", ("day", day));
        }

        var until = phrases.Say(
            day is null ? "withdrawal.begun" : "withdrawal.until",
            ("count", new Quantity(right.Quantity, right.Line.Measure)), ("quantity", new Quantity(right.Line.Quantity, right.Line.Measure)), ("day", day));
        return phrases.Locale.Sentences([until, .. right.Line.Exception is WithdrawalException.SealedHygiene or WithdrawalException.SealedRecording ? [phrases.Say($"withdrawal.{right.Line.Exception}")] : (string[])[]]);
    }
}
