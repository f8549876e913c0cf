using Omnichannel.Platform.Domain;

namespace Omnichannel.SupportContext.Domain;

/// <summary>The name belongs to nobody that is known.</summary>
public sealed record IdentityNotFound() : Refusal(RefusalKind.NotFound, Name, "No customer is known by this name.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "IDENTITY_NOT_FOUND";
}

/// <summary>The name is proved to be another customer's.</summary>
public sealed record IdentityLinkedElsewhere(string LinkId) : Refusal(
    RefusalKind.Precondition, Name, "The name is verified for another customer; end that link first.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "IDENTITY_LINKED_ELSEWHERE";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["link_id"] = LinkId };
}

/// <summary>The customer is somebody else by now.</summary>
public sealed record PersonMergedAway(string CustomerId) : Refusal(
    RefusalKind.Precondition, "PERSON_MERGED_AWAY", "The customer is merged into another; merge into that one, or end that merge first.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string> { ["customer_id"] = CustomerId };
}

/// <summary>Two people are not made one because somebody said so.</summary>
public sealed record MergeNotVerified() : Refusal(RefusalKind.Invalid, "MERGE_NOT_VERIFIED", "Two customers are merged only when it is verified that they are one person.")
{
    /// <inheritdoc/>
    public override string? Field => "assurance";
}

/// <summary>The customer has no such link.</summary>
public sealed record LinkNotFound() : Refusal(RefusalKind.NotFound, "LINK_NOT_FOUND", "The customer has no such link.");

/// <summary>Ending a link needs a reason.</summary>
public sealed record ReasonRequired() : Refusal(RefusalKind.Invalid, "REASON_REQUIRED", "Ending a link needs a reason.")
{
    /// <inheritdoc/>
    public override string? Field => "reason";
}

/// <summary>The language is no BCP 47 tag.</summary>
public sealed record LanguageInvalid() : Refusal(RefusalKind.Invalid, "LANGUAGE_INVALID", "The language must be a BCP 47 tag, for example it or zh-Hans.")
{
    /// <inheritdoc/>
    public override string? Field => "profile.language";
}

/// <summary>The time zone is no IANA name.</summary>
public sealed record TimeZoneUnknown() : Refusal(RefusalKind.Invalid, "TIME_ZONE_UNKNOWN", "The time zone must be an IANA name, for example Europe/Rome.")
{
    /// <inheritdoc/>
    public override string? Field => "profile.time_zone";
}

/// <summary>The birthday is no day.</summary>
public sealed record BirthdayInvalid() : Refusal(RefusalKind.Invalid, "BIRTHDAY_INVALID", "The birthday must be --MM-DD or YYYY-MM-DD.")
{
    /// <inheritdoc/>
    public override string? Field => "profile.birthday";
}

/// <summary>More touchpoints than one call may carry.</summary>
public sealed record BatchTooLarge(int Limit) : Refusal(RefusalKind.Invalid, "BATCH_TOO_LARGE", $"A batch holds at most {Limit} items.")
{
    /// <inheritdoc/>
    public override string? Field => "touchpoints";
}

/// <summary>A touchpoint's target is longer than 500 characters.</summary>
public sealed record TargetTooLong() : Refusal(RefusalKind.Invalid, "TARGET_TOO_LONG", "The target has at most 500 characters.")
{
    /// <inheritdoc/>
    public override string? Field => "target";
}

/// <summary>A touchpoint that has not happened yet.</summary>
public sealed record OccurredInFuture() : Refusal(RefusalKind.Invalid, "OCCURRED_IN_FUTURE", "The touchpoint lies in the future.")
{
    /// <inheritdoc/>
    public override string? Field => "occurred_at";
}

/// <summary>A touchpoint of long ago.</summary>
public sealed record TooOld() : Refusal(RefusalKind.Invalid, "TOO_OLD", "The touchpoint is more than 30 days old.")
{
    /// <inheritdoc/>
    public override string? Field => "occurred_at";
}
