using System.Collections.Immutable;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// Operations on a guest's cart that moved into a customer's: what the device had put in before it knew follows the cart, the rest finds it closed.
/// <para>
/// Whoever still comes with the guest's session may be the same shopper's other window, a moment later, or a stranger at a shared device after the logout. So that
/// session's additions follow for a short time only, and only those made before the device saw the cart closed; and nothing of the customer's cart shows in the answers.
/// </para>
/// </summary>
public static class Redirection
{
    /// <summary>How long additions that a device made as a guest follow the cart, once it has logged in.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>How long those follow that come with the guest's session: as long as the merge itself is open to change.</summary>
    public static readonly TimeSpan GuestWindow = MergeRules.UndoWindow;

    /// <summary>Applies to the customer's cart what follows.</summary>
    /// <param name="customer">The cart that the guest's moved into.</param>
    /// <param name="guest">The guest's cart, MERGED.</param>
    /// <param name="device">Its name on the guest's cart.</param>
    /// <param name="operations">As the device sent them; their numbers go on counting.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="around">Time and prices.</param>
    public static Change<ImmutableArray<OperationResult>> Apply(
        SharedCart customer, SharedCart guest, string device, IReadOnlyList<Operation> operations, Actor actor, Surroundings around)
    {
        // What does not follow is refused like all that is not an addition, and uses up its number: the device may log in and go on.
        var change = OperationRules.Apply(
            customer,
            MergeRules.RedirectedDevice(guest.Id, device),
            [.. operations.Select(operation => Follows(operation, guest, actor, around.Now) ? operation : operation with { Edit = new Edit.Nothing() })],
            actor,
            around,
            guest.Devices.FirstOrDefault(mark => mark.Device == device)?.LastSeq ?? 0);
        return IsGuest(actor) ? change with { Answer = [.. change.Answer.Select(result => Concealed(result, guest))] } : change;
    }

    private static bool Follows(Operation operation, SharedCart guest, Actor actor, DateTimeOffset now) => IsGuest(actor)
        ? now < guest.MovedTo!.StartedAt + GuestWindow && operation.BaseVersion < guest.Version
        : now <= guest.MovedTo!.StartedAt + Window;

    // The line's limits and the cart's version are the customer's business.
    private static OperationResult Concealed(OperationResult result, SharedCart guest) => result switch
    {
        { Refusal: QuantityOutOfRange or LineLimit or DeviceLimit } => result with { Refusal = new CartClosed() },
        { Note: { } note } => result with { Note = note with { Version = guest.Version } },
        _ => result,
    };

    private static bool IsGuest(Actor actor) => actor.Role is ActorRole.Guest;
}
