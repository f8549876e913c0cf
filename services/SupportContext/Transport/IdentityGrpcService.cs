using Grpc.Core;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Store;
using Omnichannel.Types.V1;
using Profile = Omnichannel.SupportContext.Domain.Profile;

namespace Omnichannel.SupportContext.Transport;

/// <summary>Who a customer is.</summary>
public sealed class IdentityGrpcService(IdentityLinks links, Profiles profiles, StaffAudit audit, GuessLimits guesses)
    : IdentityService.IdentityServiceBase
{
    private static readonly GuessKind Names = new("support.identity");

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
            context.Caller().Channel,
            context.CancellationToken).ConfigureAwait(false);
        return new PutProfileResponse { Profile = ToProto.Profile(request.CustomerId, stored) };
    }

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

    private static Actor Actor(ServerCallContext context)
    {
        var caller = context.Caller();
        return new Actor
        {
            SubjectId = caller.Subject,
            Role = caller.Role,
            Channel = caller.Channel,
            StoreId = caller.StoreId ?? "",
            ActingId = caller.ActorId ?? "",
        };
    }
}
