using System.Collections.Immutable;
using Omnichannel.Cart.V1;

namespace Omnichannel.Stories.Format;

/// <summary>What devices go through with their carts, and what each must show in the end. README.md tells the format.</summary>
/// <param name="Seed">Everything follows from it.</param>
/// <param name="Market">Of all carts.</param>
/// <param name="Devices">Who takes part.</param>
/// <param name="Steps">What happens, one after the other.</param>
/// <param name="End">What each device must show and have been told, after the last step.</param>
internal sealed record Story(int Seed, string Market, ImmutableArray<StoryDevice> Devices, ImmutableArray<Step> Steps, ImmutableArray<StoryEnd> End)
{
    /// <summary>The number of the step that made an edit.</summary>
    public int StepOf(CartOperation operation) =>
        Steps.Select((step, number) => (step, number)).First(entry => entry.step is EditStep edit && edit.Operation.OccurredAt.Equals(operation.OccurredAt)).number;
}

/// <summary>A device with its log.</summary>
/// <param name="Name">Names it in the story.</param>
/// <param name="Subject">Whose session it has at first.</param>
/// <param name="Role">CUSTOMER, GUEST or TERMINAL.</param>
/// <param name="Channel">WEB, APP or STORE.</param>
/// <param name="Cart">The cart that a till joined; absent for the subject's own.</param>
internal sealed record StoryDevice(string Name, string Subject, string Role, string Channel, string? Cart);

/// <summary>What a device shows.</summary>
/// <param name="Cart">Its cart; empty while it does not know it.</param>
/// <param name="Lines">In the order of <c>sku</c> and options.</param>
/// <param name="Pending">Edits without an answer.</param>
internal sealed record Shown(string Cart, ImmutableArray<ShownLine> Lines, int Pending);

/// <summary>One line of it.</summary>
internal sealed record ShownLine(string Sku, ImmutableSortedDictionary<string, string> Options, int Quantity, bool Saved)
{
    public bool Equals(ShownLine? other) =>
        other is not null && (Sku, Quantity, Saved) == (other.Sku, other.Quantity, other.Saved) && Options.SequenceEqual(other.Options);

    public override int GetHashCode() => HashCode.Combine(Sku, Quantity, Saved);

    public override string ToString() => $"{Quantity} {Sku}{string.Concat(Options.Values.Select(value => " " + value))}{(Saved ? " saved" : "")}";
}

/// <summary>A device at the end.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Shows">What it shows.</param>
/// <param name="Notes">The merge notes that it was told, each once.</param>
/// <param name="Refusals">The refusals that it was told, each once.</param>
/// <param name="Redirects">The carts that it went over to, in order.</param>
internal sealed record StoryEnd(string Device, Shown Shows, ImmutableArray<ToldNote> Notes, ImmutableArray<ToldRefusal> Refusals, ImmutableArray<ToldRedirect> Redirects);

/// <summary>The server did an edit otherwise than it said.</summary>
/// <param name="Edit">The number of the step that made it.</param>
/// <param name="Kind">As the contract names it.</param>
internal sealed record ToldNote(int Edit, string Kind);

/// <summary>The server refused an edit for good.</summary>
/// <param name="Edit">The number of the step that made it.</param>
/// <param name="Reason">As the contract names it.</param>
internal sealed record ToldRefusal(int Edit, string Reason);

/// <summary>The device went over to another cart.</summary>
internal sealed record ToldRedirect(string From, string To);
