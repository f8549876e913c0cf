using System.Text.Json;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;
using Omnichannel.Types.V1;
using ConsentPurpose = Omnichannel.Messaging.Domain.ConsentPurpose;
using Contact = Omnichannel.Messaging.Domain.Contact;
using Medium = Omnichannel.Messaging.Domain.Medium;

namespace Omnichannel.Messaging.Store;

/// <summary>Who can be reached how, and what they allowed.</summary>
public sealed class ContactStore(IDatabase database, CommandExecutor executor)
{
    /// <summary>Kind of the timer that forgets the contact of a checkout that came to nothing; the key is the checkout's id.</summary>
    public const string UnusedTimer = "unused-contact";

    // As long as its delivery details are kept.
    private static readonly TimeSpan UnusedFor = TimeSpan.FromDays(30);

    private const string ContactColumns =
        "contact_id as ContactId, name as Name, email as Email, phone as Phone, language as Language, time_zone as TimeZone, push_tokens as PushTokens, updated_at as UpdatedAt";

    private static readonly (ContactParts Part, string Name)[] Columns =
    [
        (ContactParts.Name, "name"), (ContactParts.Email, "email"), (ContactParts.Phone, "phone"), (ContactParts.Language, "language"),
        (ContactParts.TimeZone, "time_zone"), (ContactParts.PushTokens, "push_tokens"),
    ];

    private const string ConsentColumns = """
        purpose as PurposeName, medium as MediumName, granted as Granted, wording_version as WordingVersion, decided_at as DecidedAt, source as Source, channel as ChannelName, actor_id as ActorId
        """;

    /// <summary>Stores a contact, or some parts of it, and lets messages that waited for it go.</summary>
    /// <param name="given">Its values; those of other parts are not looked at.</param>
    /// <param name="parts">What to replace; the rest stays as it was, or empty.</param>
    public Task<(Contact Contact, long UpdatedAt)> Put(Contact given, ContactParts parts = ContactParts.All) => executor.Apply(async unit =>
    {
        var contact = Only(given, parts);
        await Lock(unit.Sql, contact.ContactId);
        await unit.Sql.Execute(
            $"""
            insert into contacts (contact_id, name, email, phone, language, time_zone, push_tokens, updated_at)
            values (@ContactId, @Name, @Email, @Phone, @Language, @TimeZone, @tokens, @now)
            on conflict (contact_id) do update set {string.Concat(Columns.Where(column => parts.HasFlag(column.Part)).Select(column => $"{column.Name} = excluded.{column.Name}, "))}
                updated_at = excluded.updated_at
            """,
            new
            {
                contact.ContactId,
                contact.Name,
                contact.Email,
                contact.Phone,
                contact.Language,
                contact.TimeZone,
                tokens = JsonSerializer.Serialize(contact.PushTokens),
                now = unit.Now.ToMicros(),
            });
        foreach (var id in await unit.Sql.Query<string>(
            "select message_id from messages where contact_id = @ContactId and state = @scheduled and reason = 'NO_CONTACT'",
            new { contact.ContactId, scheduled = (long)Domain.MessageState.Scheduled }))
        {
            unit.Schedule(MessageStore.SendTimer, id, unit.Now);
        }

        return (await Find(unit.Sql, contact.ContactId))!.Value;
    });

    /// <summary>A checkout came to nothing: the contact that was given for it, if any, goes when whatever is still to be said about it was.</summary>
    public static void ForgetLater(UnitOfWork unit, string checkoutId) => unit.Schedule(UnusedTimer, checkoutId, unit.Now + UnusedFor);

    /// <summary>Forgets a checkout's contact.</summary>
    public Task Forget(DueTimer timer, CancellationToken cancellation) => executor.Execute(
        timer,
        unit =>
        {
            unit.Sql.Defer("delete from contacts where contact_id = @contactId", new { contactId = timer.Key });
            return Task.CompletedTask;
        },
        cancellation);

    /// <summary>A contact.</summary>
    /// <exception cref="RefusedException"><see cref="ContactNotFound"/>.</exception>
    public async Task<(Contact Contact, long UpdatedAt)> Get(string contactId) => await database.Read(sql => Find(sql, contactId)) ?? throw new RefusedException(new ContactNotFound());

    /// <summary>Records a decision.</summary>
    public Task<SetConsentResponse> SetConsent(CommandContext command, SetConsentRequest request) => executor.Execute(command, unit =>
    {
        var source = command.Caller.Role switch { Role.Agent => "agent", Role.Service => "import", _ => "form" };
        return Task.FromResult(new SetConsentResponse
        {
            Consent = Decide(unit, request.ContactId, request.Purpose.ToDomain(), request.Medium.ToDomain(), request.Granted, request.WordingVersion, source, command.Caller),
        });
    });

    /// <summary>Withdraws by link: again and again, also at the same time, with the same outcome.</summary>
    public Task Unsubscribe(UnsubscribeLink link) => executor.Apply(async unit =>
    {
        await Lock(unit.Sql, link.ContactId);
        if (!await IsWithdrawn(unit.Sql, link))
        {
            Decide(unit, link.ContactId, link.Purpose, link.Medium, false, "", "unsubscribe", null);
        }
    });

