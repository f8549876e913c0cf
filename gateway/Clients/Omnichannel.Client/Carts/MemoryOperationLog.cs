namespace Omnichannel.Client.Carts;

/// <summary>Keeps edits as long as the process lives: for devices that are never off line, and for tests.</summary>
public sealed class MemoryOperationLog : IOperationLog
{
    private readonly Lock gate = new();
    private readonly string name = LogName.New();
    private readonly Dictionary<string, NumberedCart> carts = [];
    private readonly SortedDictionary<(string Cart, long Number), LoggedOperation> operations = [];
    private string current = "";

    /// <inheritdoc/>
    public string? DamagedFile => null;

    /// <inheritdoc/>
    public LogContent Read()
    {
        lock (gate)
        {
            return new LogContent(name, current, [.. carts.Values], [.. operations.Values]);
        }
    }

    /// <inheritdoc/>
    public void Write(LogChange change)
    {
        lock (gate)
        {
            current = change.CurrentCart ?? current;
            foreach (var cart in change.Carts)
            {
                carts[cart.CartId] = cart;
            }

            foreach (var operation in change.Removed)
            {
                operations.Remove((operation.CartId, operation.Number));
            }

            foreach (var operation in change.Put)
            {
                operations[(operation.CartId, operation.Number)] = operation;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What it keeps goes with it.
    }
}
