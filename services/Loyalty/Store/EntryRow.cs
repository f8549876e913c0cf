namespace Omnichannel.Loyalty.Store;

/// <summary>A ledger entry as a statement shows it.</summary>
public sealed record EntryRow
{
    internal const string Columns =
        """
        sequence as Sequence, version as Version, kind as Kind, from_account as FromAccount, to_account as ToAccount, points as Points,
        effective_at as EffectiveAt, recorded_at as RecordedAt, historical as Historical, order_id as OrderId, hold_id as HoldId, return_id as ReturnId,
        lot_sequence as LotSequence, rule_id as RuleId, program_version as ProgramVersion, expires_at as ExpiresAt, reason as Reason, actor as Actor
        """;

    public long Sequence { get; init; }

    public long Version { get; init; }

    public long Kind { get; init; }

    public long FromAccount { get; init; }

    public long ToAccount { get; init; }

    public long Points { get; init; }

    public long EffectiveAt { get; init; }

    public long RecordedAt { get; init; }

    public long Historical { get; init; }

    public string? OrderId { get; init; }

    public string? HoldId { get; init; }

    public string? ReturnId { get; init; }

    public long? LotSequence { get; init; }

    public string? RuleId { get; init; }

    public long ProgramVersion { get; init; }

    public long? ExpiresAt { get; init; }

    public string? Reason { get; init; }

    public string? Actor { get; init; }

    /// <summary>Active points after this entry, in the order of the statement.</summary>
    public long RunningActive { get; init; }

    /// <summary>Active and pending points after this entry, in the order of the statement.</summary>
    public long RunningTotal { get; init; }
}
