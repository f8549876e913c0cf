using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.Types.V1;
using IdentityKind = Omnichannel.SupportContext.Domain.IdentityKind;
using ReasonRequired = Omnichannel.SupportContext.Domain.ReasonRequired;

namespace Omnichannel.SupportContext.Store;

/// <summary>The identity graph. Links are ended, never deleted: the table is its own audit.</summary>
public sealed class IdentityLinks(IDatabase database, CommandExecutor executor, Timeline timeline, KeyedHash hash)
{
    private const string Columns =
        """
        link_id as LinkId, customer_id as CustomerId, kind as KindName, issuer as Issuer, name_key as NameKey, shown as Shown, assurance as AssuranceName, evidence as Evidence,
        linked_by as LinkedBy, linked_at as LinkedAt, unlinked_at as UnlinkedAt, unlinked_by as UnlinkedBy, unlink_reason as UnlinkReason
        """;

    /// <summary>Whose a name is; null when nobody's.</summary>
    public async Task<StoredLink?> Resolve(PersonName name, CancellationToken cancellation)
    {
        var links = await database.Read(sql => Holding(sql, name), cancellation).ConfigureAwait(false);
        var found = IdentityRules.Resolve(links.Select(link => link.ToActive()));
        return links.FirstOrDefault(link => link.LinkId == found?.LinkId);
    }

    /// <summary>Under which tries at a name are counted: the same for equal names, and not the name itself where it is personal.</summary>
    public string GuessKey(PersonName name) => $"{name.Kind}\n{name.Issuer}\n{KeyOf(name)}";

    /// <summary>Links a name to a customer.</summary>
    public Task<LinkIdentityResponse> Link(CommandContext command, LinkRequest request, Func<StoredLink, LinkIdentityResponse> answer) => executor.Execute(command, async unit =>
    {
        // Under the timeline's lock merges are decided one after the other: two at once cannot make a circle.
        await timeline.Begin(unit).ConfigureAwait(false);
        await RefuseMerge(unit.Sql, request).ConfigureAwait(false);
        var links = await Holding(unit.Sql, request.Name).ConfigureAwait(false);
        var plan = IdentityRules.Link([.. links.Select(link => link.ToActive())], request.CustomerId, request.Assurance).Value;
        foreach (var lost in plan.End)
        {
            await End(unit, links.First(link => link.LinkId == lost.LinkId), request.Actor, "VERIFIED_ELSEWHERE", unit.Now).ConfigureAwait(false);
        }

        if (plan.Existing is { } existing)
        {
            if (!plan.Raise)
            {
                return answer(links.First(link => link.LinkId == existing.LinkId));
            }

            await unit.Sql.Execute(
                "update identity_links set assurance = @assurance, evidence = @Evidence where link_id = @LinkId",
                new { assurance = request.Assurance.Name(), request.Evidence, existing.LinkId }).ConfigureAwait(false);
            var raised = (await Find(unit.Sql, existing.LinkId).ConfigureAwait(false))!;
            if (!raised.IsPersonMerge)
            {
                await Publish(unit, raised, EventHeader.News(unit.Now, request.Actor.Channel), ToldOf(raised)).ConfigureAwait(false);
            }

            return answer(raised);
        }

        var link = NewLink($"link-{unit.NewId():N}", request, unit.Now);
        await Begin(unit, link).ConfigureAwait(false);
        return answer(link);
    });

    /// <summary>Ends a link; an ended one is answered.</summary>
    public Task<UnlinkIdentityResponse> Unlink(
        CommandContext command, string customerId, string linkId, string reason, Actor actor, Func<StoredLink, UnlinkIdentityResponse> answer) => executor.Execute(command, async unit =>
    {
        await timeline.Begin(unit).ConfigureAwait(false);
        var link = await Find(unit.Sql, linkId).ConfigureAwait(false);
        if (link is null || link.CustomerId != customerId)
        {
            throw new RefusedException(new LinkNotFound());
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException(new ReasonRequired());
        }

        if (link.UnlinkedAt is null)
        {
            await End(unit, link, actor, reason, unit.Now).ConfigureAwait(false);
            link = (await Find(unit.Sql, linkId).ConfigureAwait(false))!;
        }

        return answer(link);
    });

