using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.PersonalData;

/// <summary>The answers under a person's idempotency keys. Once they are erased, a call that is sent again is a new one.</summary>
internal sealed class AnswersOfPerson(IDatabase database) : IPersonalData
{
    public string Kind => "answer";

    public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = await database.Read(
            sql => sql.Query<Row>(
                $"select device as Device, rpc as Rpc, key as Key, expires_at as ExpiresAt from idempotency where person {sql.Dialect.In("@persons")} order by person, device, rpc, key",
                new { persons = Names(person) }),
            cancellation).ConfigureAwait(false);
        foreach (var row in rows)
        {
            var data = new Struct { Fields = { ["device"] = Value.ForString(row.Device), ["rpc"] = Value.ForString(row.Rpc) } };
            yield return new PersonalRecord(row.Key, data) { KeptUntil = Instants.FromMicros(row.ExpiresAt) };
        }
    }

    public Task<Erasure> Erase(Person person, CancellationToken cancellation) => database.Write(
        async sql => new Erasure(
            await sql.Execute($"delete from idempotency where person {sql.Dialect.In("@persons")}", new { persons = Names(person) }).ConfigureAwait(false), []),
        cancellation);

    private static string[] Names(Person person) => [.. person.Customers.Select(Principal.NameOfCustomer), .. person.Guests.Select(Principal.NameOfGuest)];

    private sealed record Row
    {
        public string Device { get; init; } = "";

        public string Rpc { get; init; } = "";

        public string Key { get; init; } = "";

        public long ExpiresAt { get; init; }
    }
}
