using System.Text.Json;
using Google.Protobuf;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Role = Omnichannel.Types.V1.Role;

namespace Omnichannel.Platform.Execution;

/// <summary>
/// The one way to an effect: load, decide, save once. State, events, timers and the answer under its idempotency key commit in one transaction,
/// retried on conflicts; a duplicate gets the first answer, domain refusals included.
/// </summary>
public sealed class CommandExecutor(IDatabase database, TimeProvider clock, IIdGenerator ids, ServiceIdentity identity, SqlOutbox outbox, TimerWakeUp timers)
{
    private const int MostAttempts = 4;
    private static readonly TimeSpan DeviceKeyRetention = TimeSpan.FromHours(24);
    private static readonly TimeSpan TerminalKeyRetention = TimeSpan.FromDays(30);

    /// <summary>Performs a command once per idempotency key.</summary>
    /// <param name="command">Caller, rpc and key.</param>
    /// <param name="work">Loads, lets the domain decide, saves; may run again after a conflict. A <see cref="RefusedException"/> out of it rolls everything back and is recorded as the answer.</param>
    /// <param name="cancellation">Stops waiting; a commit under way is not undone.</param>
    /// <exception cref="RefusedException">The domain refused, now or when this key was first used.</exception>
    public async Task<TAnswer> Execute<TAnswer>(CommandContext command, Func<UnitOfWork, Task<TAnswer>> work, CancellationToken cancellation = default)
        where TAnswer : IMessage<TAnswer>, new()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await InTransaction(unit => Once(unit, command, work, looksFirst: attempt > 1), cancellation).ConfigureAwait(false);
            }
            catch (AnsweredException earlier)
            {
                return earlier.Row.Repeat<TAnswer>(command);
            }
            catch (UniqueViolationException) when (attempt < MostAttempts)
            {
                // A concurrent duplicate (or another first writer of the same row) committed before us: look again.
            }
            catch (RefusedException refused) when (refused.Refusal.Kind is not RefusalKind.Conflict)
            {
                if (await TryRecordRefusal(command, refused.Refusal, cancellation).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Acts on a due timer: the timer's row goes in the same transaction. False when the timer had fired, moved or been cancelled meanwhile.</summary>
    public Task<bool> Execute(DueTimer timer, Func<UnitOfWork, Task> work, CancellationToken cancellation = default) =>
        InTransaction(
            async unit =>
            {
                var taken = await unit.Sql.Execute(
                    "delete from timers where kind = @Kind and key = @Key and generation = @Generation",
                    new { timer.Kind, timer.Key, timer.Generation }).ConfigureAwait(false);
                if (taken == 0)
                {
                    return false;
                }

                await work(unit).ConfigureAwait(false);
                return true;
            },
            cancellation);

    /// <summary>One transaction without an idempotency record: for work that is idempotent by itself (an inbox row, a saga step).</summary>
    public Task Apply(Func<UnitOfWork, Task> work, CancellationToken cancellation = default) =>
        Apply(
            async unit =>
            {
                await work(unit).ConfigureAwait(false);
                return true;
            },
            cancellation);

    /// <summary>As <see cref="Apply(Func{UnitOfWork, Task}, CancellationToken)"/>, with a result: that of the run that committed.</summary>
    public Task<TResult> Apply<TResult>(Func<UnitOfWork, Task<TResult>> work, CancellationToken cancellation = default) => InTransaction(work, cancellation);

    private async Task<T> InTransaction<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellation)
    {
        UnitOfWork? last = null;
        var result = await database.Write(
            async sql =>
            {
                last = new UnitOfWork(sql, clock.GetUtcNow(), identity.Source, ids);
                return await work(last).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
        if (last!.HasEvents)
        {
            outbox.Committed();
        }

        if (last.NextTimer is { } due)
        {
            timers.Scheduled(due, clock.GetUtcNow());
        }

        last.Committed();
        return result;
    }

    private async Task<bool> TryRecordRefusal(CommandContext command, Refusal refusal, CancellationToken cancellation)
    {
        var text = JsonSerializer.Serialize(
            new RefusalRecord(refusal.Kind, refusal.Reason, refusal.Message, refusal.Field, new Dictionary<string, string>(refusal.Facts)));
        try
        {
            return await database.Write(
                sql =>
                {
                    Record(sql, command, clock.GetUtcNow(), text, []);
                    return Task.FromResult(true);
                },
                cancellation).ConfigureAwait(false);
        }
        catch (UniqueViolationException)
        {
            return false;
        }
    }

    private static void Record(SqlSession sql, CommandContext command, DateTimeOffset now, string? refusal, byte[] answer) =>
        sql.Defer(
            """
            insert into idempotency (person, device, rpc, key, request_hash, refusal, answer, expires_at)
            values (@person, @device, @rpc, @key, @hash, @refusal, @answer, @expires)
            """,
            new
            {
                person = command.Caller.Principal.Person,
                device = command.Caller.Principal.Device,
                rpc = command.Rpc,
                key = command.IdempotencyKey,
                hash = command.RequestHash,
                refusal,
                answer,
                expires = (now + (command.Caller.Role is Role.Terminal ? TerminalKeyRetention : DeviceKeyRetention)).ToMicros(),
            });

    // Whether there is an answer already is asked along with the first reads of the work, and ends the transaction there.
    private static async Task<TAnswer> Once<TAnswer>(UnitOfWork unit, CommandContext command, Func<UnitOfWork, Task<TAnswer>> work, bool looksFirst)
        where TAnswer : IMessage<TAnswer>, new()
    {
        var recorded = AnswerRow.Ask(unit.Sql, command);
        if (looksFirst)
        {
            await recorded.Rows().ConfigureAwait(false);
        }

        TAnswer answer;
        try
        {
            answer = await work(unit).ConfigureAwait(false);
        }
        catch (RefusedException)
        {
            // It may have refused before it read anything: the first answer counts all the same.
            unit.Sql.ForgetWrites();
            await recorded.Rows().ConfigureAwait(false);
            throw;
        }

        await recorded.Rows().ConfigureAwait(false);
        Record(unit.Sql, command, unit.Now, null, answer.ToByteArray());
        return answer;
    }

    private sealed record AnswerRow
    {
        private const string OfPerson =
            "select request_hash as RequestHash, refusal as Refusal, answer as Answer from idempotency where person = @person and device = @device and rpc = @rpc and key = @key";

        // What a customer asked for on this device before they signed in is theirs, too. Their own answer comes first.
        private static readonly string OfPersonOrGuest =
            $"""
            select request_hash as RequestHash, refusal as Refusal, answer as Answer from idempotency
            where device = @device and rpc = @rpc and key = @key and person in (select @person union all {GuestOwners.PersonsOf("@customer")})
            order by case when person = @person then 0 else 1 end limit 1
            """;

        public static Asked<AnswerRow> Ask(SqlSession sql, CommandContext command)
        {
            var principal = command.Caller.Principal;
            return principal.CustomerId is { } customer
                ? sql.AskFirst<AnswerRow>(
                    OfPersonOrGuest, new { person = principal.Person, device = principal.Device, customer, rpc = command.Rpc, key = command.IdempotencyKey }, End)
                : sql.AskFirst<AnswerRow>(OfPerson, new { person = principal.Person, device = principal.Device, rpc = command.Rpc, key = command.IdempotencyKey }, End);
        }

        public byte[] RequestHash { get; init; } = [];

        public string? Refusal { get; init; }

        public byte[] Answer { get; init; } = [];

        /// <summary>What was answered when the key was used first.</summary>
        public TAnswer Repeat<TAnswer>(CommandContext command)
            where TAnswer : IMessage<TAnswer>, new()
        {
            if (!RequestHash.AsSpan().SequenceEqual(command.RequestHash))
            {
                throw new RefusedException(new IdempotencyKeyReused());
            }

            if (Refusal is not null)
            {
                throw new RefusedException(new RecordedRefusal(JsonSerializer.Deserialize<RefusalRecord>(Refusal)!));
            }

            var answer = new TAnswer();
            answer.MergeFrom(Answer);
            return answer;
        }

        private static void End(AnswerRow row) => throw new AnsweredException(row);
    }

    /// <summary>The command was answered before: nothing of it happens again.</summary>
    private sealed class AnsweredException(AnswerRow row) : Exception
    {
        public AnswerRow Row { get; } = row;
    }
}
