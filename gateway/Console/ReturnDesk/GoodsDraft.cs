using Omnichannel.Returns.V1;

namespace Omnichannel.WebConsole.ReturnDesk;

/// <summary>
/// What somebody says about the goods of a return: which units came, and what is found when they are looked at. Of each line it is all that can be meant, until something else is typed; goods are
/// as new and go back on sale until somebody says otherwise.
/// </summary>
public sealed class GoodsDraft
{
    private readonly Dictionary<string, int> came = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Look> looks = new(StringComparer.Ordinal);

    /// <summary>Units of a line that nobody has received or found missing. What stays with the customer does not come.</summary>
    public static int Outstanding(ReturnLine line) =>
        line.Resolution is Resolution.Keep or Resolution.Donate ? 0 : Math.Max(0, line.Quantity - Math.Max(line.ReceivedQuantity, Inspected(line)));

    /// <summary>Units of a line that are here and wait to be looked at.</summary>
    public static int Waiting(ReturnLine line) => Math.Max(0, line.ReceivedQuantity - line.Inspections.Where(found => found.Disposition is not Disposition.Missing).Sum(found => found.Quantity));

    /// <summary>What can be said of a line's units: missing is only what did not come, anything else only what did. What is to be repaired goes back to its customer, and not on sale.</summary>
    public static IReadOnlyList<Disposition> DispositionsOf(ReturnLine line) =>
    [
        .. Waiting(line) == 0 ? [] : line.Resolution is Resolution.Repair ? new[] { Disposition.ProcessingRequired, Disposition.NotRestocked } : new[] { Disposition.Restocked, Disposition.NotRestocked, Disposition.ProcessingRequired },
        .. Outstanding(line) > 0 ? new[] { Disposition.Missing } : [],
    ];

    /// <summary>How many units a line's look can be about.</summary>
    public int MostOf(ReturnLine line) => LookAt(line).Disposition is Disposition.Missing ? Outstanding(line) : Waiting(line);

    /// <summary>How many of a line came.</summary>
    public int Came(ReturnLine line) => Math.Clamp(came.GetValueOrDefault(line.LineId, int.MaxValue), 0, Outstanding(line));

    /// <summary>So many of a line came.</summary>
    public void Take(ReturnLine line, int quantity) => came[line.LineId] = quantity;

    /// <summary>What is said of a line.</summary>
    public Look LookAt(ReturnLine line)
    {
        var said = looks.GetValueOrDefault(line.LineId, new Look());
        var possible = DispositionsOf(line);
        return possible.Count == 0 || possible.Contains(said.Disposition) ? said : said with { Disposition = possible[0] };
    }

    /// <summary>How many of a line are meant.</summary>
    public int Seen(ReturnLine line) => Math.Clamp(LookAt(line).Quantity, 0, MostOf(line));

    /// <summary>Says something of a line.</summary>
    public void Say(ReturnLine line, Look look) => looks[line.LineId] = look;

    /// <summary>It was told: what is left is next.</summary>
    public void Forget()
    {
        came.Clear();
        looks.Clear();
    }

    /// <summary>What came, as a call says it. Empty when nothing did: a call would take that for everything.</summary>
    public IReadOnlyList<ReceivedLine> Received(Return back) =>
        [.. back.Lines.Select(line => new ReceivedLine { LineId = line.LineId, Quantity = Came(line) }).Where(line => line.Quantity > 0)];

    /// <summary>What was found, as a call says it. What is missing has no grade.</summary>
    public IReadOnlyList<Inspection> Found(Return back) =>
        [.. back.Lines.Where(line => DispositionsOf(line).Count > 0).Select(line => Found(line, LookAt(line))).Where(found => found.Quantity > 0)];

    private static int Inspected(ReturnLine line) => line.Inspections.Sum(found => found.Quantity);

    private Inspection Found(ReturnLine line, Look look) => new()
    {
        LineId = line.LineId,
        Quantity = Seen(line),
        Grade = look.Disposition is Disposition.Missing ? InspectionGrade.Unspecified : look.Grade,
        Disposition = look.Disposition,
        Note = look.Note.Trim(),
    };
}

/// <summary>What is said of units of a line.</summary>
public sealed record Look
{
    /// <summary>How many; more than there are means all of them.</summary>
    public int Quantity { get; init; } = int.MaxValue;

    /// <summary>In what condition they are.</summary>
    public InspectionGrade Grade { get; init; } = InspectionGrade.A;

    /// <summary>What becomes of them.</summary>
    public Disposition Disposition { get; init; } = Disposition.Restocked;

    /// <summary>In somebody's words.</summary>
    public string Note { get; init; } = "";
}
