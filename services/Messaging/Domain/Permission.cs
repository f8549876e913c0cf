using System.Globalization;

namespace Omnichannel.Messaging.Domain;

/// <summary>Everything that decides whether a message may go out now.</summary>
/// <param name="LegalClass">Decides which checks apply.</param>
/// <param name="Media">In which order media are tried; media that failed for good are left out.</param>
/// <param name="Contact">Null while nobody knows how to reach the person.</param>
/// <param name="SuppressedMedia">Media whose address bounced for good, with the reason.</param>
/// <param name="Consents">Decisions in force for the message's purpose, by medium.</param>
/// <param name="Untrue">Name of the fact that makes the message untrue; null while it holds.</param>
/// <param name="MarketingSentInWindow">Advertising sent to this contact within <see cref="Permission.CapWindow"/>.</param>
/// <param name="Now">The moment of sending.</param>
/// <param name="DeadlineAt">After it the message makes no sense.</param>
public sealed record PermissionRequest(
    LegalClass LegalClass,
    IReadOnlyList<Medium> Media,
    Contact? Contact,
    IReadOnlyDictionary<Medium, string> SuppressedMedia,
    IReadOnlyDictionary<Medium, bool> Consents,
    string? Untrue,
    int MarketingSentInWindow,
    DateTimeOffset Now,
    DateTimeOffset DeadlineAt);

/// <summary>What was decided: exactly one of send (a medium), postpone, or end in a state with a reason.</summary>
public sealed record PermissionVerdict(Medium Medium, DateTimeOffset? PostponedUntil, MessageState? End, string Reason, IReadOnlyList<Decision> Decisions);

/// <summary>Effective permission, decided at the moment of sending, in a fixed order; every check leaves a trace.</summary>
public static class Permission
{
    /// <summary>Advertising a person gets at most within <see cref="CapWindow"/>.</summary>
    public const int MarketingCap = 3;

    /// <summary>The window of the cap.</summary>
    public static readonly TimeSpan CapWindow = TimeSpan.FromDays(7);

    private static readonly TimeOnly QuietFrom = new(21, 0);
    private static readonly TimeOnly QuietUntil = new(8, 0);
    private static readonly TimeSpan ContactPatience = TimeSpan.FromMinutes(10);

    /// <summary>Decides.</summary>
    public static PermissionVerdict Decide(PermissionRequest request)
    {
        var trail = new List<Decision> { Decision.Allowed("LEGAL_CLASS", request.LegalClass.ToString().ToUpperInvariant()) };
        if (request.Untrue is { } fact)
        {
            trail.Add(Decision.Of("STILL_TRUE", "CANCELLED", fact));
            return End(MessageState.Cancelled, fact, trail);
        }

        if (request.Contact is not { } contact)
        {
            return WithoutContact(request, trail);
        }

        var reachable = request.Media.Where(medium => contact.AddressFor(medium).Length > 0).ToList();
        if (reachable.Count == 0)
        {
            return WithoutContact(request, trail);
        }

        // The first medium that passes everything personal carries the message; the refusal of the first one is the reason when none does.
        string? refusal = null;
        foreach (var medium in reachable)
        {
            if (Refuse(request, medium, trail) is { } reason)
            {
                refusal ??= reason;
                continue;
            }

            return Time(request, contact, medium, trail);
        }

        return End(MessageState.Suppressed, refusal!, trail);
    }

    private static string? Refuse(PermissionRequest request, Medium medium, List<Decision> trail)
    {
        var on = ("medium", medium.ToString().ToUpperInvariant());
        if (request.SuppressedMedia.TryGetValue(medium, out var bounced))
        {
            trail.Add(Decision.Of("SUPPRESSION", "SUPPRESSED", bounced, on));
            return bounced;
        }

        trail.Add(Decision.Allowed("SUPPRESSION", "", on));
        bool? consent = request.Consents.TryGetValue(medium, out var granted) ? granted : null;
        var (isAllowed, why) = (request.LegalClass, consent) switch
        {
            (LegalClass.Transactional, _) => (true, "NOT_NEEDED"),
            (LegalClass.Service, false) => (false, "UNSUBSCRIBED"),
            (LegalClass.Service, _) => (true, "NOT_REFUSED"),
            (_, true) => (true, "GRANTED"),
            (_, false) => (false, "UNSUBSCRIBED"),
            (_, null) => (false, "NO_CONSENT"),
        };
        trail.Add(Decision.Of("CONSENT", isAllowed ? "ALLOWED" : "SUPPRESSED", why, on));
        return isAllowed ? null : why;
    }

    private static PermissionVerdict Time(PermissionRequest request, Contact contact, Medium medium, List<Decision> trail)
    {
        if (request.LegalClass is not LegalClass.Transactional && QuietEnd(contact, request.Now) is { } quietEnd)
        {
            if (quietEnd > request.DeadlineAt)
            {
                trail.Add(Decision.Of("QUIET_HOURS", "SUPPRESSED", "QUIET_HOURS", ("until", Text(quietEnd))));
                return End(MessageState.Suppressed, "QUIET_HOURS", trail);
            }

            trail.Add(Decision.Of("QUIET_HOURS", "POSTPONED", "QUIET_HOURS", ("until", Text(quietEnd)), ("time_zone", contact.TimeZone)));
            return new PermissionVerdict(Medium.None, quietEnd, null, "QUIET_HOURS", trail);
        }

        trail.Add(Decision.Allowed("QUIET_HOURS"));
        if (request.LegalClass is LegalClass.Marketing && request.MarketingSentInWindow >= MarketingCap)
        {
            trail.Add(Decision.Of("FREQUENCY_CAP", "SUPPRESSED", "CAP_REACHED", ("sent", request.MarketingSentInWindow.ToString(CultureInfo.InvariantCulture)),
                ("cap", MarketingCap.ToString(CultureInfo.InvariantCulture)), ("days", CapWindow.TotalDays.ToString(CultureInfo.InvariantCulture))));
            return End(MessageState.Suppressed, "CAP_REACHED", trail);
        }

        trail.Add(Decision.Allowed("FREQUENCY_CAP"));
        trail.Add(Decision.Allowed("STILL_TRUE"));
        trail.Add(Decision.Allowed("CONTACT", "", ("medium", medium.ToString().ToUpperInvariant())));
        return new PermissionVerdict(medium, null, null, "", trail);
    }

    private static PermissionVerdict WithoutContact(PermissionRequest request, List<Decision> trail)
    {
        if (request.Now >= request.DeadlineAt)
        {
            trail.Add(Decision.Of("CONTACT", "FAILED", "NO_CONTACT"));
            return End(MessageState.Failed, "NO_CONTACT", trail);
        }

        var next = request.Now + ContactPatience;
        trail.Add(Decision.Of("CONTACT", "POSTPONED", "NO_CONTACT"));
        return new PermissionVerdict(Medium.None, next < request.DeadlineAt ? next : request.DeadlineAt, null, "NO_CONTACT", trail);
    }

    private static PermissionVerdict End(MessageState state, string reason, List<Decision> trail) => new(Medium.None, null, state, reason, trail);

    /// <summary>The end of the quiet hours that the moment lies in, where the person lives; null outside of them.</summary>
    private static DateTimeOffset? QuietEnd(Contact contact, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(contact.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        if (time < QuietFrom && time >= QuietUntil)
        {
            return null;
        }

        var morning = DateOnly.FromDateTime(local.DateTime).AddDays(time >= QuietFrom ? 1 : 0).ToDateTime(QuietUntil);
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