    /// <summary>A login showed that a guest is a customer. Of several logins the latest holds (<see cref="Platform.Guests.GuestOwners"/>), in whatever order the events come.</summary>
    /// <param name="unit">The transaction of its inbox row.</param>
    /// <param name="request">Whose the guest is.</param>
    /// <param name="linkId">Of the link.</param>
    /// <param name="linkedAt">When.</param>
    /// <param name="isNews">Whether it is the latest; else the link is kept as one that has ended.</param>
    public async Task GuestLinked(UnitOfWork unit, LinkRequest request, string linkId, DateTimeOffset linkedAt, bool isNews)
    {
        await timeline.Begin(unit).ConfigureAwait(false);
        if (await Find(unit.Sql, linkId).ConfigureAwait(false) is not null)
        {
            return;
        }

        var fresh = NewLink(linkId, request, linkedAt);
        if (!isNews)
        {
            Insert(unit, fresh with { UnlinkedAt = unit.Now.ToMicros(), UnlinkedBy = fresh.LinkedBy, UnlinkReason = "LINKED_ELSEWHERE" });
            return;
        }

        var holding = await Holding(unit.Sql, request.Name).ConfigureAwait(false);
        var own = holding.FirstOrDefault(link => link.CustomerId == request.CustomerId && link.Assurance is Assurance.Verified);
        foreach (var lost in holding.Where(link => link != own))
        {
            await End(unit, lost, request.Actor, "LINKED_ELSEWHERE", unit.Now).ConfigureAwait(false);
        }

        if (own is null)
        {
            await Begin(unit, fresh).ConfigureAwait(false);
        }
    }

    /// <summary>The login that had shown it was taken back: the links that logins made end. What an agent linked stays.</summary>
    public async Task GuestUnlinked(UnitOfWork unit, PersonName guest, Actor by)
    {
        await timeline.Begin(unit).ConfigureAwait(false);
        foreach (var link in (await Holding(unit.Sql, guest).ConfigureAwait(false)).Where(link => link.IsOfMerge))
        {
            await End(unit, link, by, "MERGE_UNDONE", unit.Now).ConfigureAwait(false);
        }
    }

    internal static Task<IReadOnlyList<StoredLink>> OfCustomer(SqlSession sql, string customerId) => sql.Query<StoredLink>(
        $"select {Columns} from identity_links where customer_id = @customerId and unlinked_at is null order by linked_at, link_id limit 200", new { customerId });

    private async Task RefuseMerge(SqlSession sql, LinkRequest request)
    {
        if (request.Name.Kind is IdentityKind.Customer)
        {
            var away = await Holding(sql, request.Name with { Value = request.CustomerId }).ConfigureAwait(false);
            if (IdentityRules.RefuseMerge(request.Assurance, away.Count > 0 ? away[0].CustomerId : null) is { } refusal)
            {
                throw new RefusedException(refusal);
            }
        }
    }

    private static Task<StoredLink?> Find(SqlSession sql, string linkId) =>
        sql.QueryFirst<StoredLink>($"select {Columns} from identity_links where link_id = @linkId", new { linkId });

    private Task<IReadOnlyList<StoredLink>> Holding(SqlSession sql, PersonName name) => sql.Query<StoredLink>(
        $"""
        select {Columns} from identity_links
        where kind = @kind and issuer = @issuer and name_key = @name and unlinked_at is null order by linked_at, link_id
        """,
        new { kind = name.Kind.Name(), issuer = name.Issuer, name = KeyOf(name) });

    // Personal names are found, never read.
    private string KeyOf(PersonName name) =>
        name.IsPersonal ? Convert.ToHexStringLower(hash.Of(name.Kind is IdentityKind.Email ? "email" : "phone", name.Value)) : name.Value;

    private StoredLink NewLink(string linkId, LinkRequest request, DateTimeOffset at) => new()
    {
        LinkId = linkId,
        CustomerId = request.CustomerId,
        KindName = request.Name.Kind.Name(),
        Issuer = request.Name.Issuer,
        NameKey = KeyOf(request.Name),
        Shown = request.Name.Shown,
        AssuranceName = request.Assurance.Name(),
        Evidence = request.Evidence,
        LinkedBy = ActorBytes.Of(request.Actor),
        LinkedAt = at.ToMicros(),
    };

    private static void Insert(UnitOfWork unit, StoredLink link) => unit.Sql.Defer(
        """
        insert into identity_links (link_id, customer_id, kind, issuer, name_key, shown, assurance, evidence, linked_by, linked_at, unlinked_at, unlinked_by, unlink_reason)
        values (@LinkId, @CustomerId, @KindName, @Issuer, @NameKey, @Shown, @AssuranceName, @Evidence, @LinkedBy, @LinkedAt, @UnlinkedAt, @UnlinkedBy, @UnlinkReason)
        """,
        link);

