using System.Text.Json;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.People;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Support.V1;
using Omnichannel.Types.V1;
using Profile = Omnichannel.SupportContext.Domain.Profile;

namespace Omnichannel.SupportContext.Store;

/// <summary>Profiles, replaced as a whole.</summary>
public sealed class Profiles(IDatabase database, CommandExecutor executor, KeyedHash hash)
{
    /// <summary>Null when none was stored.</summary>
    public Task<StoredProfile?> Find(string customerId, CancellationToken cancellation) => database.Read(sql => Find(sql, customerId), cancellation);

    /// <summary>Stores a profile, and tells of another birthday.</summary>
    /// <exception cref="Platform.Domain.RefusedException">A field is not what it should be.</exception>
    public Task<StoredProfile> Put(Profile profile, Channel channel, CancellationToken cancellation)
    {
        var checkedProfile = profile.Check().Value;
        return executor.Apply(
            async unit =>
            {
                // Under the customer's lock: what is told last is what stands here.
                var version = await Customers.Touch(unit, checkedProfile.CustomerId).ConfigureAwait(false);
                var before = await Find(unit.Sql, checkedProfile.CustomerId).ConfigureAwait(false);
                await Save(unit, checkedProfile).ConfigureAwait(false);
                if (checkedProfile.MonthDay != (before?.Profile.MonthDay ?? ""))
                {
                    var key = checkedProfile.MonthDay.Length == 0 ? "" : BirthdayKeys.Of(hash, checkedProfile.CustomerId, checkedProfile.MonthDay);
                    unit.Publish(checkedProfile.CustomerId, version, EventHeader.News(unit.Now, channel).On(new BirthdaySet { CustomerId = checkedProfile.CustomerId, DayKey = key }));
                }

                return new StoredProfile(checkedProfile, Instants.FromMicros(unit.Now.ToMicros()));
            },
            cancellation);
    }

    private static Task Save(UnitOfWork unit, Profile profile) => unit.Sql.Execute(
        """
        insert into profiles (customer_id, name, language, time_zone, birthday, home_store_id, interests, updated_at)
        values (@CustomerId, @Name, @Language, @TimeZone, @Birthday, @HomeStoreId, @interests, @now)
        on conflict (customer_id) do update set name = excluded.name, language = excluded.language, time_zone = excluded.time_zone,
            birthday = excluded.birthday, home_store_id = excluded.home_store_id, interests = excluded.interests, updated_at = excluded.updated_at
        """,
        new
        {
            profile.CustomerId,
            profile.Name,
            profile.Language,
            profile.TimeZone,
            profile.Birthday,
            profile.HomeStoreId,
            interests = JsonSerializer.Serialize(profile.Interests),
            now = unit.Now.ToMicros(),
        });

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
