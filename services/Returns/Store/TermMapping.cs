using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;
using Omnichannel.Types.V1;
using DomainMoney = Omnichannel.Platform.Domain.Money;

namespace Omnichannel.Returns.Store;

/// <summary>Terms of the contract and of the domain. Enums have the same numbers on both sides.</summary>
internal static class TermMapping
{
    public static DomainMoney ToDomain(this Money? money, string currencyCode) => new(
        string.IsNullOrEmpty(money?.CurrencyCode) ? currencyCode : money.CurrencyCode, money?.AmountMinor ?? 0);

    public static Money ToProto(this DomainMoney money) => new() { CurrencyCode = money.CurrencyCode, AmountMinor = money.AmountMinor };

    public static DateTimeOffset ToInstant(this Timestamp? timestamp) => timestamp is null ? DateTimeOffset.UnixEpoch : Instants.FromMicros(timestamp.ToMicros());

    public static DateTimeOffset? ToInstantOrNull(this Timestamp? timestamp) => timestamp is null ? null : timestamp.ToInstant();

    public static Timestamp ToProto(this DateTimeOffset instant) => Timestamp.FromDateTimeOffset(instant);

    public static Timestamp? ToProto(this DateTimeOffset? instant) => instant is { } at ? at.ToProto() : null;

    public static Domain.Tender ToDomain(this Types.V1.Tender tender, string currencyCode) =>
        new(tender.Kind.ToDomain(), tender.Reference, tender.Amount.ToDomain(currencyCode));

    public static Types.V1.Tender ToProto(this Domain.Tender tender) =>
        new() { Kind = tender.Kind.ToContract(), Reference = tender.Reference, Amount = tender.Amount.ToProto() };

    public static Words ToDomain(this LocalizedText? text) => text is null ? Words.None : new Words(new Dictionary<string, string>(text.Texts));

    public static LocalizedText? ToProto(this Words words)
    {
        if (words.Texts.Count == 0)
        {
            return null;
        }

        var text = new LocalizedText();
        text.Texts.Add(words.Texts.ToDictionary());
        return text;
    }
}
