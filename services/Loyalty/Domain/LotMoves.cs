using System.Globalization;
using System.Text;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// How the lots that an entry moved are written: <c>3:20 4:5</c> for 20 points of lot 3 and 5 of lot 4, <c>3:20&gt;7</c> where those of lot 3 live on in lot 7.
/// </summary>
public static class LotMoves
{
    /// <summary>As text; empty for none.</summary>
    public static string Write(IReadOnlyList<LotMove> moves)
    {
        if (moves.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder(moves.Count * 8);
        foreach (var move in moves)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{move.Lot}:{move.Points}");
            if (move.Into is { } part)
            {
                text.Append(CultureInfo.InvariantCulture, $">{part}");
            }
        }

        return text.ToString();
    }

    /// <summary>From text; null when it is none.</summary>
    public static IReadOnlyList<LotMove>? Read(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var moves = new List<LotMove>();
        foreach (var range in text.AsSpan().Split(' '))
        {
            var part = text.AsSpan()[range];
            var colon = part.IndexOf(':');
            var into = part.IndexOf('>');
            var end = into < 0 ? part.Length : into;
            if (colon < 1 || colon > end || !Number(part[..colon], out var lot) || !Number(part[(colon + 1)..end], out var points))
            {
                return null;
            }

            if (into < 0)
            {
                moves.Add(new LotMove(lot, points));
            }
            else if (Number(part[(into + 1)..], out var other))
            {
                moves.Add(new LotMove(lot, points) { Into = other });
            }
            else
            {
                return null;
            }
        }

        return moves;
    }

    /// <summary>What they add up to; of any numbers, those of a damaged entry too.</summary>
    public static long Total(IReadOnlyList<LotMove> moves) => moves.Aggregate(0L, static (total, move) => unchecked(total + move.Points));

    private static bool Number(ReadOnlySpan<char> text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
