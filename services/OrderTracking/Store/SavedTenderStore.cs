using Google.Protobuf;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.OrderTracking.Store;

/// <summary>Means of payment that customers saved.</summary>
public sealed class SavedTenderStore(CommandExecutor executor, IDatabase database)
{
    /// <summary>All of a customer's.</summary>
    public Task<SavedTenders> Find(string customerId, CancellationToken cancellation) => database.Read(sql => Load(sql, customerId, locks: false), cancellation);

    /// <summary>A change that is idempotent by its content.</summary>
    public Task<SavedTenders> Apply(string customerId, Func<SavedTenders, Guid, Decision<SavedTenders>> decide, CancellationToken cancellation) =>
        executor.Apply(unit => Change(unit, customerId, decide), cancellation);

    /// <summary>A change that is made once for its key.</summary>
    public Task<TAnswer> Execute<TAnswer>(
        CommandContext command, string customerId, Func<SavedTenders, Decision<SavedTenders>> decide, Func<SavedTenders, TAnswer> answer, CancellationToken cancellation)
        where TAnswer : IMessage<TAnswer>, new() =>
        executor.Execute(command, async unit => answer(await Change(unit, customerId, (saved, _) => decide(saved))), cancellation);

    private static async Task<SavedTenders> Change(UnitOfWork unit, string customerId, Func<SavedTenders, Guid, Decision<SavedTenders>> decide)
    {
        // There is a row to lock before there is anything in it: two that are saved at once are both kept.
        await unit.Sql.Execute(
            "insert into saved_tenders (customer_id, tenders) values (@customerId, @none) on conflict (customer_id) do nothing",
            new { customerId, none = new Stored.SavedTenders().ToByteArray() });
        var saved = decide(await Load(unit.Sql, customerId, locks: true), unit.NewId()).Value;
        unit.Sql.Defer("update saved_tenders set tenders = @tenders where customer_id = @customerId", new { customerId, tenders = saved.ToStored().ToByteArray() });
        return saved;
    }

    private static async Task<SavedTenders> Load(SqlSession sql, string customerId, bool locks) =>
        await sql.QueryFirst<byte[]>($"select tenders from saved_tenders where customer_id = @customerId{(locks ? sql.Dialect.LockRow : "")}", new { customerId }) is { } stored
            ? Stored.SavedTenders.Parser.ParseFrom(stored).ToDomain()
            : new SavedTenders([]);
}
