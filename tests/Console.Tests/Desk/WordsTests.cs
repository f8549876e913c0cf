using Google.Protobuf.Reflection;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Support.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Desk;

/// <summary>Every word of the contract that a page shows has its text: a page that meets a new one would fail.</summary>
public sealed class WordsTests
{
    private static readonly Wordings Wordings = new();

    public static TheoryData<string, string> Words => new()
    {
        { "orders.status", nameof(OrderStatus) }, { "orders.shipment", nameof(ShipmentStatus) }, { "orders.promiseState", nameof(PromiseState) },
        { "orders.channel", nameof(Channel) }, { "orders.tender", nameof(TenderKind) }, { "orders.discount", nameof(DiscountKind) },
        { "desk.kind", nameof(TimelineKind) }, { "desk.identity", nameof(IdentityKind) }, { "desk.assurance", nameof(IdentityAssurance) },
        { "desk.medium", nameof(Medium) }, { "desk.purpose", nameof(ConsentPurpose) }, { "desk.message", nameof(MessageState) },
        { "members.kind", nameof(EntryKind) }, { "members.source", nameof(LotSource) }, { "members.wallet", nameof(WalletKind) }, { "members.walletState", nameof(WalletState) },
        { "adjustments.state", nameof(AdjustmentState) }, { "till.presence", nameof(PresenceKind) },
        { "finance.outcome", nameof(OfflineOutcome) }, { "finance.exception", nameof(OfflineException) },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Word_OfTheContract_HasItsText(string prefix, string type)
    {
        var words = Enums.Single(known => known.Name == type);
        var unspecified = words.FindValueByNumber(0).Name;
        var texts = Wordings.Find(prefix[..prefix.IndexOf('.', StringComparison.Ordinal)], "en")!;

        Assert.All(words.Values, word => Assert.True(texts.Has($"{prefix}.{word.Name[(unspecified.Length - "UNSPECIFIED".Length)..]}"), $"{prefix} lacks {word.Name}"));
    }

    private static IEnumerable<EnumDescriptor> Enums => new FileDescriptor[]
    {
        OrdersReflection.Descriptor, ChannelReflection.Descriptor, SaleReflection.Descriptor, SupportReflection.Descriptor, MessagingReflection.Descriptor,
        LoyaltyReflection.Descriptor, LedgerServiceReflection.Descriptor, WalletReflection.Descriptor, TillServiceReflection.Descriptor, OfflineReflection.Descriptor,
    }.SelectMany(file => file.EnumTypes);
}
