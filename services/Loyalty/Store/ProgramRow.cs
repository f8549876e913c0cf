using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A program version as it stands in its table: written once.</summary>
internal sealed record ProgramRow
{
    public const string Select =
        """
        select program_id as ProgramId, version as Version, effective_from as EffectiveFrom, document as Document, published_at as PublishedAt, seal as Seal from programs
        """;

    public const string Insert =
        """
        insert into programs (program_id, version, effective_from, document, published_at, seal)
        values (@ProgramId, @Version, @EffectiveFrom, @Document, @PublishedAt, @Seal)
        """;

    public string ProgramId { get; init; } = "";

    public long Version { get; init; }

    public long EffectiveFrom { get; init; }

    public string Document { get; init; } = "";

    public long PublishedAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    public static ProgramRow Of(LoyaltyProgram program, DateTimeOffset now)
    {
        var row = new ProgramRow
        {
            ProgramId = program.ProgramId,
            Version = program.Version,
            EffectiveFrom = program.EffectiveFrom.ToMicros(),
            Document = Columns.ToJson(program),
            PublishedAt = now.ToMicros(),
        };
        return row with { Seal = row.TrueSeal() };
    }
}
