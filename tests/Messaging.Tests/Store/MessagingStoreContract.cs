using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Providers;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.Transport;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;
using ConsentPurpose = Omnichannel.Messaging.V1.ConsentPurpose;
using Contact = Omnichannel.Messaging.Domain.Contact;
using Medium = Omnichannel.Messaging.Domain.Medium;
using MessageState = Omnichannel.Messaging.Domain.MessageState;
using Receipt = Omnichannel.Messaging.V1.MessageState;

namespace Omnichannel.Messaging.Tests.Store;

/// <summary>What the store and the sender promise, on every engine.</summary>
public abstract class MessagingStoreContract : IAsyncLifetime
{
    private readonly ManualClock clock = new(Some.Noon);
    private readonly UnreliableProvider provider = new();
    private IDatabase database = null!;
    private CommandExecutor executor = null!;
    private SqlOutbox outbox = null!;
    private ContactStore contacts = null!;
    private MessageStore messages = null!;
    private GrantTokens grants = null!;
    private UnsubscribeLinks links = null!;
    private JourneyEvents journeys = null!;
    private Sender sender = null!;

    public async Task InitializeAsync()
    {
        database = await Open();
        await Migrator.Migrate(database, clock, typeof(MessagingApplication).Assembly);
        outbox = new SqlOutbox(database, clock);
        executor = new CommandExecutor(database, clock, new UuidV7Generator(clock), new ServiceIdentity("messaging"), outbox, new TimerWakeUp());
        var settings = new MessagingSettings { PublicUri = "https://shop.example" };
        grants = new GrantTokens(new GrantSettings { Keys = [new GrantKeySettings { Id = "a", Secret = Convert.ToBase64String(new byte[32]) }] }, new PlatformHost { Clock = clock });
        var address = new PublicAddress(settings, new PlatformHost());
        links = new UnsubscribeLinks(grants, address);
        contacts = new ContactStore(database, executor);
        messages = new MessageStore(database, executor, MessagingApplication.Journeys(), MessagingApplication.Templates(), links, new CartLinks(grants, address, settings, clock), new OrderLinks(grants, address, settings, clock),
            new PickupCodes(Keyed(0)),
            new AddressHashes(new KeyedHash(Keyed(0))));
        journeys = new JourneyEvents(messages);
        provider.Mailbox = new MailboxProvider(database, clock);
        sender = new Sender(messages, provider, address, NullLogger<Sender>.Instance);
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    protected abstract Task<IDatabase> Open();

    [Fact]
    public async Task Order_PlacedTwiceAndSaidTwice_IsConfirmedOnce_InItalian()
    {
        await Anna();
        await Take(Some.Placed("o1"));
        await Take(Some.Placed("o1"));
        await Fire();
        await Take(Some.Placed("o1"));
        await Fire();

        var item = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.Equal(("Il tuo ordine O-o1", "anna@example.com", "it", "{}"), (item.Title, item.Recipient, item.Language, item.Headers));
        Assert.Equal(["MessageSent"], await Published());
        Assert.Equal((MessageState.Sent, Some.Noon.ToMicros()), ((await Only()).State, (await Only()).SentAt));
    }

    [Fact]
    public async Task Messages_AreFoundByPersonMediumAndState_WithWhatTheMailboxGot()
    {
        await Anna();
        await Take(Some.Placed("o1"));
        await Take(Some.Abandoned(stage: 1));
        await Take(Some.Placed("o2", customerId: "bea"));
        await Fire();

        var found = await Find(new MessageFilter("anna", Medium.None, []));
        Assert.Equal(
            [("abandoned-cart-1", MessageState.Suppressed, null), ("order-confirmation", MessageState.Sent, "anna@example.com")],
            found.Select(one => (one.Message.JourneyId, one.Message.State, one.Received?.Recipient)).Order());
        Assert.Equal(3, (await Find(new MessageFilter("", Medium.None, []))).Count);
        Assert.Equal(MessageState.Scheduled, Assert.Single(await Find(new MessageFilter("", Medium.Email, [MessageState.Scheduled, MessageState.Failed]))).Message.State);

        // By e-mail it went, so it is none of those by text message; what was not sent could have gone by either.
        Assert.DoesNotContain(await Find(new MessageFilter("anna", Medium.Sms, [])), one => one.Message.State is MessageState.Sent);
        var html = Assert.Single(found, one => one.Received is not null).Received!.Html;
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);

        Task<IReadOnlyList<FoundRow>> Find(MessageFilter filter) => messages.Find(filter, long.MaxValue, "", 10);
    }

