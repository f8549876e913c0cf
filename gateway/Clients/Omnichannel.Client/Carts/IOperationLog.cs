using Omnichannel.Cart.V1;
using Omnichannel.Client.Device;

namespace Omnichannel.Client.Carts;

/// <summary>An edit as it is kept: under its number until the cart can no longer lose it.</summary>
/// <param name="CartId">The cart that it was made for; empty while the device has not been told which one it has.</param>
/// <param name="Number">Its <c>device_seq</c>.</param>
/// <param name="Operation">The edit, with the version that the device had seen.</param>
public sealed record LoggedOperation(string CartId, long Number, CartOperation Operation)
{
    /// <summary>The cart that answered it; null while nobody has.</summary>
    public string? AnsweredIn { get; init; }

    /// <summary>That cart's version in the answer.</summary>
    public long AnsweredVersion { get; init; }

    /// <summary>Whether the server has answered it.</summary>
    public bool IsAnswered => AnsweredIn is not null;
}

/// <summary>How far a device has counted on a cart.</summary>
/// <param name="CartId">The cart.</param>
/// <param name="NextNumber">The number of the next edit.</param>
/// <param name="SentThrough">Numbers up to here may have reached the server.</param>
public sealed record NumberedCart(string CartId, long NextNumber, long SentThrough)
{
    /// <summary>The cart that the device followed it to; null while it follows none.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The cart as the server last showed it.</summary>
    public ShoppingCart? LastSeen { get; init; }
}

/// <summary>All that a log has.</summary>
/// <param name="Name">The log's own name, made with it and unlike any other's.</param>
/// <param name="CurrentCart">The cart that new edits are for; empty while it is not known.</param>
/// <param name="Carts">The carts that it has counted on.</param>
/// <param name="Operations">The edits that are kept.</param>
public sealed record LogContent(string Name, string CurrentCart, IReadOnlyList<NumberedCart> Carts, IReadOnlyList<LoggedOperation> Operations);

/// <summary>What one step changes: written whole or not at all.</summary>
public sealed record LogChange
{
    /// <summary>The new current cart; null for no change.</summary>
    public string? CurrentCart { get; init; }

    /// <summary>Carts in their new state.</summary>
    public IReadOnlyList<NumberedCart> Carts { get; init; } = [];

    /// <summary>Edits that go, by cart and number. They go before others come.</summary>
    public IReadOnlyList<LoggedOperation> Removed { get; init; } = [];

    /// <summary>New edits, and edits in their new state.</summary>
    public IReadOnlyList<LoggedOperation> Put { get; init; } = [];
}

/// <summary>Keeps the edits of one <see cref="DeviceCart"/>: in a file, or in memory.</summary>
public interface IOperationLog : IDisposable
{
    /// <summary>Where a damaged log was put aside when this one was opened; null when it was sound.</summary>
    string? DamagedFile { get; }

    /// <summary>Everything that is kept.</summary>
    LogContent Read();

    /// <summary>Writes a change. When it returns, the change survives the process and the machine's power, as far as the log promises that.</summary>
    /// <exception cref="DeviceLogException">Nothing of it was written.</exception>
    void Write(LogChange change);
}
