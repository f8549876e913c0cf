using Dapr.Client;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.Content;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Providers;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.Transport;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.V1;

namespace Omnichannel.Messaging;

/// <summary>Puts Messaging together.</summary>
public static class MessagingApplication
{
    /// <summary>The service.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder("messaging", args, host);
        builder.AddDatabase(typeof(MessagingApplication).Assembly);
        builder.AddKeyedHash();
        builder.AddPickupCodes();
        builder.AddEvents(events => events
            .Consume("cart", on => on
                .Handle<CartCheckedOut, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<CheckoutCancelled, CheckoutContacts>((contacts, e, unit) => contacts.Cancelled(e, unit))
                .FollowGuests()
                .Handle<CartAbandoned, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<CartRecovered, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<BackInStock, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PriceDropped, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ItemNoticeChanged, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<CheckoutRefundRequested, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit)))
            .Consume("orders", on => on
                .Handle<OrderPlaced, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ShipmentStatusChanged, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PickupChanged, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PickupReminded, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PickupExtended, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<OrderDelivered, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<OrderDeliveryCorrected, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PromiseRevised, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PromiseAtRisk, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PromiseBroken, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PromiseKept, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PromiseOutcomeCorrected, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<OrderCancelled, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<RefundRequested, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<RefundCompleted, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit)))
            .Consume("returns", on => on
                .Handle<ReturnRequested, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ReverseDeliveryCreated, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ReverseDeliveryVoided, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ReturnDeclined, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ReturnResolved, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<WithdrawalConfirmed, WithdrawalEvents>((withdrawals, e, unit) => withdrawals.Confirmed(e, unit)))
            .Consume("loyalty", on => on
                .Handle<PointsActivated, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PointsExpiring, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<PointsExpiringWithdrawn, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<BonusEarned, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<GoodwillGiven, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<ReferralRewarded, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<GiftCardIssued, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))
                .Handle<TierChanged, JourneyEvents>((journeys, e, unit) => journeys.Take(e, unit))));
        builder.AddTimer<Sender>(MessageStore.SendTimer);
        builder.AddTimer<CheckoutContacts>(ContactStore.UnusedTimer);
        var journeys = Journeys();
        RequireGrantKeys(journeys, builder);
        builder.Services.AddSingleton(journeys);
        builder.Services.AddSingleton(Templates());
        builder.Services.AddSingleton(new PublicAddress(builder.Settings<MessagingSettings>(), host));
        builder.Services.AddSingleton<UnsubscribeLinks>();
        builder.Services.AddSingleton<CartLinks>();
        builder.Services.AddSingleton<OrderLinks>();
        builder.Services.AddSingleton<AddressHashes>();
        builder.Services.AddSingleton<ContactStore>();
        builder.Services.AddSingleton<MessageStore>();
        AddProvider(builder);
        builder.AddGrpc<MessagingGrpcService>();
        builder.AddGrpc<ContactGrpcService>();
        return builder.Build();
    }

    /// <summary>The journeys that come with the service.</summary>
    internal static JourneyCatalogue Journeys()
    {
        using var reader = new StreamReader(typeof(MessagingApplication).Assembly.GetManifestResourceStream("Omnichannel.Messaging.Journeys.journeys.yaml")!);
        return new JourneyCatalogue(reader.ReadToEnd());
    }

    /// <summary>The templates that come with the service.</summary>
    internal static Templates Templates() => new(Phrases.Embedded(typeof(MessagingApplication).Assembly, "Templates"));

    /// <exception cref="StartupException">A journey sends links, and there is no key to sign them with: each of its messages would fail.</exception>
    private static void RequireGrantKeys(JourneyCatalogue journeys, PlatformBuilder builder)
    {
        var linked = journeys.All.Where(each => !each.Journey.LegalClass.IsOwed()).Select(each => each.Journey.Id).Distinct().ToList();
        if (linked.Count > 0 && !new GrantTokens(builder.Settings<GrantSettings>(), builder.Host).CanIssue)
        {
            throw new StartupException(
                $"Omnichannel:Grants:Keys is not set, and messages of {string.Join(", ", linked)} carry signed links: set Omnichannel:Grants:Keys:0:Id and :Secret (base64, at least 32 bytes).");
        }
    }

    private static void AddProvider(PlatformBuilder builder)
    {
        if (builder.Settings<MessagingSettings>().Provider == ProviderKind.Dapr)
        {
            builder.Services.AddDaprClient();
            builder.Services.AddSingleton<IMessageProvider, DaprProvider>();
        }
        else
        {
            builder.Services.AddSingleton<IMessageProvider, MailboxProvider>();
        }
    }
}