    [Fact]
    public async Task Order_WhoseCheckoutHadAContactOfItsOwn_IsToldThere_WithoutTheOwnersConsents_AndIsTheOwnersToSee()
    {
        await Anna();
        await Consent(true);
        await contacts.Put(new Contact("k-1", "", "buyer@example.com", "", "en", "", []));
        var placed = Some.Placed("o1");
        placed.ContactId = "k-1";
        var delivered = Some.Delivered("o1");
        delivered.ContactId = "k-1";
        await Take(placed);
        await Take(delivered);
        await Fire();
        clock.Now += TimeSpan.FromDays(8);
        await Fire();

        Assert.Empty(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.All(await messages.Mailbox("k-1", long.MaxValue, 10), item => Assert.Equal("buyer@example.com", item.Recipient));
        var told = await List();
        Assert.Equal(
            [("delivered", MessageState.Sent), ("order-confirmation", MessageState.Sent), ("review-request", MessageState.Suppressed)],
            told.Select(message => (message.JourneyId, message.State)).Order());
        Assert.All(told, message => Assert.Equal(("k-1", "anna"), (message.ContactId, message.OwnerId)));
        Assert.Equal("anna@example.com", (await contacts.Get("anna")).Contact.Email);
    }

    [Fact]
    public async Task ReadyInAStore_TellsPlaceDayAndCode_AndKeepsTheCodeNowhere()
    {
        await Anna();
        await Take(Some.Pickup("o1", PickupStatus.Waiting));
        await Take(Some.Pickup("o1", PickupStatus.Ready));
        await Take(Some.Pickup("o1", PickupStatus.Ready));
        await Fire();

        var code = new PickupCodes(Keyed(0)).Of("o1~s1");
        var item = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.Equal("L'ordine O-o1 è pronto", item.Title);
        Assert.Contains("Milano Brera, Via Brera 1, 20121 Milano", item.Text, StringComparison.Ordinal);
        Assert.Contains(code, item.Text, StringComparison.Ordinal);
        var kept = Assert.Single(await database.Read(sql => sql.Query<string>("select text from messages")));
        Assert.Equal(item.Text.Replace(code, PickupCodes.Mask, StringComparison.Ordinal), kept);
    }

    [Fact]
    public async Task PickupReminder_GoesOnceForEachEnd_AndNotWhenItIsCollectedOrKeptLonger()
    {
        await Anna();
        await Take(Some.Pickup("o1", PickupStatus.Ready));
        await Take(Some.Reminded("o1"));
        await Take(Some.Reminded("o1"));
        await Take(Some.Reminded("o2"));
        await Take(Some.Pickup("o2", PickupStatus.Collected));
        await Take(Some.Reminded("o3"));
        await Take(new PickupExtended { OrderId = "o3", PickupId = "o3~s1", CustomerId = "anna", Origin = Origin.Live, EffectiveAt = Timestamp.FromDateTimeOffset(Some.Noon) });
        await Fire();

        Assert.Equal(
            [("o1", MessageState.Sent), ("o2", MessageState.Cancelled), ("o3", MessageState.Cancelled)],
            (await List()).Where(message => message.JourneyId == "pickup-reminder").Select(message => (message.SubjectId[..2], message.State)).Order());
    }

    [Fact]
    public async Task PointsExpiring_GoesOnce_AndNotWhenTheyAreUsedMeanwhile()
    {
        await Anna();
        await Take(Some.Expiring("anna"));
        await Take(Some.Expiring("anna"));
        await Take(Some.Expiring("anna", 30));
        await Take(Some.NotExpiring("anna", 30));
        await Fire();
        await Take(Some.NotExpiring("anna"));
        await Take(Some.Expiring("anna"));
        await Fire();

        Assert.Equal(
            [MessageState.Sent, MessageState.Cancelled], (await List()).Where(message => message.JourneyId == "points-expiring").OrderByDescending(message => message.SubjectId).Select(message => message.State));
        var item = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.Contains("31 marzo 2027", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContactOfACheckout_ThatWasGivenUp_GoesAfterAMonth_NobodyElses()
    {
        await Anna();
        await contacts.Put(new Contact("k-1", "", "buyer@example.com", "", "", "", []));
        var watch = new CheckoutContacts(contacts);
        foreach (var checkout in new[] { "k-1", "k-2" })
        {
            var cancelled = new Cart.V1.CheckoutCancelled { CartId = "c00-anna", CheckoutId = checkout, CustomerId = "anna" };
            await executor.Apply(unit => watch.Cancelled(new ConsumedEvent<Cart.V1.CheckoutCancelled>(cancelled, Some.Record("subject", cancelled, clock.Now)), unit));
        }

        var timers = await database.Read(sql => sql.Query<TimerRow>("select key as Key, generation as Generation, due_at as DueAt from timers where kind = 'unused-contact'"));
        Assert.Equal(["k-1", "k-2"], timers.Select(timer => timer.Key).Order());
        Assert.All(timers, timer => Assert.Equal(Some.Noon.AddDays(30).ToMicros(), timer.DueAt));
        Assert.Equal("buyer@example.com", (await contacts.Get("k-1")).Contact.Email);
        foreach (var timer in timers)
        {
            await watch.Fire(new DueTimer(ContactStore.UnusedTimer, timer.Key, timer.Generation, Instants.FromMicros(timer.DueAt)), default);
        }

        await Assert.ThrowsAsync<RefusedException>(() => contacts.Get("k-1"));
        Assert.Equal("anna@example.com", (await contacts.Get("anna")).Contact.Email);
    }

    [Fact]
    public async Task AbandonedCart_IsResumedByASignedLink_ThatNamesTheJourney()
    {
        await Anna();
        await Consent(true);
        await Take(Some.Abandoned(stage: 2, generation: 7));
        await Fire();

        var text = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10)).Text;
        var token = text[(text.IndexOf("/cart?link=", StringComparison.Ordinal) + "/cart?link=".Length)..].Trim();
        var grant = grants.Verify(token, "cart.link");
        Assert.Equal($"c00-anna|7|{Some.Noon.ToUnixTimeMilliseconds()}|abandoned-cart-2", grant.Subject);
        Assert.Equal(Some.Noon.AddDays(30), grant.ExpiresAt);
    }

    [Fact]
    public async Task Shipped_CarriesALinkToTheOrder()
    {
        await Anna();
        await Take(Some.Shipment("o1", ShipmentStatus.InTransit));
        await Fire();

        var text = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10)).Text;
        var token = text[(text.IndexOf("https://shop.example/p/track/", StringComparison.Ordinal) + "https://shop.example/p/track/".Length)..].Trim();
        var grant = grants.Verify(token, "orders.tracking");
        Assert.Equal($"o1|{Some.Noon.ToUnixTimeMilliseconds()}", grant.Subject);
        Assert.Equal(Some.Noon.AddDays(90), grant.ExpiresAt);
    }

    [Fact]
    public async Task BackInStock_IsToldWithoutConsent_AndOnlyOnce()
    {
        await Anna();
        await Take(Some.BackInStock());
        await Take(Some.BackInStock());
        await Fire();

        var item = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.Equal("Tazza è di nuovo disponibile", item.Title);
        Assert.Contains("a 12,50 €.", item.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe", item.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOCK_GONE")]
    [InlineData("ITEM_BOUGHT")]
    public async Task BackInStock_NoLongerSoAtTheMomentOfSending_IsNotTold(string reason)
    {
        await Anna();
        await Take(Some.BackInStock());
        await Take(Some.NoticeChanged(reason));
        await Fire();

        Assert.Equal((MessageState.Cancelled, reason), ((await Only()).State, (await Only()).Reason));
        Assert.Empty(await messages.Mailbox("anna", long.MaxValue, 10));
    }

    [Fact]
    public async Task BackInStock_GoneAndBackBeforeTheMorning_IsToldThen()
    {
        await Anna();
        clock.Now += TimeSpan.FromHours(10);
        await Take(Some.BackInStock());
        await Fire();
        await Take(Some.NoticeChanged("STOCK_GONE"));
        await Take(Some.NoticeChanged("STOCK_GONE", isTrueAgain: true));
        Assert.Empty(await messages.Mailbox("anna", long.MaxValue, 10));
        clock.Now += TimeSpan.FromHours(10);
        await Fire();

        Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
    }

    [Fact]
    public async Task SameTier_OfTwoMembers_IsTwoMessages()
    {
        await Anna();
        await contacts.Put(new Contact("bea", "Bea", "bea@example.com", "", "en", "", []));
        await Take(Some.TierUp("anna"));
        await Take(Some.TierUp("bea"));
        await Take(Some.TierUp("bea"));
        await Fire();

        Assert.Equal(["anna", "bea"], (await messages.Mailbox("", long.MaxValue, 10)).Select(item => item.ContactId).Order());
    }

    [Fact]
    public async Task GiftCards_OfOneOrder_AreToldEachOnce_WithoutWhatSpendsThem()
    {
        await Anna();
        await Take(Some.GiftCard("w-1"));
        await Take(Some.GiftCard("w-2"));
        await Take(Some.GiftCard("w-1"));
        await Fire();

        var told = await messages.Mailbox("anna", long.MaxValue, 10);
        Assert.Equal(2, told.Count);
        Assert.All(told, item => Assert.Equal("La tua carta regalo da 50,00 €", item.Title.Replace('\u00a0', ' ')));
        Assert.All(told, item => Assert.DoesNotContain("w-", item.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Goodwill_IsTold_WithTheOrderAndWhatThereIsNow()
    {
        await Anna();
        await Take(Some.Goodwill("anna"));
        await Fire();

        var item = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.Equal("500 punti, con le nostre scuse", item.Title);
        Assert.Contains("ordine O-o1. Per questo ti diamo 500 punti. In totale ne hai 700.", item.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_StartsNothing()
    {
        await Anna();
        await Take(Some.Placed("o1", origin: Origin.Historical));
        await Take(Some.Shipment("o1", ShipmentStatus.Delivered, Origin.Historical));
        await Fire();

        Assert.Empty(await List());
    }

    [Fact]
    public async Task DeliveredBeforeShipped_CancelsShipped()
    {
        await Anna();
        await Take(Some.Shipment("o1", ShipmentStatus.Delivered));
        await Take(Some.Shipment("o1", ShipmentStatus.InTransit));
        await Fire();

        Assert.Equal((MessageState.Cancelled, "DELIVERED"), ((await Only()).State, (await Only()).Reason));
        Assert.Equal(["MessageCancelled"], await Published());
    }

    [Fact]
    public async Task CancelledOrder_CancelsWhatIsAboutItsShipment()
    {
        await Take(Some.Shipment("o1", ShipmentStatus.InTransit));
        await Fire();
        await Take(new OrderCancelled { OrderId = "o1", WholeOrder = true });
        await Anna();
        await Fire();

        Assert.Equal((MessageState.Cancelled, "ORDER_CANCELLED"), ((await Only()).State, (await Only()).Reason));
    }

    [Fact]
    public async Task Delivery_Corrected_IsNotTold_UntilItIsTrueAgain()
    {
        await Take(Some.Delivered("o1"));
        await Fire();
        await Take(new OrderDeliveryCorrected { OrderId = "o1" });
        await Take(Some.Delivered("o1"));
        await Anna();
        await Fire();
        await Take(Some.Delivered("o2"));
        await Take(new OrderDeliveryCorrected { OrderId = "o2" });
        await Fire();

        var states = (await List()).Where(row => row.JourneyId == "delivered").ToDictionary(row => row.SubjectId, row => row.Reason);
        Assert.Equal(("", "NOT_DELIVERED"), (states["o1"], states["o2"]));
    }

    [Fact]
    public async Task Apology_IsSentOnce_AndACorrectionSaysSo_OnlyToWhomItWent()
    {
        await Anna();
        await Take(Some.Broken("o1"));
        await Fire();
        await Take(Some.Corrected("o1", PromiseState.Broken, PromiseState.Kept));
        await Fire();
        await Take(Some.Corrected("o1", PromiseState.Kept, PromiseState.Broken));
        await Take(Some.Broken("o1"));
        await Fire();

        // Corrected before it went out: nothing is said at all.
        await Take(Some.Broken("o2", "p2"));
        await Take(Some.Corrected("o2", PromiseState.Broken, PromiseState.Kept, "p2"));
        await Fire();

        Assert.Equal(["promise-broken o1", "promise-kept-after-all o1"], await WentOut());
        var rows = (await List()).Where(row => row.SubjectId == "o2").ToDictionary(row => row.JourneyId, row => row.Reason);
        Assert.Equal(("PROMISE_KEPT", "NOTHING_TO_CORRECT"), (rows["promise-broken"], rows["promise-kept-after-all"]));
    }

    [Fact]
    public async Task Apology_NamesTheDayOfThePlace()
    {
        await contacts.Put(new Contact("anna", "Anna", "anna@example.com", "", "en", "America/New_York", []));
        await Take(Some.Broken("o1"));
        await Fire();

        // Half past midnight in Rome, evening in New York.
        Assert.Contains("3 March 2026", (await Only()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssumedDelivery_Asks_AndIsCorrected_WhenItWasNone()
    {
        await Anna();
        await Take(Some.Delivered("o1", assumed: true));
        await Fire();
        await Take(Some.NotDelivered("o1"));
        await Fire();
        await Take(Some.Delivered("o1"));
        await Fire();
        await Take(Some.NotDelivered("o2"));
        await Fire();

        Assert.Equal(["delivered o1", "delivery-assumed o1", "delivery-corrected o1"], await WentOut());
    }

    [Fact]
    public async Task AtRisk_IsToldOncePerRevision_AndNotWhenItIsBroken()
    {
        await Anna();
        await Take(Some.AtRisk("o1"));
        await Fire();
        await Take(Some.AtRisk("o1"));
        await Fire();
        await Take(Some.AtRisk("o1", revision: 2));
        await Take(Some.Broken("o1"));
        await Fire();

        Assert.Equal(["promise-at-risk p1.1", "promise-broken o1"], await WentOut());
    }

    [Fact]
    public async Task Cart_LeftComeBackAndLeftAgain_IsRemembered_ButNotWhenItWasBought()
    {
        await Anna();
        await Consent(true);
        await Take(Some.Abandoned(stage: 1));
        await Take(new Cart.V1.CartRecovered { CartId = "c00-anna", Generation = 1 });
        await Take(Some.Abandoned(stage: 2));
        await Fire();
        await Take(Some.Abandoned(stage: 3, generation: 2));
        await Take(new Cart.V1.CartCheckedOut { CartId = "c00-anna", Generation = 2 });
        await Fire();

        Assert.Equal(["", "", "CART_BOUGHT"], (await List()).OrderBy(row => row.JourneyId).Select(row => row.Reason));
    }

    [Fact]
    public async Task UnknownContact_IsWaitedFor_AndPutContactLetsItGoAtOnce()
    {
        await Take(Some.Placed("o1"));
        await Fire();
        Assert.Equal((MessageState.Scheduled, "NO_CONTACT"), ((await Only()).State, (await Only()).Reason));
        Assert.Equal(Some.Noon.AddDays(3), Assert.Single(await Timers()).DueAt);

        clock.Now += TimeSpan.FromHours(5);
        await Anna();
        await Fire();

        Assert.Equal(MessageState.Sent, (await Only()).State);
    }

    [Fact]
    public async Task Contact_WithoutAnAddressOfTheMessagesMedia_IsWaitedForToo()
    {
        await contacts.Put(new Contact("anna", "Anna", "", "", "it-IT", "Europe/Rome", []));
        await Take(Some.Placed("o1"));
        await Fire();
        Assert.Equal(("NO_CONTACT", Some.Noon.AddDays(3)), ((await Only()).Reason, Assert.Single(await Timers()).DueAt));

        await contacts.Put(new Contact("anna", "", "", "", "", "", ["phone-1"]), ContactParts.PushTokens);
        await Fire();

        Assert.Equal((MessageState.Sent, Medium.Push), ((await Only()).State, (await Only()).Medium));
    }

    [Fact]
    public async Task Contact_ThatComesWhileItsMessageIsDecided_IsNotMissed()
    {
        for (var i = 0; i < 30; i++)
        {
            await Take(Some.Placed($"o{i}", $"guest-{i}"));
            var timer = Assert.Single(await Timers());
            await Task.WhenAll(
                Task.Run(() => sender.Fire(timer, default)),
                Task.Run(() => contacts.Put(new Contact($"guest-{i}", "", $"guest-{i}@example.com", "", "it", "Europe/Rome", []))));
            await Fire();

            Assert.Single(await messages.Mailbox($"guest-{i}", long.MaxValue, 10));
            Assert.Empty(await Timers());
        }
    }

    [Fact]
    public async Task Address_InManyContacts_GetsNoMoreThanTheCapADay_WhateverIsNotTransactional()
    {
        string[] spellings = ["victim@exämple.com", "Victim@EXÄMPLE.com", "victim@xn--exmple-cua.com", "victim+1@exämple.com"];
        for (var i = 0; i < 25; i++)
        {
            await contacts.Put(new Contact($"guest-{i}", "", spellings[i % spellings.Length], "", "en", "Europe/Rome", []));
            await Take(Some.BackInStock($"n-{i}", $"guest-{i}"));
        }

        await Fire(together: true);
        Assert.Equal(Permission.AddressCap, (await messages.Mailbox("", long.MaxValue, 100)).Count);
        var all = await Task.WhenAll(Enumerable.Range(0, 25).Select(async i => Assert.Single(await messages.List($"guest-{i}", "", long.MaxValue, "", 10))));
        var capped = all.Where(row => row.State is MessageState.Suppressed).ToList();
        Assert.Equal(20, capped.Count);
        Assert.All(capped, row => Assert.Equal("ADDRESS_CAP_REACHED", row.Reason));
        Assert.Equal(("FREQUENCY_CAP", "SUPPRESSED"), ((await messages.Trail(capped[0].MessageId))[^1].CheckName, (await messages.Trail(capped[0].MessageId))[^1].Outcome));

        // What was bought is told all the same, others' addresses are their own, and tomorrow is another day.
        await Take(Some.Placed("o1", "guest-0"));
        await contacts.Put(new Contact("zoe", "", "zoe@example.com", "", "en", "Europe/Rome", []));
        await Take(Some.BackInStock("n-zoe", "zoe"));
        await Fire();
        Assert.Equal(Permission.AddressCap + 2, (await messages.Mailbox("", long.MaxValue, 100)).Count);
        clock.Now += Permission.AddressCapWindow;
        await Take(Some.BackInStock("n-later", "guest-1"));
        await Fire();
        Assert.Equal(Permission.AddressCap + 3, (await messages.Mailbox("", long.MaxValue, 100)).Count);
    }

    [Fact]
    public async Task PutContact_PartOfIt_KeepsTheRest()
    {
        await contacts.Put(new Contact("anna", "Anna", "anna@example.com", "+390612345678", "it-IT", "Europe/Rome", ["phone-1", "phone-2"]));

        var (answer, _) = await contacts.Put(new Contact("anna", "?", "new@example.com", "", "", "", []), ContactParts.Email);

        Assert.Equivalent(new Contact("anna", "Anna", "new@example.com", "+390612345678", "it-IT", "Europe/Rome", ["phone-1", "phone-2"]), answer, strict: true);
        Assert.Equivalent(answer, (await contacts.Get("anna")).Contact, strict: true);

        await contacts.Put(new Contact("anna", "", "", "", "", "", ["phone-3"]), ContactParts.PushTokens | ContactParts.Phone);
        Assert.Equivalent(new Contact("anna", "Anna", "new@example.com", "", "it-IT", "Europe/Rome", ["phone-3"]), (await contacts.Get("anna")).Contact, strict: true);
    }

    [Fact]
    public async Task PutContact_PartOfANewOne_LeavesTheRestEmpty()
    {
        await contacts.Put(new Contact("guest-1", "Never given", "guest@example.com", "", "", "", ["x"]), ContactParts.Email);

        Assert.Equivalent(new Contact("guest-1", "", "guest@example.com", "", "", "", []), (await contacts.Get("guest-1")).Contact, strict: true);
    }

    [Fact]
    public async Task UnknownContact_AtTheDeadline_Fails()
    {
        await Take(Some.Placed("o1"));
        await Fire();
        clock.Now += TimeSpan.FromDays(3);
        await Fire();

        Assert.Equal((MessageState.Failed, "NO_CONTACT"), ((await Only()).State, (await Only()).Reason));
        Assert.Equal(["MessageFailed"], await Published());
        await Anna();
        Assert.Empty(await Timers());
    }

    [Fact]
    public async Task Message_WhoseTimeIsOver_IsNotSent()
    {
        await Anna();
        await Take(Some.Shipment("o1", ShipmentStatus.OutForDelivery));
        clock.Now += TimeSpan.FromHours(13);
        await Fire();

        Assert.Equal((MessageState.Cancelled, "TOO_LATE"), ((await Only()).State, (await Only()).Reason));
    }

    [Fact]
    public async Task Night_PostponesToTheMorning_AndConsentWithdrawnMeanwhileCounts()
    {
        await Anna();
        await Consent(true);
        clock.Now = Some.Noon.AddHours(9);
        await Take(Some.Abandoned());
        await Take(Some.TierUp("anna"));
        await Fire();
        Assert.All(await List(), row => Assert.Equal((MessageState.Scheduled, "QUIET_HOURS", Some.Noon.AddHours(19).ToMicros()), (row.State, row.Reason, row.ScheduledAt)));

        await Consent(false);
        clock.Now = Some.Noon.AddHours(19);
        await Fire();

        Assert.Equal(["UNSUBSCRIBED", ""], (await List()).OrderBy(row => row.JourneyId).Select(row => row.Reason));
        Assert.Contains("List-Unsubscribe", Assert.Single(await messages.Mailbox("", long.MaxValue, 9)).Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_RefusingForGood_MakesItTheNextMediumsTurn_AndTheLastOneFails()
    {
        await Anna();
        provider.Failures.Enqueue(new ProviderRefusedException("no such address"));
        await Take(Some.Placed("o1"));
        await Fire();
        Assert.Equal((MessageState.Sent, Medium.Sms), ((await Only()).State, (await Only()).Medium));

        provider.Failures.Enqueue(new ProviderRefusedException("no such address"));
        provider.Failures.Enqueue(new ProviderRefusedException("no such number"));
        await Take(Some.Placed("o2"));
        await Fire();

        var refused = (await List()).Single(row => row.SubjectId == "o2");
        Assert.Equal((MessageState.Failed, "PROVIDER_REFUSED"), (refused.State, refused.Reason));
        Assert.Equal(["MessageSent", "MessageFailed"], await Published());
        Assert.Empty(await Timers());
    }

    [Fact]
    public async Task Provider_AwayForAWhile_IsTriedAgain_AndLeavesOneMessageAndAShortTrail()
    {
        await Anna();
        provider.IsAway = true;
        await Take(Some.Placed("o1"));
        for (var i = 0; i < 40; i++)
        {
            await Fire();
            clock.Now += TimeSpan.FromMinutes(15);
        }

        var row = await Only();
        Assert.Equal((MessageState.Queued, 40L), (row.State, row.Attempts));
        Assert.Equal([Medium.Email, Medium.Sms], provider.Tried.Distinct());
        provider.IsAway = false;
        await Fire();

        Assert.Equal(MessageState.Sent, (await Only()).State);
        Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10));
        Assert.InRange((await messages.Trail(row.MessageId)).Count, 10, 60);
    }

    [Fact]
    public async Task Provider_AwayUntilTheDeadline_Fails()
    {
        await Anna();
        provider.IsAway = true;
        await Take(Some.Placed("o1"));
        await Fire();
        clock.Now = Some.Noon.AddDays(3).AddSeconds(-1);
        await Fire();

        Assert.Equal((MessageState.Failed, "PROVIDER_AWAY"), ((await Only()).State, (await Only()).Reason));
    }

    [Fact]
    public async Task Crash_BetweenHandOverAndSent_HandsOverTwiceUnderOneId_OneMailboxRow()
    {
        await Anna();
        await Take(Some.Placed("o1"));
        var timer = Assert.Single(await Timers());
        var handedOver = await messages.Prepare(timer);
        await provider.Send(handedOver!, default);
        Assert.Equal(MessageState.Queued, (await Only()).State);

        await Fire();
        await messages.Sent(timer, handedOver!, provider.Name);

        Assert.Equal(2, provider.Tried.Count);
        Assert.Equal(handedOver!.Row.MessageId, Assert.Single(await messages.Mailbox("anna", long.MaxValue, 10)).MessageId);
        Assert.Equal(["MessageSent"], await Published());
        Assert.Single(await messages.Trail(handedOver.Row.MessageId), decision => decision.CheckName == "CONTACT");
    }

    [Fact]
    public async Task Receipts_InAnyOrderAndTwice_EndInTheSameState()
    {
        await Anna();
        Receipt[][] orders =
        [
            [Receipt.Sent, Receipt.Delivered, Receipt.Bounced], [Receipt.Bounced, Receipt.Delivered, Receipt.Sent], [Receipt.Delivered, Receipt.Bounced, Receipt.Delivered],
            [Receipt.Failed, Receipt.Delivered], [Receipt.Delivered, Receipt.Failed],
        ];
        foreach (var (order, i) in orders.Select((order, i) => (order, i)))
        {
            await Take(Some.Placed($"o{i}"));
            await Fire();
            var id = (await List()).Single(row => row.SubjectId == $"o{i}").MessageId;
            MessageRow last = null!;
            foreach (var state in order.Concat(order))
            {
                last = await Tell(id, state);
            }

            Assert.Equal(i < 3 ? MessageState.Bounced : MessageState.Delivered, last.State);
        }
    }

    [Fact]
    public async Task Receipt_ThatOvertakesOurOwnNote_CountsAsSentToo()
    {
        await Anna();
        await Take(Some.Placed("o1"));
        var timer = Assert.Single(await Timers());
        var handedOver = await messages.Prepare(timer);
        var row = await Tell(handedOver!.Row.MessageId, Receipt.Delivered);
        await messages.Sent(timer, handedOver, provider.Name);

        Assert.Equal((MessageState.Delivered, true), (row.State, row.SentAt is not null));
        Assert.Equal(["MessageSent", "MessageDelivered"], await Published());
        Assert.Empty(await Timers());
    }

    [Fact]
    public async Task Receipt_ForWhatWasNeverHandedOver_ChangesNothing_AndForNothingIsNotFound()
    {
        await Take(Some.Placed("o1"));
        await Fire();

        Assert.Equal(MessageState.Scheduled, (await Tell((await Only()).MessageId, Receipt.Delivered)).State);
        Assert.Equal("MESSAGE_NOT_FOUND", (await Assert.ThrowsAsync<RefusedException>(() => Tell("nothing", Receipt.Delivered))).Refusal.Reason);
    }

    [Fact]
    public async Task HardBounce_SuppressesTheAddressThatItWentTo_NotALaterOne()
    {
        await contacts.Put(new Contact("anna", "Anna", "old@example.com", "", "it", "Europe/Rome", []));
        await Take(Some.Placed("o1"));
        await Fire();
        await contacts.Put(new Contact("anna", "Anna", "new@example.com", "", "it", "Europe/Rome", []));
        await Tell((await Only()).MessageId, Receipt.Bounced, permanent: false);
        await Tell((await Only()).MessageId, Receipt.Bounced, permanent: true);
        await Take(Some.Placed("o2"));
        await Fire();
        await contacts.Put(new Contact("anna", "Anna", "OLD@example.com", "", "it", "Europe/Rome", []));
        await Take(Some.Placed("o3"));
        await Fire();

        var reasons = (await List()).ToDictionary(row => row.SubjectId, row => (row.State, row.Reason));
        Assert.Equal((MessageState.Bounced, "BOUNCED"), reasons["o1"]);
        Assert.Equal((MessageState.Sent, ""), reasons["o2"]);
        Assert.Equal((MessageState.Suppressed, "BOUNCED_BEFORE"), reasons["o3"]);
        Assert.Equal(["MessageSent", "MessageFailed", "MessageSent", "MessageSuppressed"], await Published());
    }

    [Fact]
    public async Task Bounce_OfATaggedAddress_IsNotTheBoxs()
    {
        await contacts.Put(new Contact("anna", "Anna", "anna+shop@example.com", "", "it", "Europe/Rome", []));
        await Take(Some.Placed("o1"));
        await Fire();
        await Tell((await Only()).MessageId, Receipt.Bounced, permanent: true);
        await contacts.Put(new Contact("anna", "Anna", "anna@example.com", "", "it", "Europe/Rome", []));
        await Take(Some.Placed("o2"));
        await Fire();

        Assert.Equal(MessageState.Sent, (await List()).Single(row => row.SubjectId == "o2").State);
    }

    [Fact]
    public async Task Addresses_AreRememberedByAKeyedHash_NoPlainOne()
    {
        await Anna();
        await Take(Some.Placed("o1"));
        await Fire();

        var hash = (await Only()).RecipientHash;
        Assert.Equal(64, hash.Length);
        Assert.NotEqual(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("anna@example.com"u8)), hash);
        Assert.Equal(new AddressHashes(new KeyedHash(Keyed(0))).Of(Medium.Email, "Anna@example.com"), hash);
        Assert.NotEqual(new AddressHashes(new KeyedHash(Keyed(1))).Of(Medium.Email, "anna@example.com"), hash);
    }

    [Fact]
    public async Task Unsubscribing_AgainAndAtOnceByLink_IsOneDecision_AndStopsTheNext()
    {
        await Anna();
        await Consent(true);
        await Take(Some.Abandoned());
        await Fire();
        var headers = Assert.Single(await messages.Mailbox("anna", long.MaxValue, 9)).Headers;
        var link = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(headers)!["List-Unsubscribe"];
        var clicked = links.Read(link.Split('/')[^1].TrimEnd('>'));
        Assert.Equal((false, "it-IT"), await contacts.Look(clicked));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => contacts.Unsubscribe(clicked)));
        await contacts.Unsubscribe(clicked);
        Assert.Equal((true, "it-IT"), await contacts.Look(clicked));
        await Take(Some.Abandoned(stage: 2));
        await Fire();

        Assert.Equal(["unsubscribe", "form"], (await contacts.Consents("anna")).Select(row => row.Source));
        Assert.Equal("UNSUBSCRIBED", (await List()).Single(row => row.JourneyId == "abandoned-cart-2").Reason);
    }

    [Fact]
    public async Task Campaign_WritesOnce_InLaterCallsToo_AndNeverAboveTheCap()
    {
        await Anna();
        await Consent(true);
        var first = await Campaign("spring", "zoe", "anna", "zoe");
        var second = await Campaign("spring", "anna", "max");
        Assert.Equal(["zoe", "anna"], first.Results.Select(result => result.ContactId));
        Assert.Equal(first.Results[1].MessageId, second.Results[0].MessageId);
        await Campaign("summer", "anna");
        await Campaign("autumn", "anna");
        await Campaign("winter", "anna");
        await Fire(together: true);

        Assert.Equal(3, (await messages.Mailbox("anna", long.MaxValue, 9)).Count);
        Assert.Equal("Ciao Anna", (await messages.Mailbox("anna", long.MaxValue, 9))[0].Title);
        Assert.Single(await List(), row => row.Reason == "CAP_REACHED");
        Assert.Equal("NO_CONSENT", (await messages.Find(first.Results[0].MessageId))!.Reason);

        clock.Now += TimeSpan.FromDays(7).Add(TimeSpan.FromSeconds(1));
        await Campaign("next-week", "anna");
        await Fire();
        Assert.Equal(4, (await messages.Mailbox("anna", long.MaxValue, 9)).Count);
    }

    private async Task<string[]> WentOut() =>
        [.. (await List()).Where(row => row.SentAt is not null && row.JourneyId != "review-request").Select(row => $"{row.JourneyId} {row.SubjectId}").Order(StringComparer.Ordinal)];

    private Task Anna() => contacts.Put(new Contact("anna", "Anna", "anna@example.com", "+390612345678", "it-IT", "Europe/Rome", []));

    private Task Consent(bool isGranted) => contacts.SetConsent(Command("anna", Role.Customer), new SetConsentRequest
    {
        ContactId = "anna", Purpose = ConsentPurpose.Marketing, Medium = V1.Medium.Email, Granted = isGranted, WordingVersion = "v1",
    });

    private Task<StartCampaignResponse> Campaign(string id, params string[] to) => messages.StartCampaign(Command("ops", Role.Ops), new StartCampaignRequest
    {
        CampaignId = id,
        LegalClass = V1.LegalClass.Marketing,
        Purpose = ConsentPurpose.Marketing,
        Medium = V1.Medium.Email,
        Title = new LocalizedText { Texts = { ["en"] = "Hello {{name}}", ["it"] = "Ciao {{name}}" } },
        Text = new LocalizedText { Texts = { ["en"] = "Sale", ["it"] = "Saldi" } },
        ContactIds = { to },
    });

    private Task<MessageRow> Tell(string messageId, Receipt state, bool permanent = false) => messages.Receipt(new RecordReceiptRequest
    {
        MessageId = messageId, State = state, OccurredAt = Timestamp.FromDateTimeOffset(clock.Now), Permanent = permanent, Provider = "test", Detail = "whatever",
    });

    private Task Take<TEvent>(TEvent message)
        where TEvent : class, IEvent, IMessage<TEvent>, new() =>
        executor.Apply(unit => journeys.Take(new ConsumedEvent<TEvent>(message, Some.Record("subject", message, clock.Now)), unit));

    // Fires what is due until nothing is.
    private async Task Fire(bool together = false)
    {
        while ((await Timers()).Where(timer => timer.DueAt <= clock.Now).ToList() is { Count: > 0 } due)
        {
            if (together)
            {
                await Task.WhenAll(due.Select(timer => sender.Fire(timer, default)));
                continue;
            }

            foreach (var timer in due)
            {
                await sender.Fire(timer, default);
            }
        }
    }

    private async Task<IReadOnlyList<DueTimer>> Timers() =>
    [
        .. (await database.Read(sql => sql.Query<TimerRow>("select key as Key, generation as Generation, due_at as DueAt from timers where kind = 'send-message' order by due_at, key")))
            .Select(row => new DueTimer(MessageStore.SendTimer, row.Key, row.Generation, Instants.FromMicros(row.DueAt))),
    ];

    private Task<IReadOnlyList<MessageRow>> List() => messages.List("anna", "", long.MaxValue, "", 100);

    private async Task<MessageRow> Only() => Assert.Single(await List());

    private async Task<IReadOnlyList<string>> Published() =>
        [.. (await outbox.Read(1000, default)).Select(row => row.Event.Type.Split('.')[^1]).Where(type => type != "ConsentChanged")];

    private static CommandContext Command(string subject, Role role) => new(
        new Caller(subject, role, Channel.Web, null, null, subject, Some.Noon.AddDays(1)), "rpc", Guid.NewGuid().ToString(), [1]);

    private sealed class UnreliableProvider : IMessageProvider
    {
        public Queue<Exception> Failures { get; } = [];

        public List<Medium> Tried { get; } = [];

        public bool IsAway { get; set; }

        public IMessageProvider Mailbox { get; set; } = null!;

        public string Name => "unreliable";

        public Task Send(OutboundMessage message, CancellationToken cancellation)
        {
            lock (Tried)
            {
                Tried.Add(message.Medium);
            }

            return IsAway ? throw new HttpRequestException("away") : Failures.TryDequeue(out var failure) ? throw failure : Mailbox.Send(message, cancellation);
        }
    }

    private sealed record TimerRow
    {
        public string Key { get; init; } = "";

        public long Generation { get; init; }

        public long DueAt { get; init; }
    }

    private static InstallationKey Keyed(byte first) => new(new InstallationSettings { Key = Convert.ToBase64String([first, .. new byte[31]]) });
}
