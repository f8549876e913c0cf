using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.Streams;

/// <summary>
/// Where a connection of several watches is, as the id of its events: <c>Xb3kQz0a.12..7</c>. Behind a check of the watches stands the position of each in their
/// order, nothing where none is known. The check keeps positions from being taken for those of other watches.
/// </summary>
internal sealed class StreamPositions
{
    private const char Separator = '.';
    private const int CheckBytes = 6;

    private readonly string check;
    private readonly long?[] positions;

    private StreamPositions(string check, long?[] positions)
    {
        this.check = check;
        this.positions = positions;
    }

    /// <summary>Where a watch is; null when it is not known.</summary>
    public long? this[int watch] => positions[watch];

    /// <summary>Where a connection of these watches begins.</summary>
    /// <param name="watches">Their names, in order.</param>
    /// <param name="lastEventId">The id of the last event that was seen, if there is one.</param>
    /// <exception cref="ProblemException">The id is not one of these watches.</exception>
    public static StreamPositions Of(IReadOnlyList<string> watches, string? lastEventId)
    {
        var check = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', watches))).AsSpan(0, CheckBytes));
        if (string.IsNullOrEmpty(lastEventId))
        {
            return new StreamPositions(check, new long?[watches.Count]);
        }

        var parts = lastEventId.Split(Separator);
        return parts.Length == watches.Count + 1 && parts[0] == check
            ? new StreamPositions(check, [.. parts.Skip(1).Select(Position)])
            : throw new ProblemException(Problems.InvalidField(EventStream.LastEventId, "expected the id of an event of these watches in this order"));
    }

    /// <summary>The id when a watch has come to a position.</summary>
    public string Move(int watch, long position)
    {
        positions[watch] = position;
        return check + Separator + string.Join(Separator, positions.Select(known => known?.ToString(CultureInfo.InvariantCulture)));
    }

    private static long? Position(string text) => text.Length == 0
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ProblemException(Problems.InvalidField(EventStream.LastEventId, $"'{text}' is no position of a watch"));
}
