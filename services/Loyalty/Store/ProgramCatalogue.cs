using System.Collections.Concurrent;
using Omnichannel.Loyalty.Documents;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Program versions, cached: they never change, and a new one is seen within seconds.</summary>
public sealed class ProgramCatalogue(TimeProvider clock)
{
    /// <summary>How soon every replica knows a version that another one published.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, IReadOnlyList<LoyaltyProgram> Versions)> cache = new(StringComparer.Ordinal);

    /// <summary>All versions, latest first; empty when there is no such program.</summary>
    public async Task<IReadOnlyList<LoyaltyProgram>> Versions(SqlSession sql, string programId)
    {
        var now = clock.GetUtcNow();
        if (cache.TryGetValue(programId, out var known) && now - known.ReadAt < Freshness)
        {
            return known.Versions;
        }

        var documents = await sql.Query<string>(
            "select document from programs where program_id = @programId order by version desc", new { programId }).ConfigureAwait(false);
        IReadOnlyList<LoyaltyProgram> versions = documents.Count == known.Versions?.Count
            ? known.Versions
            : [.. documents.Select(Columns.FromJson<LoyaltyProgram>)];
        if (versions.Count > 0)
        {
            cache[programId] = (now, versions);
        }

        return versions;
    }

    /// <summary>The version under which purchases at a time are.</summary>
    public async Task<LoyaltyProgram?> At(SqlSession sql, string programId, DateTimeOffset at) =>
        VersionInForce.At(await Versions(sql, programId).ConfigureAwait(false), at);

    /// <summary>A version by its number; the latest for 0.</summary>
    public async Task<LoyaltyProgram?> Version(SqlSession sql, string programId, long version)
    {
        var versions = await Versions(sql, programId).ConfigureAwait(false);
        return version == 0 && versions.Count > 0 ? versions[0] : versions.FirstOrDefault(candidate => candidate.Version == version);
    }

    /// <summary>Reads again at the next use.</summary>
    public void Forget(string programId) => cache.TryRemove(programId, out _);

    /// <summary>Publishes the program that exists before anybody publishes one.</summary>
    public Task Seed(IDatabase database, CancellationToken cancellation) => database.Write(
        sql => sql.Execute(ProgramRow.Insert + " on conflict (program_id, version) do nothing", ProgramRow.Of(LoyaltyProgram.BuiltIn() with { Source = ProgramReader.BuiltInText }, clock.GetUtcNow())),
        cancellation);
}
