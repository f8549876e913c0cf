using Google.Protobuf;
using Omnichannel.Platform.Events;
using ParkedEvent = Omnichannel.Platform.V1.ParkedEvent;

namespace Omnichannel.WebConsole.Operations;

/// <summary>An event as people read it.</summary>
/// <param name="Text">JSON by the contract, else the bytes in hexadecimal, cut off where they are many.</param>
/// <param name="IsReadable">Whether the contract could read it.</param>
/// <param name="Size">Of the event, in bytes.</param>
public sealed record DecodedEvent(string Text, bool IsReadable, int Size)
{
    private const int MostBytes = 512;
    private const int BytesInLine = 16;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>Reads it.</summary>
    public static DecodedEvent Of(ParkedEvent parked)
    {
        try
        {
            if (EventTypes.Find(parked.EventName) is { } contract)
            {
                return new DecodedEvent(Formatter.Format(contract.Parser.ParseFrom(parked.Payload)), true, parked.Payload.Length);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Then its bytes are shown: they are why it is parked.
        }

        var lines = parked.Payload.Take(MostBytes).Chunk(BytesInLine).Select(line => string.Join(' ', line.Select(octet => octet.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))));
        return new DecodedEvent(string.Join('\n', lines) + (parked.Payload.Length > MostBytes ? "\n…" : ""), false, parked.Payload.Length);
    }
}
