using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Transport;

/// <summary>Callers and keys as the domain sees them.</summary>
internal static class CallMapping
{
    private const int DeviceHours = 24;
    private const int TerminalHours = 24 * 30;

    public static Domain.Actor ToActor(this Caller caller) => new(
        caller.Subject, caller.Role.ToDomain(), caller.Channel.ToDomain(), caller.StoreId ?? "", caller.ActorId ?? "");

    public static AnswerKey ToKey(this CommandContext command) => new(
        command.Caller.Principal,
        command.Rpc,
        command.IdempotencyKey,
        Convert.ToHexString(command.RequestHash),
        command.Caller.Role is Role.Terminal ? TerminalHours : DeviceHours);

    /// <summary>The key of plain edits.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT, IDEMPOTENCY_KEY_MISSING.</exception>
    public static AnswerKey ToEditKey(this CommandContext command) => command.WithKey().ToKey() with { IsEdit = true };

    /// <summary>Whose cart, lists or subscriptions a caller means.</summary>
    public static ListOwner OwnerOf(this ServerCallContext context, string ownerId)
    {
        new RequestCheck().OptionalId("owner_id", ownerId).ThrowIfInvalid();
        var caller = context.Caller();
        if (!caller.IsShopper)
        {
            new RequestCheck().Id("owner_id", ownerId).ThrowIfInvalid();
            return new ListOwner(ownerId, GuestIds.IsGuest(ownerId));
        }

        return ownerId.Length == 0 || ownerId == caller.Subject
            ? new ListOwner(caller.Subject, caller.Role is Role.Guest)
            : throw GrpcErrors.Create(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", "Only agents and services name another owner.");
    }

    /// <summary>Which fields a checkout or a subscription gives of a contact. What it does not say stays as it is: push tokens, and details that its form leaves empty.</summary>
    public static FieldMask Given(this ContactDetails contact) => new()
    {
        Paths =
        {
            ContactDetails.Descriptor.Fields.InFieldNumberOrder()
                .Where(field => field.Accessor.GetValue(contact) is string { Length: > 0 })
                .Select(field => $"details.{field.Name}"),
        },
    };

    /// <summary>The id, if it is one. An answer is kept under its call's key: what names nothing is not repeated in it, however long it is.</summary>
    public static string Repeated(this string id) => MerchantId.IsValid(id) ? id : "";

    public static void ThrowIfAny(this Platform.Domain.Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }
}
