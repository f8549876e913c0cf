using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>No member has this code.</summary>
public sealed record ReferralCodeNotFound() : Refusal(RefusalKind.NotFound, Name, "No member has this referral code.")
{
    /// <summary>Its reason.</summary>
    public const string Name = "REFERRAL_CODE_NOT_FOUND";

    /// <inheritdoc/>
    public override string Field => "referral_code";
}

/// <summary>The last character does not fit the others.</summary>
public sealed record ReferralCodeMisread() : Refusal(RefusalKind.Invalid, "REFERRAL_CODE_MISREAD", "A character of the referral code is wrong.")
{
    /// <inheritdoc/>
    public override string Field => "referral_code";
}

/// <summary>The program rewards nobody for friends.</summary>
public sealed record ReferralNotOffered() : Refusal(RefusalKind.Precondition, "REFERRAL_NOT_OFFERED", "The program gives nothing for friends.");

/// <summary>Somebody brings themselves; <paramref name="Because"/> says by what that is seen.</summary>
public sealed record SelfReferral(ReferralReason Because) : Refusal(
    RefusalKind.Precondition, "SELF_REFERRAL", "Who brings a friend and the friend seem to be the same person.")
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts =>
        Because is ReferralReason.None ? new Dictionary<string, string>() : new Dictionary<string, string> { ["because"] = Because.Name() };
}

/// <summary>Somebody is brought once.</summary>
public sealed record AlreadyReferred() : Refusal(RefusalKind.AlreadyExists, "ALREADY_REFERRED", "A friend is brought by one member, once.");

/// <summary>Who bought before is no new friend.</summary>
public sealed record FriendBoughtBefore() : Refusal(RefusalKind.Precondition, "BOUGHT_BEFORE", "A referral code is for those who have not bought anything yet.");

/// <summary>There is no such referral.</summary>
public sealed record ReferralNotFound() : Refusal(RefusalKind.NotFound, "REFERRAL_NOT_FOUND", "There is no such referral.");
