using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using Client = Omnichannel.TestKit.MessagingClients;

namespace Omnichannel.Messaging.Tests.Transport;

/// <summary>Through the real wire and the embedded event log.</summary>
public sealed class MessagingServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly NoonClock clock = new();
    private readonly TempFolder folder = new();
    private EmbeddedEventLog log = null!;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = Path.Combine(folder.Path, "events.db") }, TimeProvider.System);
        service = await RunningService.Start(
            MessagingApplication.Build,
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Provider"] = "sqlite",
                ["Omnichannel:Storage:Path"] = Path.Combine(folder.Path, "messaging.db"),
                ["Omnichannel:Grants:Keys:0:Id"] = "a",
                ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
                ["Omnichannel:Messaging:PublicUri"] = "https://shop.example/",
            },
            host: new PlatformHost { EventLog = log, Clock = clock });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Strangers_GetNothing() => StrangerTest.Verify(service, "omnichannel.messaging.v1");

    [Fact]
    public async Task Journey_OfAnItalianOrder_IsToldOnce_AndExplained()
    {
        var anna = As(Role.Customer, "anna");
        var (placed, transit, arrived) = (Record(Some.Placed("o1")), Record(Some.Shipment("o1", ShipmentStatus.InTransit)), Record(Some.Delivered("o1")));
        await Publish(placed, placed, transit, Record(Some.Placed("old", origin: Origin.Historical)));
        await Eventually.Within(Limit, async () =>
        {
            var waiting = (await Messages("o1")).Concat(await Messages("s-o1")).ToList();
            Assert.NotEmpty(waiting);
            Assert.All(waiting, message => Assert.Equal("NO_CONTACT", message.Reason));
        });
        await anna.Contacts.PutContactAsync(Italian("anna"));
        // A parcel that has arrived is no longer told to be on its way, so that message has to be out first.
        await Eventually.Within(Limit, async () => Assert.Equal(MessageState.Sent, Assert.Single(await Messages("s-o1", "shipped")).State));
        await Publish(transit, arrived, placed, arrived, Record(Some.Shipment("o1", ShipmentStatus.PickedUp)));

        var mailbox = await Eventually.Within(Limit, async () =>
        {
            var items = (await As(Role.Ops, "ops").Messages.ListMailboxAsync(new ListMailboxRequest { ContactId = "anna" })).Items;
            Assert.Equal(["delivered", "order-confirmation", "shipped"], items.Select(item => item.JourneyId).Order());
            return items;
        });
        Assert.All(mailbox, item => Assert.Equal("it", item.Language));
        var confirmation = Assert.Single(await Messages("o1", "order-confirmation"));
        var why = await anna.Messages.ExplainMessageAsync(new ExplainMessageRequest { MessageId = confirmation.MessageId, Language = "it-IT" });
        Assert.Equal(("omnichannel.orders.v1.OrderPlaced", placed.Id, "it"), (why.TriggerName, why.TriggerEventId, why.Language));
        Assert.Equal("È stato inviato perché è avvenuto OrderPlaced e ogni controllo lo ha permesso.", why.Explanation);
        Assert.Equal(("PROVIDER", "ALLOWED"), (why.Decisions[^1].Check, why.Decisions[^1].Outcome));
        Assert.Contains("1.234,56", confirmation.Text, StringComparison.Ordinal);
        Assert.Equal(confirmation, (await anna.Messages.GetMessageAsync(new GetMessageRequest { MessageId = confirmation.MessageId })).Message);
        Assert.DoesNotContain((await anna.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna" })).Messages, message => message.SubjectId == "old");
        foreach (var language in new[] { "en", "ro", "zh" })
        {
            Assert.Equal(language, (await anna.Messages.ExplainMessageAsync(new ExplainMessageRequest { MessageId = confirmation.MessageId, Language = language })).Language);
        }

        var bea = As(Role.Customer, "bea");
        Assert.Equal((StatusCode.NotFound, "MESSAGE_NOT_FOUND"), await Fails(() => bea.Messages.GetMessageAsync(new GetMessageRequest { MessageId = confirmation.MessageId })));
        Assert.Equal((StatusCode.NotFound, "MESSAGE_NOT_FOUND"), await Fails(() => bea.Messages.ExplainMessageAsync(new ExplainMessageRequest { MessageId = confirmation.MessageId })));

        var told = await As(Role.Service, "provider").Messages.RecordReceiptAsync(new RecordReceiptRequest
        {
            MessageId = confirmation.MessageId, State = MessageState.Delivered, OccurredAt = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        });
        Assert.Equal(MessageState.Delivered, told.Message.State);
    }

    [Fact]
    public async Task Order_WithAContactOfItsCheckout_IsToldThere_AndShownToItsOwnerOnly()
    {
        var anna = As(Role.Customer, "anna");
        await anna.Contacts.PutContactAsync(Italian("anna"));
        await As(Role.Service, "cart").Contacts.PutContactAsync(new PutContactRequest
        {
            ContactId = "k-1", Details = new ContactDetails { Email = "buyer@example.com" }, UpdateMask = new FieldMask { Paths = { "details.email" } },
        });
        Assert.Equal((StatusCode.PermissionDenied, "NOT_YOUR_SUBJECT"), await Fails(() => anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "k-1" })));
        var placed = Some.Placed("o7");
        placed.ContactId = "k-1";
        await Publish(Record(placed));

        var item = await Eventually.Within(Limit, async () => Assert.Single((await As(Role.Ops, "ops").Messages.ListMailboxAsync(new ListMailboxRequest { ContactId = "k-1" })).Items));
        Assert.Equal("buyer@example.com", item.Recipient);
        var message = Assert.Single((await anna.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna" })).Messages);
        Assert.Equal((item.MessageId, "k-1"), (message.MessageId, message.ContactId));
        Assert.Equal(message.MessageId, (await anna.Messages.GetMessageAsync(new GetMessageRequest { MessageId = message.MessageId })).Message.MessageId);
        Assert.Equal((StatusCode.NotFound, "MESSAGE_NOT_FOUND"), await Fails(() => As(Role.Customer, "bea").Messages.GetMessageAsync(new GetMessageRequest { MessageId = message.MessageId })));
        Assert.Equal("anna@example.com", (await anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "anna" })).Contact.Details.Email);
    }

    [Fact]
    public async Task Consent_RepeatedUnderAGuestsKey_AfterTheLogin_IsOneDecision()
    {
        var guest = new Client(service.With(service.Tokens.Issue(Token(Role.Guest, "guest-1"))));
        var anna = new Client(service.With(service.Tokens.Issue(Token(Role.Customer, "anna"))));
        await Publish(Some.Record("guest-1", new Cart.V1.GuestLinked { GuestId = "guest-1", CustomerId = "anna", MergeId = "m-1" }, clock.GetUtcNow()));

        // The same key with another request is refused to the guest's customer, at this device only: the guest's record is theirs. Each look has a key of its
        // own, for before the login is known the customer's request is taken.
        var looks = 0;
        var key = await Eventually.Within(Limit, async () =>
        {
            var one = new Metadata { { "idempotency-key", $"K{looks++}" } };
            await guest.Contacts.SetConsentAsync(Grant("guest-1"), one);
            Assert.Equal((StatusCode.Aborted, "IDEMPOTENCY_KEY_REUSED"), await Fails(() => anna.Contacts.SetConsentAsync(Grant("anna"), one)));
            return one;
        });
        await As(Role.Customer, "bea").Contacts.SetConsentAsync(Grant("bea"), key);

        static TokenRequest Token(Role role, string subject) => new(subject, role, TimeSpan.FromMinutes(10)) { Channel = Channel.Web, DeviceId = "kiosk" };
    }

    [Fact]
    public async Task Contact_UpdatedInParts_KeepsItsPushTokens()
    {
        var anna = As(Role.Customer, "anna");
        var whole = Italian("anna");
        whole.PushTokens.Add("phone-1");
        await anna.Contacts.PutContactAsync(whole);

        var answer = await As(Role.Service, "cart").Contacts.PutContactAsync(new PutContactRequest
        {
            ContactId = "anna", Details = new ContactDetails { Email = "new@example.com" }, UpdateMask = new FieldMask { Paths = { "details.email" } },
        });

        Assert.Equal(("new@example.com", "Anna", "phone-1"), (answer.Contact.Details.Email, answer.Contact.Details.Name, Assert.Single(answer.Contact.PushTokens)));
        Assert.Equal(answer.Contact, (await anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "anna" })).Contact);

        await anna.Contacts.PutContactAsync(new PutContactRequest { ContactId = "anna", PushTokens = { "phone-2" }, UpdateMask = new FieldMask { Paths = { "push_tokens" } } });
        await anna.Contacts.PutContactAsync(new PutContactRequest { ContactId = "anna", Details = answer.Contact.Details, UpdateMask = new FieldMask { Paths = { "details" } } });
        Assert.Equal(["phone-2"], (await anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "anna" })).Contact.PushTokens);

        await anna.Contacts.PutContactAsync(Italian("anna"));
        Assert.Empty((await anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "anna" })).Contact.PushTokens);
        Assert.Equal(
            (StatusCode.InvalidArgument, "INVALID_FIELD"),
            await Fails(() => anna.Contacts.PutContactAsync(new PutContactRequest { ContactId = "anna", Details = new ContactDetails(), UpdateMask = new FieldMask { Paths = { "details.shoe_size" } } })));
    }

    [Fact]
    public async Task Marketing_NeedsConsent_AndALinkTakesItBackWithoutSigningIn()
    {
        var anna = As(Role.Customer, "anna");
        await anna.Contacts.PutContactAsync(Italian("anna"));
        Assert.Equal("anna@example.com", (await anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "anna" })).Contact.Details.Email);
        await Publish(Record(Some.Abandoned(stage: 1)));
        Assert.Equal("NO_CONSENT", (await Ended("abandoned-cart-1")).Reason);

        await anna.Contacts.SetConsentAsync(Grant("anna"));
        await Publish(Record(Some.Abandoned(stage: 2)));
        Assert.Equal(MessageState.Sent, (await Ended("abandoned-cart-2")).State);
        var link = (await As(Role.Ops, "ops").Messages.ListMailboxAsync(new ListMailboxRequest())).Items[0].Headers["List-Unsubscribe"];
        Assert.StartsWith("<https://shop.example/v1/unsubscribe/", link, StringComparison.Ordinal);
        var withdraw = new UnsubscribeRequest { Token = link.Split('/')[^1].TrimEnd('>') };
        var looked = await new Client(service.Anonymous).Contacts.GetUnsubscriptionAsync(new GetUnsubscriptionRequest { Token = withdraw.Token });
        Assert.Equal((ConsentPurpose.Marketing, Medium.Email, "it-IT", false), (looked.Purpose, looked.Medium, looked.Language, looked.Withdrawn));
        var first = await new Client(service.Anonymous).Contacts.UnsubscribeAsync(withdraw);
        Assert.Equal(first, await new Client(service.Anonymous).Contacts.UnsubscribeAsync(withdraw));
        Assert.Equal((ConsentPurpose.Marketing, Medium.Email, "it-IT"), (first.Purpose, first.Medium, first.Language));
        Assert.True((await new Client(service.Anonymous).Contacts.GetUnsubscriptionAsync(new GetUnsubscriptionRequest { Token = withdraw.Token })).Withdrawn);

        var consents = await anna.Contacts.ListConsentsAsync(new ListConsentsRequest { ContactId = "anna", IncludeHistory = true });
        Assert.Equal(("unsubscribe", false), (Assert.Single(consents.InForce).Source, consents.InForce[0].Granted));
        Assert.Equal(("form", true), (Assert.Single(consents.History).Source, consents.History[0].Granted));
        Assert.Equal((StatusCode.NotFound, "GRANT_NOT_VALID"), await Fails(() => new Client(service.Anonymous).Contacts.UnsubscribeAsync(new UnsubscribeRequest { Token = "x" + withdraw.Token })));
    }

    [Fact]
    public async Task Operator_FindsWhatWasSentAndWhatWasNot_PageByPage_WithWhatTheMailboxGot()
    {
        var (anna, ops) = (As(Role.Customer, "anna"), As(Role.Ops, "ops"));
        var evil = Italian("anna");
        evil.Details.Name = "<b>Anna</b>";
        await anna.Contacts.PutContactAsync(evil);
        await Publish(Record(Some.Abandoned(stage: 1)));
        await Ended("abandoned-cart-1");
        await anna.Contacts.SetConsentAsync(Grant("anna"));
        await ops.Messages.StartCampaignAsync(Campaign("spring"));
        await Eventually.Within(Limit, async () => Assert.Single((await Find(new() { States = { MessageState.Sent } })).Messages));

        var first = await Find(new() { ContactId = "anna", PageSize = 1 });
        var second = await Find(new() { ContactId = "anna", PageSize = 1, PageToken = first.NextPageToken });
        var (sent, suppressed) = (Assert.Single(first.Messages), Assert.Single(second.Messages));
        Assert.Equal(("spring", MessageState.Sent, "anna@example.com", ""), (sent.Message.CampaignId, sent.Message.State, sent.Received.Recipient, second.NextPageToken));
        Assert.Contains("<title>Hello &lt;b&gt;Anna&lt;/b&gt;</title>", sent.Received.Html, StringComparison.Ordinal);
        Assert.Equal(("NO_CONSENT", null), (suppressed.Message.Reason, suppressed.Received));
        Assert.Equal(2, (await Find(new() { Medium = Medium.Email })).Messages.Count);
        Assert.Empty((await Find(new() { States = { MessageState.Failed } })).Messages);
        Assert.Empty((await Find(new() { ContactId = "bea" })).Messages);
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), await Fails(() => Call(new() { PageToken = first.NextPageToken })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => Call(new() { States = { MessageState.Unspecified } })));

        AsyncUnaryCall<FindMessagesResponse> Call(FindMessagesRequest request) => ops.Messages.FindMessagesAsync(request);
        async Task<FindMessagesResponse> Find(FindMessagesRequest request) => await Call(request);
    }

    [Fact]
    public async Task AddressCap_IsExplainedInEveryLanguage()
    {
        var ops = As(Role.Ops, "ops");
        for (var i = 0; i <= 5; i++)
        {
            await As(Role.Guest, $"guest-{i}").Contacts.PutContactAsync(Italian($"guest-{i}"));
            await Publish(Record(Some.BackInStock($"n-{i}", $"guest-{i}")));
        }

        var capped = await Eventually.Within(Limit, async () =>
        {
            var all = new List<Message>();
            for (var i = 0; i <= 5; i++)
            {
                all.AddRange((await ops.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = $"guest-{i}" })).Messages);
            }

            Assert.Equal(5, all.Count(message => message.State is MessageState.Sent));
            return Assert.Single(all, message => message.State is MessageState.Suppressed);
        });
        Assert.Equal("ADDRESS_CAP_REACHED", capped.Reason);
        foreach (var (language, words) in new[] { ("en", "this address"), ("it", "questo indirizzo"), ("ro", "această adresă"), ("zh", "该地址") })
        {
            var why = await ops.Messages.ExplainMessageAsync(new ExplainMessageRequest { MessageId = capped.MessageId, Language = language });
            Assert.Contains(words, why.Explanation, StringComparison.Ordinal);
            Assert.Equal(("FREQUENCY_CAP", "ADDRESS_CAP_REACHED", "5"), (why.Decisions[^1].Check, why.Decisions[^1].Reason, why.Decisions[^1].Facts["cap"]));
        }
    }

    [Theory]
    [InlineData("Omnichannel:Grants:Keys:0:Id", "Omnichannel:Grants:Keys", "points-active")]
    [InlineData("Omnichannel:Messaging:PublicUri", "Omnichannel:Messaging:PublicUri is not set", "https://shop.example")]
    public void Start_WithoutWhatLinksNeed_SaysWhatIsMissing(string missing, string named, string also)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Omnichannel:Storage:Path"] = Path.Combine(folder.Path, "other.db"),
            ["Omnichannel:Grants:Keys:0:Id"] = "a",
            ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
            ["Omnichannel:Messaging:PublicUri"] = "https://shop.example/",
            ["Omnichannel:Messaging:Provider"] = "dapr",
        };
        foreach (var key in settings.Keys.Where(key => key.StartsWith(missing.Replace(":Id", "", StringComparison.Ordinal), StringComparison.Ordinal)).ToList())
        {
            settings.Remove(key);
        }

        var failure = Assert.Throws<StartupException>(() => MessagingApplication.Build([], new PlatformHost { Settings = settings, EventLog = log }));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains(also, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shop.example")]
    [InlineData("ftp://shop.example")]
    [InlineData("https://shop.example/?a=b")]
    public void Settings_WithAPublicAddressThatIsNone_SaySo(string address)
    {
        var problem = Assert.Single(new MessagingSettings { PublicUri = address }.FindProblems());

        Assert.Contains($"Omnichannel:Messaging:PublicUri: '{address}'", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaign_SameKeyTwice_SameAnswer_AndListsGoOnPageByPage()
    {
        var ops = As(Role.Ops, "ops");
        await As(Role.Customer, "anna").Contacts.PutContactAsync(Italian("anna"));
        await As(Role.Customer, "anna").Contacts.SetConsentAsync(Grant("anna"));
        var key = new Metadata { { "idempotency-key", "spring" } };
        var answer = await ops.Messages.StartCampaignAsync(Campaign("spring"), key);
        Assert.Equal(answer, await ops.Messages.StartCampaignAsync(Campaign("spring"), key));
        Assert.Equal(answer, await ops.Messages.StartCampaignAsync(Campaign("spring")));
        await ops.Messages.StartCampaignAsync(Campaign("summer"));
        await Eventually.Within(Limit, async () => Assert.Equal(2, (await ops.Messages.ListMailboxAsync(new ListMailboxRequest())).Items.Count));

        var page = await ops.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna", PageSize = 1 });
        var rest = await ops.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna", PageSize = 1, PageToken = page.NextPageToken });
        Assert.Equal(["summer", "spring", ""], [page.Messages[0].CampaignId, rest.Messages[0].CampaignId, rest.NextPageToken]);
        Assert.Equal(LegalClass.Marketing, page.Messages[0].LegalClass);
        var box = await ops.Messages.ListMailboxAsync(new ListMailboxRequest { PageSize = 1 });
        Assert.Equal("", (await ops.Messages.ListMailboxAsync(new ListMailboxRequest { PageSize = 1, PageToken = box.NextPageToken })).NextPageToken);
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), await Fails(() => ops.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "bea", PageToken = page.NextPageToken })));
    }

    [Fact]
    public async Task BadInput_IsRefusedPrecisely()
    {
        var (anna, ops, provider) = (As(Role.Customer, "anna"), As(Role.Ops, "ops"), As(Role.Service, "provider"));
        await Refused("EMAIL_INVALID", contact => contact.Email = "anna@example.com\n");
        await Refused("EMAIL_INVALID", contact => contact.Email = "nobody");
        foreach (var odd in new[] { "=cmd|x!A1@b.co", "a%0d%0abcc:x@b.co", "-oQ/x@x.yy", "a@b" })
        {
            await Refused("EMAIL_INVALID", contact => contact.Email = odd);
        }

        await Refused("PHONE_INVALID", contact => contact.Phone = "0612345678");
        await Refused("LANGUAGE_INVALID", contact => contact.Language = "it_IT");
        await Refused("TIME_ZONE_UNKNOWN", contact => contact.TimeZone = "Moon/Crater");
        await Refused("TIME_ZONE_UNKNOWN", contact => contact.TimeZone = "/dev/zero");
        await Refused("INVALID_FIELD", contact => contact.Name = new string('x', 201));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => anna.Contacts.PutContactAsync(new PutContactRequest { ContactId = "anna" })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => anna.Contacts.PutContactAsync(new PutContactRequest { ContactId = "anna", Details = new ContactDetails(), PushTokens = { "" } })));
        foreach (var odd in new[] { "token\r\nX: y", "token\u001b", "to ken", "тoken" })
        {
            Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => anna.Contacts.PutContactAsync(new PutContactRequest { ContactId = "anna", Details = new ContactDetails(), PushTokens = { odd } })));
        }

        Assert.Equal((StatusCode.NotFound, "CONTACT_NOT_FOUND"), await Fails(() => anna.Contacts.GetContactAsync(new GetContactRequest { ContactId = "anna" })));
        Assert.Equal((StatusCode.InvalidArgument, "WORDING_REQUIRED"), await Fails(() => anna.Contacts.SetConsentAsync(new SetConsentRequest { ContactId = "anna", Purpose = ConsentPurpose.Marketing, Medium = Medium.Email, Granted = true })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => anna.Contacts.SetConsentAsync(new SetConsentRequest { ContactId = "anna", Medium = (Medium)99, WordingVersion = "v1" })));
        Assert.Equal((StatusCode.NotFound, "MESSAGE_NOT_FOUND"), await Fails(() => anna.Messages.GetMessageAsync(new GetMessageRequest { MessageId = "nothing" })));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), await Fails(() => anna.Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna", PageToken = "%" })));

        var crowd = Campaign("spring");
        crowd.ContactIds.Add(Enumerable.Range(0, 1000).Select(i => $"c{i}"));
        Assert.Equal((StatusCode.InvalidArgument, "BATCH_TOO_LARGE"), await Fails(() => ops.Messages.StartCampaignAsync(crowd)));
        foreach (var text in new[] { "{{#if", "{{>other}}", new string('x', 20_001) })
        {
            var broken = Campaign("spring");
            broken.Text.Texts["en"] = text;
            Assert.Equal((StatusCode.InvalidArgument, "TEMPLATE_INVALID"), await Fails(() => ops.Messages.StartCampaignAsync(broken)));
        }

        var mute = Campaign("spring");
        mute.Text.Texts.Clear();
        Assert.Equal((StatusCode.InvalidArgument, "TEMPLATE_INVALID"), await Fails(() => ops.Messages.StartCampaignAsync(mute)));
        var bought = Campaign("spring");
        bought.LegalClass = LegalClass.Transactional;
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => ops.Messages.StartCampaignAsync(bought)));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => provider.Messages.RecordReceiptAsync(new RecordReceiptRequest { MessageId = "m", State = MessageState.Queued, OccurredAt = new Timestamp() })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => provider.Messages.RecordReceiptAsync(
            new RecordReceiptRequest { MessageId = "m", State = MessageState.Delivered, OccurredAt = new Timestamp { Seconds = long.MaxValue } })));
        Assert.Equal((StatusCode.InvalidArgument, "OCCURRED_IN_FUTURE"), await Fails(() => provider.Messages.RecordReceiptAsync(
            new RecordReceiptRequest { MessageId = "m", State = MessageState.Delivered, OccurredAt = Timestamp.FromDateTimeOffset(clock.GetUtcNow().AddHours(1)) })));
        Assert.Equal((StatusCode.NotFound, "MESSAGE_NOT_FOUND"), await Fails(() => provider.Messages.RecordReceiptAsync(new RecordReceiptRequest { MessageId = "m", State = MessageState.Sent, OccurredAt = new Timestamp() })));

        async Task Refused(string reason, Action<ContactDetails> spoil)
        {
            var request = Italian("anna");
            spoil(request.Details);
            Assert.Equal((StatusCode.InvalidArgument, reason), await Fails(() => anna.Contacts.PutContactAsync(request)));
        }
    }

    private static PutContactRequest Italian(string id) => new()
    {
        ContactId = id, Details = new ContactDetails { Name = "Anna", Email = "anna@example.com", Phone = "+390612345678", Language = "it-IT", TimeZone = "UTC" },
    };

    private static SetConsentRequest Grant(string id) => new() { ContactId = id, Purpose = ConsentPurpose.Marketing, Medium = Medium.Email, Granted = true, WordingVersion = "v1" };

    private static StartCampaignRequest Campaign(string id) => new()
    {
        CampaignId = id,
        Medium = Medium.Email,
        Title = new LocalizedText { Texts = { ["en"] = "Hello {{name}}" } },
        Text = new LocalizedText { Texts = { ["en"] = "Sale" } },
        ContactIds = { "anna" },
    };

    private static async Task<(StatusCode, string?)> Fails<T>(Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        return (error.StatusCode, error.Reason());
    }

    private Client As(Role role, string subject) => new(service.As(role, subject));

    private EventRecord Record(IMessage message) => Some.Record("subject", message, clock.GetUtcNow());

    private async Task<IReadOnlyList<Message>> Messages(string subjectId, string? journeyId = null)
    {
        var found = (await As(Role.Agent, "agent").Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna", SubjectId = subjectId })).Messages;
        Assert.NotEmpty(found);
        return [.. found.Where(message => journeyId is null || message.JourneyId == journeyId)];
    }

    private Task<Message> Ended(string journeyId) => Eventually.Within(Limit, async () =>
    {
        var found = (await As(Role.Agent, "agent").Messages.ListMessagesAsync(new ListMessagesRequest { ContactId = "anna" })).Messages.Single(message => message.JourneyId == journeyId);
        Assert.True(found.State is not (MessageState.Scheduled or MessageState.Queued));
        return found;
    });

    private async Task Publish(params EventRecord[] records)
    {
        await using var publisher = log.CreatePublisher("test");
        await publisher.Publish(records, default);
    }
}