    private async Task Begin(UnitOfWork unit, StoredLink link)
    {
        Insert(unit, link);
        if (link.JoinsTimelines)
        {
            Timeline.Alias(unit, link.CustomerId, link.NameKey);
        }

        var actor = Actor.Parser.ParseFrom(link.LinkedBy);
        var header = EventHeader.News(unit.Now, actor.Channel);
        await (link.IsPersonMerge
            ? Publish(unit, link.NameKey, header.On(new PersonMerged { MergeId = link.LinkId, From = link.NameKey, Into = link.CustomerId }))
            : Publish(unit, link, header, ToldOf(link))).ConfigureAwait(false);
        await Note(unit, link, $"linked.{link.LinkId}", link.IsPersonMerge ? "support.PersonMerged" : "support.IdentityLinked", actor).ConfigureAwait(false);
    }

    private async Task End(UnitOfWork unit, StoredLink link, Actor actor, string reason, DateTimeOffset at)
    {
        unit.Sql.Defer(
            "update identity_links set unlinked_at = @at, unlinked_by = @by, unlink_reason = @reason where link_id = @LinkId and unlinked_at is null",
            new { at = at.ToMicros(), by = ActorBytes.Of(actor), reason, link.LinkId });
        if (link.JoinsTimelines)
        {
            Timeline.Unalias(unit, link.CustomerId, link.NameKey);
        }

        var header = EventHeader.News(unit.Now, actor.Channel);
        await (link.IsPersonMerge
            ? Publish(unit, link.NameKey, header.On(new PersonMergeUndone { MergeId = link.LinkId }))
            : Publish(unit, link, header, new IdentityUnlinked())).ConfigureAwait(false);
        await Note(unit, link, $"unlinked.{link.LinkId}", link.IsPersonMerge ? "support.PersonMergeUndone" : "support.IdentityUnlinked", actor).ConfigureAwait(false);
    }

    private static IdentityLinked ToldOf(StoredLink link) => new() { Assurance = link.Assurance.ToContract(), NameKey = link.IsPersonal ? link.NameKey : "" };

    private static async Task Publish(UnitOfWork unit, StoredLink link, EventHeader header, IIdentityEvent message)
    {
        message.CustomerId = link.CustomerId;
        message.LinkId = link.LinkId;
        message.Kind = link.Kind.ToContract();
        message.Value = link.IsPersonal ? "" : link.Shown;
        await Publish(unit, link.CustomerId, header.On(message)).ConfigureAwait(false);
    }

    private static async Task Publish(UnitOfWork unit, string customerId, OutgoingEvent news) =>
        unit.Publish(customerId, await Customers.Touch(unit, customerId).ConfigureAwait(false), news);

    /// <summary>The change on the timeline, unless a login's own event stands there already.</summary>
    private Task Note(UnitOfWork unit, StoredLink link, string id, string name, Actor actor) => link.IsOfMerge
        ? Task.CompletedTask
        : timeline.Append(unit, new Entry
        {
            Id = id,
            Owner = link.CustomerId,
            Name = name,
            OccurredAt = unit.Now,
            Channel = actor.Channel.ToDomain(),
            SubjectId = link.LinkId,
            Facts = new Dictionary<string, string> { ["kind"] = link.Kind.Name(), ["link_id"] = link.LinkId },
        });
}

/// <summary>A name to link.</summary>
public sealed record LinkRequest(string CustomerId, PersonName Name, Assurance Assurance, string Evidence, Actor Actor);

/// <summary>A link as stored.</summary>
public sealed record StoredLink
{
    public string LinkId { get; init; } = "";

    public string CustomerId { get; init; } = "";

    public string KindName { get; init; } = "";

    public string Issuer { get; init; } = "";

    public string NameKey { get; init; } = "";

    public string Shown { get; init; } = "";

    public string AssuranceName { get; init; } = "";

    public string Evidence { get; init; } = "";

    public byte[] LinkedBy { get; init; } = [];

    public long LinkedAt { get; init; }

    public long? UnlinkedAt { get; init; }

    public byte[]? UnlinkedBy { get; init; }

    public string? UnlinkReason { get; init; }

    /// <summary>Made by a login, which is told by an event of its own.</summary>
    internal bool IsOfMerge => Evidence.StartsWith("merge:", StringComparison.Ordinal);

    /// <summary>Two customers became one person. Its events are the person's who was merged away: whoever that is now has an order.</summary>
    internal bool IsPersonMerge => Kind is IdentityKind.Customer;

    internal IdentityKind Kind => EnumNames.Read<IdentityKind>(KindName);

    internal Assurance Assurance => EnumNames.Read<Assurance>(AssuranceName);

    internal bool IsPersonal => Kind is IdentityKind.Email or IdentityKind.Phone;

    /// <summary>What is under the name becomes the customer's.</summary>
    internal bool JoinsTimelines => Kind is IdentityKind.Guest or IdentityKind.Customer;

    internal ActiveLink ToActive() => new(LinkId, CustomerId, Assurance, Instants.FromMicros(LinkedAt));
}
