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
        // A number is used up all the same: the device may log in and go on.
        var change = OperationRules.Apply(
            customer,
            MergeRules.RedirectedDevice(guest.Id, device),
            Following(operations, guest, actor, around.Now),
            actor,
            around,
            guest.Devices.FirstOrDefault(mark => mark.Device == device)?.LastSeq ?? 0);
        return Concealed(change, guest, actor);
    }

    /// <summary>Applies to the customer's cart what follows of plain operations.</summary>
    /// <param name="customer">The cart that the guest's moved into.</param>
    /// <param name="guest">The guest's cart, MERGED.</param>
    /// <param name="operations">In order.</param>
    /// <param name="isWhole">One that is refused refuses all.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="around">Time and prices.</param>
    public static Change<ImmutableArray<OperationResult>> ApplyPlain(
        SharedCart customer, SharedCart guest, IReadOnlyList<Operation> operations, bool isWhole, Actor actor, Surroundings around) => Concealed(
        OperationRules.ApplyPlain(customer, Following(operations, guest, actor, around.Now), isWhole, actor, around, isRedirected: true), guest, actor);

    // What does not follow is refused like all that is not an addition.
    private static Operation[] Following(IReadOnlyList<Operation> operations, SharedCart guest, Actor actor, DateTimeOffset now) =>
        [.. operations.Select(operation => Follows(operation, guest, actor, now) ? operation : operation with { Edit = new Edit.Nothing() })];

    private static Change<ImmutableArray<OperationResult>> Concealed(Change<ImmutableArray<OperationResult>> change, SharedCart guest, Actor actor) => !IsGuest(actor)
        ? change
        : change with
        {
            Answer = [.. change.Answer.Select(result => Concealed(result, guest))],
            Refusal = change.Refusal is { } refusal ? Concealed(refusal) : null,
        };

    private static bool Follows(Operation operation, SharedCart guest, Actor actor, DateTimeOffset now) => IsGuest(actor)
        ? now < guest.MovedTo!.StartedAt + GuestWindow && operation.BaseVersion < guest.Version
        : now <= guest.MovedTo!.StartedAt + Window;

    // The line's limits and the cart's version are the customer's business.
    private static OperationResult Concealed(OperationResult result, SharedCart guest) => result switch
    {
        { Refusal: { } refusal } => result with { Refusal = Concealed(refusal) },
        { Note: { } note } => result with { Note = note with { Version = guest.Version } },
        _ => result,
    };

    private static Refusal Concealed(Refusal refusal) => refusal is QuantityOutOfRange or LineLimit or DeviceLimit ? new CartClosed() : refusal;

    private static bool IsGuest(Actor actor) => actor.Role is ActorRole.Guest;
}
