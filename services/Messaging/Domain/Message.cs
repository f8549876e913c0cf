namespace Omnichannel.Messaging.Domain;

/// <summary>By what a message travels.</summary>
public enum Medium
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>E-mail.</summary>
    Email = 1,

    /// <summary>Text message.</summary>
    Sms = 2,

    /// <summary>Notification of an app.</summary>
    Push = 3,
}

/// <summary>What the law says about a message: what was bought needs no consent, service can be refused, advertising must be asked for.</summary>
public enum LegalClass
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Part of carrying out a contract: confirmations, delivery, refunds.</summary>
    Transactional = 1,

    /// <summary>Useful around a purchase; may be refused.</summary>
    Service = 2,

    /// <summary>Advertising: needs consent for purpose and medium (Directive 2002/58/EC, article 13).</summary>
    Marketing = 3,

    /// <summary>
    /// The law wants it sent, at once and on a durable medium, such as the acknowledgement of a withdrawal (Directive 2011/83/EU, article 11a): whatever was consented to, at any hour, and also to an
    /// address from which something came back.
    /// </summary>
    Statutory = 4,
}

/// <summary>What a person can consent to.</summary>
public enum ConsentPurpose
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Offers, abandoned carts, win-back.</summary>
    Marketing = 1,

    /// <summary>Review requests, surveys, tips about what was bought.</summary>
    Service = 2,

    /// <summary>Browsing history and recommendations.</summary>
    Profiling = 3,
}

/// <summary>Life of a message. Values are those of the contract.</summary>
public enum MessageState
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Waits for its time, its contact, or the end of quiet hours.</summary>
    Scheduled = 1,

    /// <summary>Allowed and rendered; on its way to the provider.</summary>
    Queued = 2,

    /// <summary>The provider took it.</summary>
    Sent = 3,

    /// <summary>It arrived.</summary>
    Delivered = 4,

    /// <summary>It came back.</summary>
    Bounced = 5,

    /// <summary>It could not be sent.</summary>
    Failed = 6,

    /// <summary>It was not allowed.</summary>
    Suppressed = 7,

    /// <summary>What it was about is no longer so.</summary>
    Cancelled = 8,
}

/// <summary>What follows from the law about a message.</summary>
public static class LegalClasses
{
    /// <summary>Nobody can refuse it: no consent, quiet hours or cap is asked about, and there is nothing to unsubscribe from.</summary>
    public static bool IsOwed(this LegalClass legalClass) => legalClass is LegalClass.Transactional or LegalClass.Statutory;
}

/// <summary>Where a person can be reached.</summary>
/// <param name="Language">BCP 47 tag; empty for the installation's.</param>
/// <param name="TimeZone">IANA name; empty for UTC.</param>
public sealed record Contact(string ContactId, string Name, string Email, string Phone, string Language, string TimeZone, IReadOnlyList<string> PushTokens)
{
    /// <summary>The address for a medium; empty when there is none.</summary>
    public string AddressFor(Medium medium) => medium switch
    {
        Medium.Email => Email,
        Medium.Sms => Phone,
        Medium.Push => PushTokens.Count > 0 ? PushTokens[0] : "",
        _ => "",
    };
}

/// <summary>One check that was made, and what it decided.</summary>
/// <param name="Check">LEGAL_CLASS, SUPPRESSION, CONSENT, PREFERENCE, QUIET_HOURS, FREQUENCY_CAP, STILL_TRUE, CONTACT or PROVIDER.</param>
/// <param name="Outcome">ALLOWED, SUPPRESSED, POSTPONED, CANCELLED or FAILED.</param>
/// <param name="Reason">Stable UPPER_SNAKE_CASE name; may be empty when allowed.</param>
/// <param name="Facts">By which facts.</param>
public sealed record Decision(string Check, string Outcome, string Reason, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>A check that lets the message pass.</summary>
    public static Decision Allowed(string check, string reason = "", params (string Name, string Value)[] facts) => Of(check, "ALLOWED", reason, facts);

    /// <summary>A check with any outcome.</summary>
    public static Decision Of(string check, string outcome, string reason, params (string Name, string Value)[] facts) =>
        new(check, outcome, reason, facts.ToDictionary(fact => fact.Name, fact => fact.Value));
}
