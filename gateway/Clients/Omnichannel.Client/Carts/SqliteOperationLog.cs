using Google.Protobuf;
using Omnichannel.Client.Device;

namespace Omnichannel.Client.Carts;

/// <summary>
/// Keeps edits in a SQLite file (WAL, <c>synchronous=FULL</c>): what was written survives the process and the machine's power. One process has the file at a time,
/// by a lock on <c>{file}.lock</c> that ends with the process. A damaged file is put aside as <c>{file}.damaged-{n}</c>, and a new one begun.
/// </summary>
public sealed class SqliteOperationLog : IOperationLog
{
    private readonly LogFile file;

    private SqliteOperationLog(LogFile file) => this.file = file;

    /// <inheritdoc/>
    public string? DamagedFile => file.DamagedFile;

    /// <summary>Opens the log, or makes it.</summary>
    /// <param name="path">The file. One log is of one cart's owner on one device.</param>
    /// <param name="mostBytes">What the file may grow to; an edit beyond that is refused like one on a full disk.</param>
    /// <exception cref="DeviceLogException">Another process has it, or it cannot be used.</exception>
    public static SqliteOperationLog Open(string path, long mostBytes = LogFile.MostBytes) => new(LogFile.Open(path, mostBytes, OperationTables.Prepare));

    /// <inheritdoc/>
    public LogContent Read() => OperationTables.Read(file);

    /// <inheritdoc/>
    public void Write(LogChange change) => file.Write(() => Put(change));

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Put(LogChange change)
    {
        if (change.CurrentCart is { } current)
        {
            file.Run("update log set current_cart = $current", ("$current", current));
        }

        foreach (var cart in change.Carts)
        {
            file.Run(
                "insert or replace into carts(cart_id, next_number, sent_through, moved_to, last_seen) values($cart, $next, $sent, $moved, $seen)",
                ("$cart", cart.CartId), ("$next", cart.NextNumber), ("$sent", cart.SentThrough), ("$moved", cart.MovedTo), ("$seen", cart.LastSeen?.ToByteArray()));
        }

        using var remove = file.Prepare("delete from operations where cart_id = $cart and number = $number", "$cart", "$number");
        foreach (var operation in change.Removed)
        {
            LogFile.Execute(remove, operation.CartId, operation.Number);
        }

        using var put = file.Prepare(
            "insert or replace into operations(cart_id, number, operation, checksum, answered_in, answered_version) values($cart, $number, $operation, $checksum, $in, $version)",
            "$cart", "$number", "$operation", "$checksum", "$in", "$version");
        foreach (var operation in change.Put)
        {
            var bytes = operation.Operation.ToByteArray();
            LogFile.Execute(
                put, operation.CartId, operation.Number, bytes, LogFile.Checksum(operation.CartId, operation.Number, bytes), operation.AnsweredIn, operation.AnsweredVersion);
        }
    }
}
