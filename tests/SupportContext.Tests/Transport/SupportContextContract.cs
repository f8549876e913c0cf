using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using static Omnichannel.SupportContext.Tests.Transport.SupportService;

namespace Omnichannel.SupportContext.Tests.Transport;

/// <summary>Through the real wire and the event log, on every engine.</summary>
public abstract class SupportContextContract : IAsyncLifetime
{
    private SupportService support = null!;

    protected abstract bool OnPostgres { get; }

    public async Task InitializeAsync() => support = await Start(OnPostgres);

    public async Task DisposeAsync() => await support.DisposeAsync();

    [Fact]
    public async Task Journey_InAnyOrderWithDuplicates_IsOneTimelineAndOneContext()
    {
        var first = await Arrive(Journey("customer-a", "a").ToList());
        var events = Journey("customer-b", "b").Reverse().ToList();
        var second = await Arrive([.. events, .. events], "customer-b", "b");

        Assert.Equal(Shape(first.Timeline), Shape(second.Timeline));
        Assert.Equal(first.Context.ChannelSwitches, second.Context.ChannelSwitches);
        Assert.Equal(first.Context.FrictionSignals.Select(one => one.Code), second.Context.FrictionSignals.Select(one => one.Code));
        var context = first.Context;
        Assert.Equal(2, context.ChannelSwitches);
        Assert.Equal([Channel.Web, Channel.Store, Channel.App], context.Channels);
        Assert.Equal(("O-a", 4200L, "DELIVERED", "BROKEN"), (context.Orders[0].OrderNumber, context.Orders[0].Total.AmountMinor, context.Orders[0].Status, context.Orders[0].PromiseState));
        Assert.Equal(42, context.Loyalty.PendingPoints);
        Assert.Equal("SUPPRESSED NO_CONSENT", $"{context.Messages[0].State} {context.Messages[0].Reason}");
        Assert.Contains(context.SuggestedActions, action => action is { Code: "GIVE_GOODWILL", RuleId: "promise-broken.goodwill" });
        Assert.Equal(1, context.OrderCount);
        Assert.Equal("guest-a", Assert.Single(context.Identities).Identity.Value);
        Assert.All(first.Timeline.Zip(first.Timeline.Skip(1)), pair => Assert.True(pair.First.OccurredAt >= pair.Second.OccurredAt));
    }

    [Fact]
    public async Task ContactAlone_OfSomebodyWhoNeverBought_IsTheirs()
    {
        await support.Publish(
            Record(new ConsentChanged { EffectiveAt = At(1), Channel = Channel.App, ContactId = "joined-1", Purpose = ConsentPurpose.Marketing, Medium = Medium.Email, Granted = true }, "joined-1"),
            Record(new MessageSuppressed { EffectiveAt = At(2), MessageId = "msg-joined", ContactId = "joined-1", JourneyId = "campaign", Reason = "CAP", Medium = Medium.Email }, "msg-joined"));
        await support.Applied(2, "joined-1");

        var context = (await support.Agent.Support.GetContextAsync(new GetContextRequest { CustomerId = "joined-1" }));

        Assert.Equal("SUPPRESSED CAP", $"{context.Messages[0].State} {context.Messages[0].Reason}");
    }

