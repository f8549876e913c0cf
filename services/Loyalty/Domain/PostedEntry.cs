namespace Omnichannel.Loyalty.Domain;

/// <summary>An entry as it stands in the ledger, for ever: what was decided, when it was posted, and the <see cref="Hash"/> that links it to the one before.</summary>
/// <remarks>Words and numbers as they are stored, readable or not: what proves a ledger looks at what is there. Times are microseconds since 1970.</remarks>
public record PostedEntry
{
    /// <summary>Whose account it is.</summary>
    public string MemberId { get; init; } = "";

    /// <summary>Position in the account, from 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>The holder's version that it made.</summary>
    public long Version { get; init; }

    /// <summary>A word of <see cref="EntryKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>A word of <see cref="LedgerAccount"/>.</summary>
    public string FromAccount { get; init; } = "";

    /// <summary>A word of <see cref="LedgerAccount"/>.</summary>
    public string ToAccount { get; init; } = "";

    /// <summary>Positive.</summary>
    public long Points { get; init; }

    /// <summary>Which lots it moved, as <see cref="LotMoves"/> writes them.</summary>
    public string Lots { get; init; } = "";

    /// <summary>What could be spent after it.</summary>
    public long ActiveAfter { get; init; }

    /// <summary>What was pending after it.</summary>
    public long PendingAfter { get; init; }

    /// <summary>When it counts.</summary>
    public long EffectiveAt { get; init; }

    /// <summary>When it was posted.</summary>
    public long RecordedAt { get; init; }

    /// <summary>1 for history.</summary>
    public long Historical { get; init; }

    /// <summary>The order that it is about.</summary>
    public string? OrderId { get; init; }

    /// <summary>The hold that it is about.</summary>
    public string? HoldId { get; init; }

    /// <summary>The return that it is about.</summary>
    public string? ReturnId { get; init; }

    /// <summary>The lot that it is about, when it is about one: what an adjustment gave, or what a returned line had earned.</summary>
    public long? LotSequence { get; init; }

    /// <summary>The rule that decided, when exactly one did.</summary>
    public string? RuleId { get; init; }

    /// <summary>The program version that decided; 0 when none did.</summary>
    public long ProgramVersion { get; init; }

    /// <summary>When the points lapse, where they all do so at once.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Why, in words; null when there were none, and once they were erased.</summary>
    public string? Reason { get; init; }

    /// <summary>What the digest of the reason was made with; goes with the reason.</summary>
    public byte[]? ReasonSalt { get; init; }

    /// <summary>What stands for the reason in the chain, and stays when the reason goes.</summary>
    public byte[]? ReasonDigest { get; init; }

    /// <summary>Who did it by hand, as JSON.</summary>
    public string? Actor { get; init; }

    /// <summary>SHA-256 over the hash of the entry before and all of this entry.</summary>
    public byte[] Hash { get; init; } = [];
}
