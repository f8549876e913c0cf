using System.Text.Json;
using Omnichannel.Platform.Storage;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Store;

/// <summary>Profiles, replaced as a whole.</summary>
public sealed class Profiles(IDatabase database, TimeProvider clock)
{
    /// <summary>Null when none was stored.</summary>
    public Task<StoredProfile?> Find(string customerId, CancellationToken cancellation) => database.Read(sql => Find(sql, customerId), cancellation);

    /// <summary>Stores a profile.</summary>
    /// <exception cref="Platform.Domain.RefusedException">A field is not what it should be.</exception>
    public async Task<StoredProfile> Put(Profile profile, CancellationToken cancellation)
    {
        var checkedProfile = profile.Check().Value;
        var now = clock.GetUtcNow().ToMicros();
        await database.Write(
            sql => sql.Execute(
                """
                insert into profiles (customer_id, name, language, time_zone, birthday, home_store_id, interests, updated_at)
                values (@CustomerId, @Name, @Language, @TimeZone, @Birthday, @HomeStoreId, @interests, @now)
                on conflict (customer_id) do update set name = excluded.name, language = excluded.language, time_zone = excluded.time_zone,
                    birthday = excluded.birthday, home_store_id = excluded.home_store_id, interests = excluded.interests, updated_at = excluded.updated_at
                """,
                new
                {
                    checkedProfile.CustomerId,
                    checkedProfile.Name,
                    checkedProfile.Language,
                    checkedProfile.TimeZone,
                    checkedProfile.Birthday,
                    checkedProfile.HomeStoreId,
                    interests = JsonSerializer.Serialize(checkedProfile.Interests),
                    now,
                }),
            cancellation).ConfigureAwait(false);
        return new StoredProfile(checkedProfile, Instants.FromMicros(now));
    }

    internal static async Task<StoredProfile?> Find(SqlSession sql, string customerId)
    {
        var row = await sql.QueryFirst<Row>(
            """
            select name as Name, language as Language, time_zone as TimeZone, birthday as Birthday, home_store_id as HomeStoreId, interests as Interests, updated_at as UpdatedAt
            from profiles where customer_id = @customerId
            """,
            new { customerId }).ConfigureAwait(false);
        return row is null
            ? null
            : new StoredProfile(
                new Profile(
                    customerId, row.Name, row.Language, row.TimeZone, row.Birthday, row.HomeStoreId, JsonSerializer.Deserialize<List<string>>(row.Interests)!),
                Instants.FromMicros(row.UpdatedAt));
    }

    private sealed record Row
    {
        public string Name { get; init; } = "";

        public string Language { get; init; } = "";

        public string TimeZone { get; init; } = "";

        public string Birthday { get; init; } = "";

        public string HomeStoreId { get; init; } = "";

        public string Interests { get; init; } = "";

        public long UpdatedAt { get; init; }
    }
}

/// <summary>A profile and when it was stored.</summary>
public sealed record StoredProfile(Profile Profile, DateTimeOffset UpdatedAt);
