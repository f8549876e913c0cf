using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>An entry as it stands in its table.</summary>
public sealed record EntryRow : PostedEntry
{
    internal const string Select =
        """
        select member_id as MemberId, sequence as Sequence, version as Version, kind as Kind, from_account as FromAccount, to_account as ToAccount, points as Points,
            lots as Lots, active_after as ActiveAfter, pending_after as PendingAfter, effective_at as EffectiveAt, recorded_at as RecordedAt, historical as Historical,
            order_id as OrderId, hold_id as HoldId, return_id as ReturnId, lot_sequence as LotSequence, rule_id as RuleId, program_version as ProgramVersion,
            expires_at as ExpiresAt, reason as Reason, reason_salt as ReasonSalt, reason_digest as ReasonDigest, actor as Actor, hash as Hash
        from entries
        """;

    /// <summary>An entry to be posted; without its hash, which depends on the one before.</summary>
    internal static EntryRow Of(string memberId, Entry entry, long version, UnitOfWork unit)
    {
        var cause = entry.Cause;
        var salt = cause.Reason is null ? null : unit.NewId().ToByteArray();
        return new EntryRow
        {
            MemberId = memberId,
            Sequence = entry.Sequence,
            Version = version,
            Kind = entry.Kind.Name(),
            FromAccount = entry.From.Name(),
            ToAccount = entry.To.Name(),
            Points = entry.Points,
            Lots = LotMoves.Write(entry.Lots),
            ActiveAfter = entry.ActiveAfter,
            PendingAfter = entry.PendingAfter,
            EffectiveAt = cause.EffectiveAt.ToMicros(),
            RecordedAt = unit.Now.ToMicros(),
            Historical = cause.IsHistorical ? 1 : 0,
            OrderId = cause.OrderId,
            HoldId = cause.HoldId,
            ReturnId = cause.ReturnId,
            LotSequence = cause.LotSequence,
            RuleId = cause.RuleId,
            ProgramVersion = cause.ProgramVersion,
            ExpiresAt = cause.ExpiresAt?.ToMicros(),
            Reason = cause.Reason,
            ReasonSalt = salt,
            ReasonDigest = salt is null ? null : LedgerChain.Digest(cause.Reason!, salt),
            Actor = cause.Actor is { } actor ? Columns.ToJson(actor) : null,
        };
    }

    internal static void Insert(SqlSession sql, EntryRow row) => sql.Defer(
        """
        insert into entries (member_id, sequence, version, kind, from_account, to_account, points, lots, active_after, pending_after, effective_at, recorded_at, historical,
            order_id, hold_id, return_id, lot_sequence, rule_id, program_version, expires_at, reason, reason_salt, reason_digest, actor, hash)
        values (@MemberId, @Sequence, @Version, @Kind, @FromAccount, @ToAccount, @Points, @Lots, @ActiveAfter, @PendingAfter, @EffectiveAt, @RecordedAt, @Historical,
            @OrderId, @HoldId, @ReturnId, @LotSequence, @RuleId, @ProgramVersion, @ExpiresAt, @Reason, @ReasonSalt, @ReasonDigest, @Actor, @Hash)
        """,
        row);
}
