using Omnichannel.Platform.Storage;

namespace Omnichannel.AllInOne.Import;

/// <summary>Tells when the services have worked off what was published: no unsent event, no event not yet applied, for long enough.</summary>
internal static class Quiet
{
    private const int LooksInARow = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when everything is quiet.</summary>
    public static async Task Wait(IReadOnlyList<IHost> services, CancellationToken cancellation)
    {
        var last = -1L;
        for (var quiet = 0; quiet < LooksInARow;)
        {
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            var state = await Look(services, cancellation).ConfigureAwait(false);
            quiet = state.Unsent == 0 && state.Applied == last ? quiet + 1 : 0;
            last = state.Applied;
        }
    }

    private static async Task<(long Unsent, long Applied)> Look(IReadOnlyList<IHost> services, CancellationToken cancellation)
    {
        var unsent = 0L;
        var applied = 0L;
        foreach (var database in services.Select(service => service.Services.GetService<IDatabase>()).OfType<IDatabase>())
        {
            unsent += await database.Read(sql => sql.QueryFirst<long>("select count(*) from outbox"), cancellation).ConfigureAwait(false);
            applied += await database.Read(sql => sql.QueryFirst<long>("select count(*) from inbox"), cancellation).ConfigureAwait(false);
        }

        return (unsent, applied);
    }
}
