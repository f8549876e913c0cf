using System.Globalization;
using System.Text;
using System.Text.Json;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Json;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking.Payments;

/// <summary>What a provider's document says about one instruction.</summary>
/// <param name="Instruction">Null when it is about nothing of ours, or says nothing final.</param>
/// <param name="CurrencyCode">Of the amount; may be empty.</param>
/// <param name="Result">What came of it.</param>
public sealed record PaymentNotice(InstructionId? Instruction, string CurrencyCode, PaymentResult Result);

/// <summary>All payment providers that this system understands, from their data files.</summary>
public sealed class PaymentProviders(IEnumerable<PaymentProviderFile> files)
{
    private const int LongestText = 128;
    private readonly Dictionary<string, PaymentProviderFile> files = files.ToDictionary(file => file.Provider, StringComparer.OrdinalIgnoreCase);

    /// <summary>The data files embedded in this assembly.</summary>
    public static PaymentProviders Embedded()
    {
        var type = typeof(PaymentProviders);
        return new(type.Assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{type.Namespace}.", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            return PaymentProviderFile.Parse(reader.ReadToEnd());
        }));
    }

    /// <summary>Reads a provider's document.</summary>
    public Decision<IReadOnlyList<PaymentNotice>> Read(string provider, string document, DateTimeOffset receivedAt)
    {
        if (!files.TryGetValue(provider, out var file))
        {
            return new ProviderUnknown();
        }

        try
        {
            using var json = JsonDocument.Parse(document);
            var notices = file.Notices.SelectMany(path => path.Select(json.RootElement)).Where(notice => notice.ValueKind is JsonValueKind.Object).ToList();
            return notices.Count == 0 || notices.Exists(notice => file.Codes[0].Text(notice) is null)
                ? new NoticeNotUnderstood()
                : notices.Select(notice => Read(file, notice, receivedAt)).ToList();
        }
        catch (JsonException)
        {
            return new NoticeNotUnderstood();
        }
    }

    private static PaymentNotice Read(PaymentProviderFile file, JsonElement notice, DateTimeOffset receivedAt)
    {
        var instruction = InstructionId.Parse(First(file.Instruction, notice));
        var state = file.Find(string.Join(' ', file.Codes.Select(path => path.Text(notice)).OfType<string>()), instruction?.Kind ?? InstructionKind.Unspecified);
        var reason = First(file.Reason, notice);
        var result = new PaymentResult(state ?? InstructionState.Requested, Time(First(file.Time, notice)) is { } at && at < receivedAt ? at : receivedAt)
        {
            FailureReason = state is InstructionState.Failed ? reason.Length > 0 ? reason : "UNKNOWN" : "",
            IsPermanent = state is InstructionState.Failed && file.IsPermanent(reason),
            Reference = First(file.Reference, notice),
            AmountMinor = long.TryParse(First(file.Amount, notice), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null,
        };
        return new PaymentNotice(state is null ? null : instruction, First(file.Currency, notice).ToUpperInvariant(), result);
    }

    private static string First(IReadOnlyList<JsonPath> paths, JsonElement notice)
    {
        var text = paths.Select(path => path.Text(notice)).FirstOrDefault(found => found is not null) ?? "";
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    // Seconds since 1970, or ISO 8601 with its offset.
    private static DateTimeOffset? Time(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime()
        : null;
}
