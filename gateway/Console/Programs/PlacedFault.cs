using System.Globalization;
using System.Text.RegularExpressions;
using Omnichannel.Client;

namespace Omnichannel.WebConsole.Programs;

/// <summary>What is wrong with a document, and where.</summary>
/// <param name="Line">From 1; 0 where it is about all of it.</param>
/// <param name="Column">From 1; 0 where it is about all of it.</param>
/// <param name="Path">Of the value in the document; empty where it is about all of it.</param>
/// <param name="Text">In the service's words.</param>
public sealed partial record PlacedFault(int Line, int Column, string Path, string Text)
{
    private const string Reason = "PROGRAM_INVALID";
    private const string Document = "document";

    /// <summary>The faults of a refused document, from its beginning to its end; none where something else was refused.</summary>
    public static IReadOnlyList<PlacedFault> Of(Exception? refusal) => refusal is RefusedException { Reason: Reason } refused ? Of(refused.Violations) : [];

    /// <inheritdoc cref="Of(Exception?)"/>
    public static IReadOnlyList<PlacedFault> Of(IEnumerable<FieldViolation> violations) => [.. violations.Select(Of).OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    private static PlacedFault Of(FieldViolation violation)
    {
        var path = violation.Field.StartsWith($"{Document}.", StringComparison.Ordinal) ? violation.Field[(Document.Length + 1)..] : "";
        return Place().Match(violation.Description) is { Success: true } found
            ? new PlacedFault(Number(found.Groups["line"]), Number(found.Groups["column"]), path, found.Groups["fault"].Value)
            : new PlacedFault(0, 0, path, violation.Description);
    }

    private static int Number(Group found) => int.Parse(found.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^line (?<line>\d{1,8}), column (?<column>\d{1,8}): (?<fault>.*)$", RegexOptions.Singleline)]
    private static partial Regex Place();
}
