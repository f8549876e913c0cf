using Omnichannel.Platform.Storage;
using Omnichannel.SupportContext.Domain;

namespace Omnichannel.SupportContext.Store;

/// <summary>Everything about a customer in one snapshot.</summary>
public sealed class Contexts(IDatabase database, TimeProvider clock)
{
    private const int MostRecent = 20;

    /// <summary>Reads and folds.</summary>
    public Task<CustomerRecord> Get(string customerId, string language, CancellationToken cancellation) => database.Read(
        async sql =>
        {
            var owners = await Timeline.Owners(sql, customerId).ConfigureAwait(false);
            var entries = await Timeline.ForContext(sql, owners).ConfigureAwait(false);
            var (orders, first, last) = await Timeline.Extent(sql, owners).ConfigureAwait(false);
            return new CustomerRecord(
                await Profiles.Find(sql, customerId).ConfigureAwait(false),
                await IdentityLinks.OfCustomer(sql, customerId).ConfigureAwait(false),
                CustomerContext.Of(customerId, entries, clock.GetUtcNow(), language),
                await Timeline.Page(sql, owners, new TimelineFilter([], null, null, null, MostRecent)).ConfigureAwait(false),
                await Timeline.Channels(sql, owners).ConfigureAwait(false),
                orders,
                first,
                last);
        },
        cancellation);
}

/// <summary>What <see cref="Contexts"/> answers.</summary>
public sealed record CustomerRecord(
    StoredProfile? Profile,
    IReadOnlyList<StoredLink> Links,
    CustomerContext Context,
    IReadOnlyList<Entry> Recent,
    ChannelPath Path,
    long OrderCount,
    DateTimeOffset? FirstSeenAt,
    DateTimeOffset? LastSeenAt);