    /// <summary>Whether what a link withdraws was withdrawn before, and the contact's language.</summary>
    public Task<(bool IsWithdrawn, string Language)> Look(UnsubscribeLink link) =>
        database.Read(async sql => (await IsWithdrawn(sql, link), (await Find(sql, link.ContactId))?.Contact.Language ?? ""));

    /// <summary>All decisions, latest first.</summary>
    public Task<IReadOnlyList<ConsentRow>> Consents(string contactId) => database.Read(sql => Consents(sql, contactId));

    /// <summary>
    /// One decision about a contact at a time: who was told how to reach somebody, which advertisement is the last of the week, whether a consent was withdrawn already. A
    /// contact may have no row yet.
    /// </summary>
    internal static Task Lock(SqlSession sql, string contactId) => sql.Lock($"contact/{contactId}");

    internal static async Task<(Contact Contact, long UpdatedAt)?> Find(SqlSession sql, string contactId)
    {
        var row = await sql.QueryFirst<Row>($"select {ContactColumns} from contacts where contact_id = @contactId", new { contactId });
        return row is null
            ? null
            : (new Contact(row.ContactId, row.Name, row.Email, row.Phone, row.Language, row.TimeZone, JsonSerializer.Deserialize<string[]>(row.PushTokens)!), row.UpdatedAt);
    }

    internal static Task<IReadOnlyList<ConsentRow>> Consents(SqlSession sql, string contactId) =>
        sql.Query<ConsentRow>($"select {ConsentColumns} from consents where contact_id = @contactId order by seq desc", new { contactId });

    private static async Task<bool> IsWithdrawn(SqlSession sql, UnsubscribeLink link) =>
        (await Consents(sql, link.ContactId)).FirstOrDefault(row => row.Purpose == link.Purpose && row.Medium == link.Medium) is { Granted: 0 };

    internal static void Suppress(UnitOfWork unit, Medium medium, string addressHash, string reason) => unit.Sql.Defer(
        "insert into suppressions (medium, address_hash, reason, suppressed_at) values (@medium, @hash, @reason, @now) on conflict (medium, address_hash) do nothing",
        new { medium = medium.Name(), hash = addressHash, reason, now = unit.Now.ToMicros() });

    internal static async Task<IReadOnlyDictionary<Medium, string>> Suppressed(SqlSession sql, Contact contact, AddressHashes addresses)
    {
        var found = new Dictionary<Medium, string>();
        foreach (var medium in Enum.GetValues<Medium>().Where(medium => contact.AddressFor(medium).Length > 0))
        {
            var reason = await sql.QueryFirst<string>(
                "select reason from suppressions where medium = @medium and address_hash = @hash",
                new { medium = medium.Name(), hash = addresses.Of(medium, contact.AddressFor(medium)) });
            if (reason is not null)
            {
                found[medium] = reason;
            }
        }

        return found;
    }

    private static Contact Only(Contact given, ContactParts parts) => new(
        given.ContactId,
        parts.HasFlag(ContactParts.Name) ? given.Name : "",
        parts.HasFlag(ContactParts.Email) ? given.Email : "",
        parts.HasFlag(ContactParts.Phone) ? given.Phone : "",
        parts.HasFlag(ContactParts.Language) ? given.Language : "",
        parts.HasFlag(ContactParts.TimeZone) ? given.TimeZone : "",
        parts.HasFlag(ContactParts.PushTokens) ? given.PushTokens : []);

    private static Consent Decide(UnitOfWork unit, string contactId, ConsentPurpose purpose, Medium medium, bool granted, string wording, string source, Caller? by)
    {
        var channel = by?.Channel ?? Channel.Unspecified;
        var actor = by is { IsStaff: true } ? by.ActorId ?? by.Subject : "";
        unit.Sql.Defer(
            """
            insert into consents (contact_id, purpose, medium, granted, wording_version, decided_at, source, channel, actor_id)
            values (@contactId, @purpose, @medium, @granted, @wording, @now, @source, @channel, @actor)
            """,
            new { contactId, purpose = purpose.Name(), medium = medium.Name(), granted = granted ? 1L : 0L, wording, now = unit.Now.ToMicros(), source, channel = channel.ToDomain().Name(), actor });
        unit.Publish(contactId, unit.Now.ToMicros(), EventHeader.News(unit.Now, channel).On(new ConsentChanged
        {
            ContactId = contactId, Purpose = purpose.ToContract(), Medium = medium.ToContract(), Granted = granted, WordingVersion = wording, Source = source,
        }));
        return Mapping.ToProto(new ConsentRow
        {
            PurposeName = purpose.Name(),
            MediumName = medium.Name(),
            Granted = granted ? 1 : 0,
            WordingVersion = wording,
            DecidedAt = unit.Now.ToMicros(),
            Source = source,
            ChannelName = channel.ToDomain().Name(),
            ActorId = actor,
        });
    }

    private sealed class Row
    {
        public string ContactId { get; init; } = "";

        public string Name { get; init; } = "";

        public string Email { get; init; } = "";

        public string Phone { get; init; } = "";

        public string Language { get; init; } = "";

        public string TimeZone { get; init; } = "";

        public string PushTokens { get; init; } = "";

        public long UpdatedAt { get; init; }
    }
}
