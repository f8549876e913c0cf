using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Transport;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Store;
using Omnichannel.Types.V1;
using Profile = Omnichannel.SupportContext.Domain.Profile;
using Touchpoint = Omnichannel.SupportContext.Domain.Touchpoint;

namespace Omnichannel.SupportContext.Transport;

/// <summary>Who a customer is, and everything that happened to them, for whoever helps them.</summary>
public sealed partial class SupportContextGrpcService(
    Contexts contexts, Timeline timeline, IdentityLinks links, Profiles profiles, Touchpoints touchpoints, StaffAudit audit, ILiveNotifications live, GuessLimits guesses)
    : SupportContextService.SupportContextServiceBase
{
    private static readonly GuessKind Names = new("support.identity");

    /// <inheritdoc/>
    public override async Task<GetContextResponse> GetContext(GetContextRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).OptionalText("language", request.Language, 35).ThrowIfInvalid();
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        var record = await contexts.Get(request.CustomerId, request.Language, context.CancellationToken).ConfigureAwait(false);
        return ToProto.Context(request.CustomerId, record, request.Language);
    }

    /// <inheritdoc/>
    public override async Task<ListTimelineResponse> ListTimeline(ListTimelineRequest request, ServerCallContext context)
    {
        var filter = Filter(request);
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        var entries = await timeline.Page(request.CustomerId, filter with { Limit = filter.Limit + 1 }, context.CancellationToken).ConfigureAwait(false);
        var page = entries.Take(filter.Limit).ToList();
        return new ListTimelineResponse
        {
            Entries = { page.Select(entry => ToProto.Entry(entry, request.CustomerId, request.Language)) },
            NextPageToken = entries.Count > page.Count ? PageToken.Write(Scope(request), new PagePlace(page[^1].OccurredAt.ToMicros(), page[^1].Form.Rank, page[^1].Id)) : "",
        };
    }

    /// <inheritdoc/>
    public override async Task<ResolveIdentityResponse> ResolveIdentity(ResolveIdentityRequest request, ServerCallContext context)
    {
        var name = Name(request.Identity);
        var link = await guesses.Answer(
            Names,
            Guesser.Of(context),
            [links.GuessKey(name)],
            IdentityNotFound.Name,
            async () => await Find().ConfigureAwait(false) ?? throw new RefusedException(new IdentityNotFound()),
            async _ => await Find().ConfigureAwait(false) is not null).ConfigureAwait(false);
        await audit.Record(context, link.CustomerId).ConfigureAwait(false);
        return new ResolveIdentityResponse { CustomerId = link.CustomerId, Link = ToProto.Link(link) };

        Task<StoredLink?> Find() => links.Resolve(name, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<LinkIdentityResponse> LinkIdentity(LinkIdentityRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Known("assurance", request.Assurance).OptionalText("evidence", request.Evidence, 200).ThrowIfInvalid();
        var name = Name(request.Identity);
        new RequestCheck().That(name.Kind != Domain.IdentityKind.Customer || name.Value != request.CustomerId, "identity.value", "is the customer's own id").ThrowIfInvalid();
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);

        // That a name is another's tells that it is known.
        return await guesses.Answer(Names, Guesser.Of(context), [links.GuessKey(name)], IdentityLinkedElsewhere.Name, () => links.Link(
            context.Command(request),
            new LinkRequest(request.CustomerId, name, request.Assurance.ToDomain(), request.Evidence, Actor(context)),
            link => new LinkIdentityResponse { Link = ToProto.Link(link) })).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<UnlinkIdentityResponse> UnlinkIdentity(UnlinkIdentityRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Id("link_id", request.LinkId).OptionalText("reason", request.Reason, 500).ThrowIfInvalid();
        await audit.Record(context, request.CustomerId).ConfigureAwait(false);
        return await links.Unlink(
            context.Command(request), request.CustomerId, request.LinkId, request.Reason, Actor(context), link => new UnlinkIdentityResponse { Link = ToProto.Link(link) }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<RecordTouchpointsResponse> RecordTouchpoints(RecordTouchpointsRequest request, ServerCallContext context)
    {
        CheckTouchpoints(request);
        var caller = context.Caller();
        var outcomes = await touchpoints.Record(
            request.CustomerId, caller.Role is Role.Guest, caller.Channel, [.. request.Touchpoints.Select(ToDomain)], context.CancellationToken).ConfigureAwait(false);
        return new RecordTouchpointsResponse
        {
            Results = { request.Touchpoints.Zip(outcomes, (one, outcome) => new TouchpointResult
            {
                TouchpointId = one.TouchpointId,
                Duplicate = outcome.IsDuplicate,
                Refusal = outcome.Refusal?.ToContract(),
            }) },
        };
    }

    /// <inheritdoc/>
    public override async Task<GetProfileResponse> GetProfile(GetProfileRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).ThrowIfInvalid();
        return new GetProfileResponse
        {
            Profile = ToProto.Profile(request.CustomerId, await profiles.Find(request.CustomerId, context.CancellationToken).ConfigureAwait(false)),
        };
    }

    /// <inheritdoc/>
    public override async Task<PutProfileResponse> PutProfile(PutProfileRequest request, ServerCallContext context)
    {
        CheckProfile(request);
        var profile = request.Profile;
        var stored = await profiles.Put(
            new Profile(request.CustomerId, profile.Name, profile.Language, profile.TimeZone, profile.Birthday, profile.HomeStoreId, [.. profile.Interests]),
            context.CancellationToken).ConfigureAwait(false);
        return new PutProfileResponse { Profile = ToProto.Profile(request.CustomerId, stored) };
    }

    private static TimelineFilter Filter(ListTimelineRequest request)
    {
        var check = new RequestCheck().Id("customer_id", request.CustomerId).Range("page_size", request.PageSize, 0, int.MaxValue)
            .Count("kinds", request.Kinds.Count, 0, 50).OptionalText("language", request.Language, 35);
        check.That(IsInstant(request.OccurredFrom), "occurred_from", "must be a valid time").That(IsInstant(request.OccurredBefore), "occurred_before", "must be a valid time");
        foreach (var kind in request.Kinds)
        {
            check.Known("kinds", kind);
        }

        check.ThrowIfInvalid();
        var after = PageToken.Read(Scope(request), request.PageToken);
        return new TimelineFilter(
            [.. request.Kinds.Select(kind => kind.ToDomain())],
            request.OccurredFrom?.ToDateTimeOffset(),
            request.OccurredBefore?.ToDateTimeOffset(),
            after is null ? null : new TimelineKey(Instants.FromMicros(after.Position), (int)after.Tie, after.Id),
            PageToken.Size(request.PageSize));
    }

    private static string Scope(ListTimelineRequest request) =>
        $"timeline/{request.CustomerId}/{string.Join(',', request.Kinds)}/{request.OccurredFrom}/{request.OccurredBefore}";

    private static PersonName Name(Identity? identity)
    {
        var check = new RequestCheck().Present("identity", identity);
        check.ThrowIfInvalid();
        check.Known("identity.kind", identity!.Kind).Text("identity.value", identity.Value, 256).OptionalId("identity.issuer", identity.Issuer);
        check.That((identity.Kind == Support.V1.IdentityKind.External) == (identity.Issuer.Length > 0), "identity.issuer", "is for EXTERNAL, and only for it");
        check.ThrowIfInvalid();
        return PersonName.Of(identity.Kind.ToDomain(), identity.Value, identity.Issuer)
            ?? throw new InvalidRequestException("identity.value", "is no name of this kind");
    }

    private static void CheckTouchpoints(RecordTouchpointsRequest request)
    {
        if (request.Touchpoints.Count > Touchpoint.MostInBatch)
        {
            throw new RefusedException(new BatchTooLarge(Touchpoint.MostInBatch));
        }

        var check = new RequestCheck().Id("customer_id", request.CustomerId);
        for (var i = 0; i < request.Touchpoints.Count; i++)
        {
            var one = request.Touchpoints[i];
            var path = $"touchpoints[{i}]";
            check.Id($"{path}.touchpoint_id", one.TouchpointId).Known($"{path}.kind", one.Kind)
                .That(one.OccurredAt is not null && IsInstant(one.OccurredAt), $"{path}.occurred_at", "must be a valid time")
                .OptionalText($"{path}.campaign_source", one.CampaignSource, 200).OptionalId($"{path}.store_id", one.StoreId).OptionalId($"{path}.session_id", one.SessionId);
        }

        check.ThrowIfInvalid();
    }

    private static void CheckProfile(PutProfileRequest request)
    {
        var check = new RequestCheck().Id("customer_id", request.CustomerId).Present("profile", request.Profile);
        check.ThrowIfInvalid();
        var profile = request.Profile;
        check.That(profile.CustomerId.Length == 0 || profile.CustomerId == request.CustomerId, "profile.customer_id", "must be the request's customer_id or empty")
            .OptionalText("profile.name", profile.Name, 200).OptionalText("profile.language", profile.Language, 35)
            .OptionalText("profile.time_zone", profile.TimeZone, 64).OptionalText("profile.birthday", profile.Birthday, 10)
            .OptionalId("profile.home_store_id", profile.HomeStoreId).Count("profile.interests", profile.Interests.Count, 0, 50);
        foreach (var interest in profile.Interests)
        {
            check.Text("profile.interests", interest, 100);
        }

        check.ThrowIfInvalid();
    }

    private static bool IsInstant(Timestamp? at) =>
        at is null || (at.Nanos is >= 0 and < 1_000_000_000 && at.Seconds is >= -62135596800L and <= 253402300799L);

    private static Touchpoint ToDomain(Support.V1.Touchpoint one) =>
        new(one.TouchpointId, one.Kind.ToDomain(), one.OccurredAt.ToDateTimeOffset(), one.Target, one.CampaignSource, one.StoreId, one.SessionId);

    private static Actor Actor(ServerCallContext context)
    {
        var caller = context.Caller();
        return new Actor
        {
            SubjectId = caller.Subject,
            Role = caller.Role,
            Channel = caller.Channel,
            StoreId = caller.StoreId ?? "",
            AssociateId = caller.ActorId ?? "",
        };
    }
}
