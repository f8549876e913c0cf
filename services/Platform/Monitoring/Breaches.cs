using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Platform.Monitoring;

/// <summary>
/// Invariants that a service's facts do not keep: kept in its database while they last (<c>OpsService.ListBreaches</c>), counted and logged when they begin. An aggregate that
/// clamps what it tells says here that it did.
/// </summary>
public sealed partial class Breaches(IDatabase database, ServiceIdentity identity, ILogger<Breaches> logger)
{
    private readonly Counter<long> begun = Telemetry.Of(identity.Area).Meter.CreateCounter<long>(
        "omnichannel.invariants.broken", "{breach}", "Invariants that facts stopped to keep.");

    /// <summary>Keeps what an aggregate breaks now, in the transaction of its step.</summary>
    /// <param name="unit">The step.</param>
    /// <param name="subject">The aggregate's id.</param>
    /// <param name="before">What it broke before the step.</param>
    /// <param name="now">What it breaks after it.</param>
    public void Follow(UnitOfWork unit, string subject, IReadOnlyCollection<Breach> before, IReadOnlyCollection<Breach> now)
    {
        foreach (var (invariant, part) in before.Except(now))
        {
            unit.Sql.Defer("delete from breaches where subject = @subject and invariant = @invariant and part = @part", new { subject, invariant, part });
        }

        foreach (var (invariant, part) in now.Except(before))
        {
            unit.Sql.Defer(
                "insert into breaches (subject, invariant, part, since) values (@subject, @invariant, @part, @since) on conflict (subject, invariant, part) do nothing",
                new { subject, invariant, part, since = unit.Now.ToMicros() });
            unit.OnCommitted(() =>
            {
                begun.Add(1, new KeyValuePair<string, object?>("omnichannel.invariant", invariant));
                Broken(logger, invariant, subject);
            });
        }
    }

    /// <summary>What is broken now, by subject.</summary>
    /// <param name="after">Goes on behind it; null from the first.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Ends the read.</param>
    public Task<IReadOnlyList<KnownBreach>> List(KnownBreach? after, int most, CancellationToken cancellation) => database.Read(
        sql => sql.Query<KnownBreach>(
            """
            select subject as Subject, invariant as Invariant, part as Part, since as Since from breaches
            where (subject, invariant, part) > (@Subject, @Invariant, @Part) order by subject, invariant, part limit @most
            """,
            new { Subject = after?.Subject ?? "", Invariant = after?.Invariant ?? "", Part = after?.Part ?? "", most }),
        cancellation);

    /// <summary>How many are broken now.</summary>
    public Task<long> Count(CancellationToken cancellation) => database.Read(sql => sql.QueryFirst<long>("select count(*) from breaches"), cancellation);

    // The aggregate's id is no person's: it names what to look at.
    [LoggerMessage(EventId = 1, EventName = "InvariantBroken", Level = LogLevel.Error, Message = "{Invariant} does not hold for {Subject}; what is told of it stays within bounds")]
    private static partial void Broken(ILogger logger, string invariant, string subject);
}

/// <summary>An invariant that is broken now.</summary>
public sealed record KnownBreach
{
    /// <summary>The aggregate's id.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Which.</summary>
    public string Invariant { get; init; } = "";

    /// <summary>Of which part; empty for the whole.</summary>
    public string Part { get; init; } = "";

    /// <summary>Microseconds since 1970.</summary>
    public long Since { get; init; }
}
