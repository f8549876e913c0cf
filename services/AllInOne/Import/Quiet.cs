using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;

namespace Omnichannel.AllInOne.Import;

/// <summary>Tells when the services have worked off what was published, whatever that brought about included: no unsent event, and none that is not applied.</summary>
internal static class Quiet
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when everything is quiet.</summary>
    public static async Task Wait(IReadOnlyList<IHost> services, EmbeddedEventLog log, CancellationToken cancellation)
    {
        // Two looks that see the same: what one service wrote behind the first look at its outbox is unsent at the second, or published since.
        (long Unsent, long Published, bool IsApplied) before = default;
        for (var isFirst = true; ; isFirst = false)
        {
            var now = await Look(services, log, cancellation).ConfigureAwait(false);
            if (!isFirst && now == before && now is { Unsent: 0, IsApplied: true })
            {
                return;
            }

            before = now;
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<(long Unsent, long Published, bool IsApplied)> Look(IReadOnlyList<IHost> services, EmbeddedEventLog log, CancellationToken cancellation)
    {
        var unsent = 0L;
        foreach (var database in services.Select(service => service.Services.GetService<IDatabase>()).OfType<IDatabase>())
        {
            unsent += await database.Read(sql => sql.QueryFirst<long>("select count(*) from outbox"), cancellation).ConfigureAwait(false);
        }

        var (published, isApplied) = log.Progress();
        return (unsent, published, isApplied);
    }
}