    [Fact]
    public async Task Guest_LinkedThenUnlinked_TheirPastComesAndGoes()
    {
        await support.Publish(Record(new CartTouched { EffectiveAt = At(0), Channel = Channel.Web, CartId = "cart-g", Generation = 1, GuestId = "guest-1", ItemCount = 1 }, "cart-g"));
        await support.Applied(1, "guest-1");
        var link = (await support.Agent.Identities.LinkIdentityAsync(new LinkIdentityRequest
        {
            CustomerId = "customer-1",
            Identity = new Identity { Kind = IdentityKind.Guest, Value = "guest-1" },
            Assurance = IdentityAssurance.Asserted,
            Evidence = "agent",
        })).Link;

        Assert.Equal(["omnichannel.support.v1.IdentityLinked", "omnichannel.cart.v1.CartTouched"], (await Timeline("customer-1")).Select(entry => entry.EventName));
        var ended = (await support.Agent.Identities.UnlinkIdentityAsync(new UnlinkIdentityRequest { CustomerId = "customer-1", LinkId = link.LinkId, Reason = "wrong person" })).Link;
        Assert.Equal(("agent-1", "wrong person"), (ended.UnlinkedBy.SubjectId, ended.UnlinkReason));
        Assert.DoesNotContain(await Timeline("customer-1"), entry => entry.EventName.EndsWith("CartTouched", StringComparison.Ordinal));
        Assert.Equal(ended, (await support.Agent.Identities.UnlinkIdentityAsync(new UnlinkIdentityRequest { CustomerId = "customer-1", LinkId = link.LinkId, Reason = "again" })).Link);
        var missing = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Identities.UnlinkIdentityAsync(new UnlinkIdentityRequest { CustomerId = "other", LinkId = link.LinkId, Reason = "x" }));
        Assert.Equal("LINK_NOT_FOUND", missing.Reason());
        var unreasoned = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Identities.UnlinkIdentityAsync(new UnlinkIdentityRequest { CustomerId = "customer-1", LinkId = link.LinkId }));
        Assert.Equal("REASON_REQUIRED", unreasoned.Reason());
    }

    [Fact]
    public async Task People_AreMergedOnProofOnly_IntoWhoIsNotMergedAway_AndToldByTheOneMergedAway()
    {
        await support.Publish(Record(new CartTouched { EffectiveAt = At(0), Channel = Channel.Web, CartId = "cart-p", Generation = 1, CustomerId = "old-1", ItemCount = 1 }, "cart-p"));
        await support.Applied(1, "old-1");

        Assert.Equal("MERGE_NOT_VERIFIED", (await Assert.ThrowsAsync<RpcException>(() => Merge("old-1", "new-1", IdentityAssurance.Asserted))).Reason());
        var first = await Merge("old-1", "new-1");
        Assert.Equal(first, await Merge("old-1", "new-1"));
        var away = await Assert.ThrowsAsync<RpcException>(() => Merge("other-1", "old-1"));
        Assert.Equal("PERSON_MERGED_AWAY", away.Reason());
        Assert.Equal("new-1", away.Detail<Google.Rpc.ErrorInfo>()!.Metadata["customer_id"]);
        Assert.Equal("PERSON_MERGED_AWAY", (await Assert.ThrowsAsync<RpcException>(() => Merge("new-1", "old-1"))).Reason());
        Assert.Equal("IDENTITY_LINKED_ELSEWHERE", (await Assert.ThrowsAsync<RpcException>(() => Merge("old-1", "other-1"))).Reason());
        Assert.Equal(["PersonMerged", "CartTouched"], (await Timeline("new-1")).Select(entry => entry.EventName.Split('.')[^1]));

        await support.Agent.Identities.UnlinkIdentityAsync(new UnlinkIdentityRequest { CustomerId = "new-1", LinkId = first, Reason = "namesake" });
        Assert.Equal(["PersonMergeUndone", "PersonMerged"], (await Timeline("new-1")).Select(entry => entry.EventName.Split('.')[^1]));
        var second = await Merge("old-1", "other-1");

        var told = await support.Told("old-1");
        Assert.Equal([1L, 2, 3], told.Select(one => one.AggregateVersion));
        var merged = PersonMerged.Parser.ParseFrom(told[0].Data.Span);
        Assert.Equal((Origin.Live, first, "old-1", "new-1"), (merged.Origin, merged.MergeId, merged.From, merged.Into));
        Assert.Equal(first, PersonMergeUndone.Parser.ParseFrom(told[1].Data.Span).MergeId);
        Assert.Equal((second, "other-1"), (PersonMerged.Parser.ParseFrom(told[2].Data.Span).MergeId, PersonMerged.Parser.ParseFrom(told[2].Data.Span).Into));
        Assert.Empty(await support.Told("new-1"));

        async Task<string> Merge(string from, string into, IdentityAssurance assurance = IdentityAssurance.Verified) =>
            (await support.Agent.Identities.LinkIdentityAsync(new LinkIdentityRequest
            {
                CustomerId = into,
                Identity = new Identity { Kind = IdentityKind.Customer, Value = from },
                Assurance = assurance,
                Evidence = "id card",
            })).Link.LinkId;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Guest_OfTwoCustomers_GoesWithTheLatestLogin_WhateverCameFirst_AndLeavesWhenThatIsTakenBack(bool laterFirst)
    {
        var guest = $"guest-{laterFirst}";
        EventRecord Linked(string customer, int minute) => Record(
            new GuestLinked { EffectiveAt = At(minute), Channel = Channel.Web, GuestId = guest, CustomerId = customer, MergeId = customer }, guest, minute);
        EventRecord[] events = [Linked("early", 1), Linked("late", 2)];
        foreach (var next in laterFirst ? events.Reverse() : events)
        {
            await Applied(next);
        }

        Assert.Equal("late", await OwnerOf(guest));
        Assert.DoesNotContain(await Timeline("early"), entry => entry.EventName.EndsWith(".CartTouched", StringComparison.Ordinal));

        await Applied(Record(new GuestUnlinked { EffectiveAt = At(3), Channel = Channel.Web, GuestId = guest, CustomerId = "late", MergeId = "late" }, guest, 3));
        Assert.Equal("IDENTITY_NOT_FOUND", (await Assert.ThrowsAsync<RpcException>(() => OwnerOf(guest))).Reason());

        async Task Applied(EventRecord next)
        {
            await support.Publish(next);
            await Eventually.True(TimeSpan.FromSeconds(60), "applied", () => support.Database.Read(async sql =>
                await sql.QueryFirst<long>("select count(*) from timeline where entry_id = @id", new { id = next.Id }) == 1));
        }

        async Task<string> OwnerOf(string id) =>
            (await support.Agent.Identities.ResolveIdentityAsync(new ResolveIdentityRequest { Identity = new Identity { Kind = IdentityKind.Guest, Value = id } })).CustomerId;
    }

    [Fact]
    public async Task Receipt_WithoutCustomer_IsTheirsOnceClaimed_AtItsOwnTime()
    {
        await support.Publish(Record(
            new OrderPlaced { Origin = Origin.Historical, EffectiveAt = At(-500_000), Channel = Channel.Store, OrderId = "o-9", OrderNumber = "O-9" }, "o-9"));
        await support.Publish(Record(new OrderClaimed { EffectiveAt = At(10), Channel = Channel.App, OrderId = "o-9", OrderNumber = "O-9", CustomerId = "claimer" }, "o-9", 2));
        await support.Applied(2, "claimer");

        var timeline = await Timeline("claimer");
        Assert.Equal(["OrderClaimed", "OrderPlaced"], timeline.Select(entry => entry.EventName.Split('.')[^1]));
        Assert.Equal((Origin.Historical, At(-500_000).ToDateTimeOffset().Date), (timeline[1].Origin, timeline[1].OccurredAt.ToDateTimeOffset().Date));
    }

    [Fact]
    public async Task Timeline_InPages_IsTheWholeTimeline_AndTokensAreOfTheirRequest()
    {
        await support.Publish([.. Enumerable.Range(0, 25).Select(i => Record(
            new OrderPlaced { Origin = Origin.Historical, EffectiveAt = At(i / 3), Channel = Channel.Web, OrderId = $"p-{i}", OrderNumber = $"{i}", CustomerId = "pager" }, $"p-{i}"))]);
        await support.Applied(25, "pager");
        var all = (await Timeline("pager")).Select(entry => entry.EntryId).ToList();
        var paged = new List<string>();
        var request = new ListTimelineRequest { CustomerId = "pager", PageSize = 7 };
        do
        {
            var page = await support.Agent.Support.ListTimelineAsync(request);
            paged.AddRange(page.Entries.Select(entry => entry.EntryId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(all, paged);
        var token = (await support.Agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = "pager", PageSize = 7 })).NextPageToken;
        var wrong = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = "other", PageToken = token }));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (wrong.StatusCode, wrong.Reason()));
        var orders = await support.Agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = "pager", Kinds = { TimelineKind.Points } });
        Assert.Empty(orders.Entries);
    }

    [Fact]
    public async Task Watch_TellsWhatIsLearned_AndResumesWithoutGap()
    {
        using var watch = support.Agent.Support.WatchTimeline(new WatchTimelineRequest { CustomerId = "watched" }, cancellationToken: Patience());
        Assert.True(await watch.ResponseStream.MoveNext(Patience()));
        var start = watch.ResponseStream.Current;
        Assert.Null(start.Entry);
        await support.Publish(Touched("watched", 1), Touched("watched", 2), Touched("watched", 3));
        var seen = new List<TimelineEntry>();
        while (seen.Count < 3 && await watch.ResponseStream.MoveNext(Patience()))
        {
            seen.Add(watch.ResponseStream.Current.Entry);
            Assert.Equal(seen[^1].Sequence, watch.ResponseStream.Current.Sequence);
        }

        // Cut off before anything was learned, and after the first entry.
        Assert.Equal(seen[0].EntryId, await FirstSince(start.Sequence));
        Assert.Equal(seen[1].EntryId, await FirstSince(seen[0].Sequence));
        Assert.Equal(3, seen.Select(entry => entry.Sequence).Distinct().Count());

        async Task<string> FirstSince(long sequence)
        {
            using var again = support.Agent.Support.WatchTimeline(new WatchTimelineRequest { CustomerId = "watched", ResumeSequence = sequence }, cancellationToken: Patience());
            Assert.True(await again.ResponseStream.MoveNext(Patience()));
            Assert.Equal((sequence, null), (again.ResponseStream.Current.Sequence, again.ResponseStream.Current.Entry));
            Assert.True(await again.ResponseStream.MoveNext(Patience()));
            return again.ResponseStream.Current.Entry.EntryId;
        }
    }

    [Fact]
    public async Task Touchpoints_CountOnce_AndBadOnesDoNotLoseTheOthers()
    {
        var customer = new SupportClients(support.Service.As(Role.Customer, "browser"));
        var request = new RecordTouchpointsRequest
        {
            CustomerId = "browser",
            Touchpoints =
            {
                new Touchpoint { TouchpointId = "t1", Kind = TouchpointKind.ProductView, OccurredAt = At(1), Target = "sku-1" },
                new Touchpoint { TouchpointId = "t2", Kind = TouchpointKind.Search, OccurredAt = At(2), Target = new string('x', 501) },
                new Touchpoint { TouchpointId = "t3", Kind = TouchpointKind.Search, OccurredAt = At(100_000), Target = "candle" },
                new Touchpoint { TouchpointId = "t4", Kind = TouchpointKind.Search, OccurredAt = At(-100_000), Target = "candle" },
                new Touchpoint { TouchpointId = "t1", Kind = TouchpointKind.ProductView, OccurredAt = At(1), Target = "sku-1" },
            },
        };

        var first = await customer.Support.RecordTouchpointsAsync(request);
        var second = await customer.Support.RecordTouchpointsAsync(request);

        Assert.Equal(["", "TARGET_TOO_LONG", "OCCURRED_IN_FUTURE", "TOO_OLD", ""], first.Results.Select(result => result.Refusal?.Reason ?? ""));
        Assert.Equal([false, false, false, false, true], first.Results.Select(result => result.Duplicate));
        Assert.True(second.Results[0].Duplicate);
        Assert.Single(await Timeline("browser"));
        var tooMany = new RecordTouchpointsRequest { CustomerId = "browser" };
        tooMany.Touchpoints.AddRange(Enumerable.Repeat(request.Touchpoints[0], 1001));
        var large = await Assert.ThrowsAsync<RpcException>(async () => await customer.Support.RecordTouchpointsAsync(tooMany));
        Assert.Equal((StatusCode.InvalidArgument, "BATCH_TOO_LARGE"), (large.StatusCode, large.Reason()));
    }

    [Fact]
    public async Task Email_IsFoundByItsHash_AndStoredNowhereInClear()
    {
        var link = await support.Agent.Identities.LinkIdentityAsync(Email("customer-e", IdentityAssurance.Verified));
        var found = await support.Agent.Identities.ResolveIdentityAsync(new ResolveIdentityRequest { Identity = new Identity { Kind = IdentityKind.Email, Value = "ANNA.b@example.com" } });
        var elsewhere = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Identities.LinkIdentityAsync(Email("customer-f", IdentityAssurance.Verified)));
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Identities.ResolveIdentityAsync(
            new ResolveIdentityRequest { Identity = new Identity { Kind = IdentityKind.Email, Value = "other@example.com" } }));

        Assert.Equal(("customer-e", "a***@example.com"), (found.CustomerId, found.Link.Identity.Value));
        Assert.Equal(link.Link, found.Link);
        Assert.Equal((StatusCode.FailedPrecondition, "IDENTITY_LINKED_ELSEWHERE"), (elsewhere.StatusCode, elsewhere.Reason()));
        Assert.Equal((StatusCode.NotFound, "IDENTITY_NOT_FOUND"), (unknown.StatusCode, unknown.Reason()));
        Assert.Equal(0, await support.Database.Read(sql => sql.QueryFirst<long>(
            "select count(*) from identity_links where name_key like '%anna%' or shown like '%anna%'")));
    }

    [Fact]
    public async Task Profile_IsReplacedAsAWhole_AndChecked()
    {
        var customer = new SupportClients(support.Service.As(Role.Customer, "me"));
        Assert.Equal(new Profile { CustomerId = "me" }, (await customer.Identities.GetProfileAsync(new GetProfileRequest { CustomerId = "me" })).Profile);
        var put = await customer.Identities.PutProfileAsync(new PutProfileRequest
        {
            CustomerId = "me",
            Profile = new Profile { Name = "Zoë", Language = "it", TimeZone = "Europe/Rome", Birthday = "--02-29", Interests = { "candles" } },
        });

        Assert.Equal(put.Profile, (await customer.Identities.GetProfileAsync(new GetProfileRequest { CustomerId = "me" })).Profile);
        await customer.Identities.PutProfileAsync(new PutProfileRequest { CustomerId = "me", Profile = new Profile { Birthday = "2000-02-29" } });
        await customer.Identities.PutProfileAsync(new PutProfileRequest { CustomerId = "me", Profile = new Profile { Name = "Zoë" } });
        var told = (await support.Told("me")).Select(record => BirthdaySet.Parser.ParseFrom(record.Data.Span)).ToList();
        Assert.Equal(["--02-29", null], told.Select(set => BirthdayKeys.Find(support.Service.App.Services.GetRequiredService<KeyedHash>(), "me", set.DayKey)));
        Assert.Matches("^[0-9a-f]{64}$", told[0].DayKey);
        var bad = await Assert.ThrowsAsync<RpcException>(async () => await customer.Identities.PutProfileAsync(
            new PutProfileRequest { CustomerId = "me", Profile = new Profile { TimeZone = "Mars/Olympus" } }));
        Assert.Equal((StatusCode.InvalidArgument, "TIME_ZONE_UNKNOWN"), (bad.StatusCode, bad.Reason()));
    }

    [Fact]
    public async Task Staff_ReadingACustomer_IsAudited()
    {
        await support.Agent.Support.GetContextAsync(new GetContextRequest { CustomerId = "audited" });
        await support.Agent.Identities.GetProfileAsync(new GetProfileRequest { CustomerId = "audited" });

        var rpcs = await support.Database.Read(sql => sql.Query<string>("select rpc from audit where subject = 'audited' and staff_id = 'agent-1' order by seq"));
        Assert.Equal(["GetContext", "GetProfile"], rpcs.Select(rpc => rpc.Split('/')[^1]));
    }

    [Fact]
    public async Task EveryRpc_CalledByStrangers_AnswersByItsRule() => await StrangerTest.Verify(support.Service, "omnichannel.support.v1");

    [Fact]
    public async Task BadInput_IsNamedByField()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Identities.LinkIdentityAsync(new LinkIdentityRequest { CustomerId = "no spaces please" }));
        Assert.Equal(["customer_id", "assurance"], error.Violations().Select(violation => violation.Field));
        var page = await Assert.ThrowsAsync<RpcException>(async () => await support.Agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = "x", PageToken = "&&&" }));
        Assert.Equal("PAGE_TOKEN_INVALID", page.Reason());
    }

    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private static LinkIdentityRequest Email(string customerId, IdentityAssurance assurance) => new()
    {
        CustomerId = customerId,
        Identity = new Identity { Kind = IdentityKind.Email, Value = "Anna.B@example.com" },
        Assurance = assurance,
        Evidence = "login",
    };

    private static EventRecord Touched(string customerId, int minute) => Record(
        new CartTouched { EffectiveAt = At(minute), Channel = Channel.Web, CartId = $"cart-{customerId}", Generation = 1, CustomerId = customerId, ItemCount = minute }, $"cart-{customerId}", minute);

    /// <summary>Web as a guest, login, sale at the till, late delivery, points, messages, a return from the app.</summary>
    private static IEnumerable<EventRecord> Journey(string customer, string id)
    {
        var promise = new DeliveryPromise { PromiseId = $"pr-{id}", Revision = 1, LatestAt = At(60) };
        var money = new Money { CurrencyCode = "EUR", AmountMinor = 4200 };
        yield return Record(new CartTouched { EffectiveAt = At(0), Channel = Channel.Web, CartId = $"g-{id}", Generation = 1, GuestId = $"guest-{id}", ItemCount = 1 }, $"g-{id}");
        yield return Record(new GuestLinked { EffectiveAt = At(5), Channel = Channel.Web, GuestId = $"guest-{id}", CustomerId = customer, MergeId = $"m-{id}" }, $"l-{id}");
        yield return Record(new CartMerged { EffectiveAt = At(5), Channel = Channel.Web, CartId = $"c-{id}", GuestCartId = $"g-{id}", CustomerId = customer, MergeId = $"m-{id}", ItemCount = 1 }, $"c-{id}");
        yield return Record(
            new OrderPlaced
            {
                Origin = Origin.Live, EffectiveAt = At(30), Channel = Channel.Store, OrderId = $"o-{id}", OrderNumber = $"O-{id}", CustomerId = customer, ContactId = $"contact-{id}",
                Totals = new Totals { Due = money }, Lines = { new SaleLine { LineId = "1", Quantity = 3 } },
            },
            $"o-{id}");
        yield return Record(new PromiseMade { EffectiveAt = At(30), OrderId = $"o-{id}", CustomerId = customer, Promise = promise }, $"o-{id}", 2);
        yield return Record(new PromiseBroken { EffectiveAt = At(60), OrderId = $"o-{id}", CustomerId = customer, Promise = promise, Reason = "WINDOW_PASSED" }, $"o-{id}", 3);
        yield return Record(new OrderDelivered { EffectiveAt = At(70), OrderId = $"o-{id}", OrderNumber = $"O-{id}", CustomerId = customer }, $"o-{id}", 4);
        yield return Record(new PointsEarned { EffectiveAt = At(30), Channel = Channel.Store, MemberId = customer, Points = 42, OrderId = $"o-{id}", Balance = new Balance { Pending = 42 } }, customer);
        yield return Record(
            new MessageSuppressed { EffectiveAt = At(80), MessageId = $"msg-{id}", ContactId = $"contact-{id}", JourneyId = "thank-you", Reason = "NO_CONSENT", Medium = Medium.Email }, $"msg-{id}");
        yield return Record(
            new ReturnRequested { EffectiveAt = At(90), Channel = Channel.App, ReturnId = $"r-{id}", RmaCode = $"R-{id}", OrderId = $"o-{id}", CustomerId = customer, Lines = { new ReturnedLine { Quantity = 1 } } }, $"r-{id}");
    }

    private async Task<(IReadOnlyList<TimelineEntry> Timeline, GetContextResponse Context)> Arrive(IReadOnlyList<EventRecord> events, string customer = "customer-a", string id = "a")
    {
        foreach (var next in events)
        {
            await support.Publish(next);
        }

        await support.Applied(Journey(customer, id).Count(), customer);
        return (await Timeline(customer), await support.Agent.Support.GetContextAsync(new GetContextRequest { CustomerId = customer }));
    }

    private async Task<IReadOnlyList<TimelineEntry>> Timeline(string customerId) =>
        (await support.Agent.Support.ListTimelineAsync(new ListTimelineRequest { CustomerId = customerId, PageSize = 1000 })).Entries;

    private static List<string> Shape(IEnumerable<TimelineEntry> timeline) => [.. timeline.Select(entry => $"{entry.EventName} {entry.Channel} {entry.ByCustomer}")];
}

public sealed class SupportContextOnSqliteTests : SupportContextContract
{
    protected override bool OnPostgres => false;
}

public sealed class SupportContextOnPostgresTests : SupportContextContract
{
    protected override bool OnPostgres => true;
}
