using System.Globalization;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;

namespace Omnichannel.Messaging.Domain;

/// <summary>Everything that decides whether a message may go out now.</summary>
/// <param name="LegalClass">Decides which checks apply.</param>
/// <param name="Media">In which order media are tried; media that failed for good are left out.</param>
/// <param name="Contact">Null while nobody knows how to reach the person.</param>
/// <param name="SuppressedMedia">Media whose address bounced for good, with the reason.</param>
/// <param name="Consents">Decisions in force for the message's purpose, by medium.</param>
/// <param name="Untrue">Name of the fact that makes the message untrue; null while it holds.</param>
/// <param name="MarketingSentInWindow">Advertising sent to this contact within <see cref="Permission.CapWindow"/>.</param>
/// <param name="SentToAddressInDay">What was sent within <see cref="Permission.AddressCapWindow"/> to the contact's address of each medium, whoever's contact it stood in; transactional and statutory messages are not counted.</param>
/// <param name="Now">The moment of sending.</param>
/// <param name="DeadlineAt">After it the message makes no sense.</param>
public sealed record PermissionRequest(
    LegalClass LegalClass,
    IReadOnlyList<Medium> Media,
    Contact? Contact,
    IReadOnlyDictionary<Medium, string> SuppressedMedia,
    IReadOnlyDictionary<Medium, ConsentInForce> Consents,
    string? Untrue,
    int MarketingSentInWindow,
    IReadOnlyDictionary<Medium, int> SentToAddressInDay,
    DateTimeOffset Now,
    DateTimeOffset DeadlineAt);

/// <summary>A decision of a person, with its proof.</summary>
public sealed record ConsentInForce(bool IsGranted, DateTimeOffset DecidedAt, string Source, string WordingVersion);

/// <summary>What was decided: exactly one of send (a medium), postpone, or end in a state with a reason.</summary>
public sealed record PermissionVerdict(Medium Medium, DateTimeOffset? PostponedUntil, MessageState? End, string Reason, IReadOnlyList<Decision> Decisions);

/// <summary>Effective permission, decided at the moment of sending, in a fixed order; every check leaves a trace.</summary>
public static class Permission
{
    /// <summary>Advertising a person gets at most within <see cref="CapWindow"/>.</summary>
    public const int MarketingCap = 3;

    /// <summary>The window of the cap.</summary>
    public static readonly TimeSpan CapWindow = TimeSpan.FromDays(7);

    /// <summary>
    /// What one address gets at most within <see cref="AddressCapWindow"/>, transactional messages apart. Anybody may give anybody's address as a guest's, any number of times.
    /// </summary>
    public const int AddressCap = 5;

    /// <summary>The window of the cap of an address.</summary>
    public static readonly TimeSpan AddressCapWindow = TimeSpan.FromDays(1);

    private static readonly TimeOnly QuietFrom = new(21, 0);
    private static readonly TimeOnly QuietUntil = new(8, 0);

    /// <summary>Decides.</summary>
    public static PermissionVerdict Decide(PermissionRequest request)
    {
        var trail = new List<Decision> { Decision.Allowed("LEGAL_CLASS", request.LegalClass.Name()) };
        List<Medium> reachable = request.Contact is { } known ? [.. request.Media.Where(medium => known.AddressFor(medium).Length > 0)] : [];

        // The first medium that passes everything personal carries the message; the refusal of the first one is the reason when none does. Where nobody told how to
        // reach the person, refusals count all the same: there is nothing to wait for then.
        var carrier = Medium.None;
        string? refusal = null;
        foreach (var medium in reachable.Count > 0 ? reachable : request.Media)
        {
            if (Refuse(request, medium, trail) is not { } reason)
            {
                carrier = medium;
                break;
            }

            refusal ??= reason;
        }

        if (carrier is Medium.None && refusal is not null)
        {
            return End(MessageState.Suppressed, refusal, trail);
        }

        return Time(request, reachable.Count > 0, trail) ?? Caps(request, carrier, trail) ?? Truth(request, reachable.Count > 0, trail)
            ?? (reachable.Count == 0 ? WithoutContact(request, trail) : Send(carrier, trail));
    }

    private static string? Refuse(PermissionRequest request, Medium medium, List<Decision> trail)
    {
        var on = ("medium", medium.Name());
        if (request.SuppressedMedia.TryGetValue(medium, out var bounced) && request.LegalClass is not LegalClass.Statutory)
        {
            trail.Add(Decision.Of("SUPPRESSION", "SUPPRESSED", bounced, on));
            return bounced;
        }

        trail.Add(Decision.Allowed("SUPPRESSION", "", on));
        var consent = request.Consents.GetValueOrDefault(medium);
        var (isAllowed, why) = (request.LegalClass, consent?.IsGranted) switch
        {
            (LegalClass.Transactional or LegalClass.Statutory, _) => (true, "NOT_NEEDED"),
            (LegalClass.Service, false) => (false, "UNSUBSCRIBED"),
            (LegalClass.Service, _) => (true, "NOT_REFUSED"),
            (_, true) => (true, "GRANTED"),
            (_, false) => (false, "UNSUBSCRIBED"),
            (_, null) => (false, "NO_CONSENT"),
        };
        (string, string)[] proof = consent is null ? [on] : [on, ("decided_at", Text(consent.DecidedAt)), ("source", consent.Source), ("wording_version", consent.WordingVersion)];
        trail.Add(Decision.Of("CONSENT", isAllowed ? "ALLOWED" : "SUPPRESSED", why, proof));
        return isAllowed ? null : why;
    }

    private static PermissionVerdict? Time(PermissionRequest request, bool isReachable, List<Decision> trail)
    {
        if (isReachable && !request.LegalClass.IsOwed() && QuietEnd(request.Contact!, request.Now) is { } quietEnd)
        {
            (string, string)[] facts = [("until", Text(quietEnd)), ("time_zone", request.Contact!.TimeZone)];
            if (quietEnd >= request.DeadlineAt)
            {
                trail.Add(Decision.Of("QUIET_HOURS", "SUPPRESSED", "QUIET_HOURS", facts));
                return End(MessageState.Suppressed, "QUIET_HOURS", trail);
            }

            trail.Add(Decision.Of("QUIET_HOURS", "POSTPONED", "QUIET_HOURS", facts));
            return new PermissionVerdict(Medium.None, quietEnd, null, "QUIET_HOURS", trail);
        }

        trail.Add(Decision.Allowed("QUIET_HOURS"));
        return null;
    }

    private static PermissionVerdict? Caps(PermissionRequest request, Medium medium, List<Decision> trail)
    {
        if (request.LegalClass is LegalClass.Marketing && request.MarketingSentInWindow >= MarketingCap)
        {
            return Capped("CAP_REACHED", request.MarketingSentInWindow, MarketingCap, CapWindow, trail);
        }

        if (!request.LegalClass.IsOwed() && request.SentToAddressInDay.GetValueOrDefault(medium) is var sent and >= AddressCap)
        {
            return Capped("ADDRESS_CAP_REACHED", sent, AddressCap, AddressCapWindow, trail);
        }

        trail.Add(Decision.Allowed("FREQUENCY_CAP"));
        return null;
    }

    private static PermissionVerdict Capped(string reason, int sent, int cap, TimeSpan window, List<Decision> trail)
    {
        trail.Add(Decision.Of("FREQUENCY_CAP", "SUPPRESSED", reason, ("sent", sent.ToString(CultureInfo.InvariantCulture)),
            ("cap", cap.ToString(CultureInfo.InvariantCulture)), ("days", window.TotalDays.ToString(CultureInfo.InvariantCulture))));
        return End(MessageState.Suppressed, reason, trail);
    }

    private static PermissionVerdict? Truth(PermissionRequest request, bool isReachable, List<Decision> trail)
    {
        if ((request.Untrue ?? (isReachable && request.Now >= request.DeadlineAt ? "TOO_LATE" : null)) is { } fact)
        {
            trail.Add(Decision.Of("STILL_TRUE", "CANCELLED", fact));
            return End(MessageState.Cancelled, fact, trail);
        }

        trail.Add(Decision.Allowed("STILL_TRUE"));
        return null;
    }

    private static PermissionVerdict Send(Medium medium, List<Decision> trail)
    {
        trail.Add(Decision.Allowed("CONTACT", "", ("medium", medium.Name())));
        return new PermissionVerdict(medium, null, null, "", trail);
    }

    private static PermissionVerdict WithoutContact(PermissionRequest request, List<Decision> trail)
    {
        if (request.Now >= request.DeadlineAt)
        {
            trail.Add(Decision.Of("CONTACT", "FAILED", "NO_CONTACT"));
            return End(MessageState.Failed, "NO_CONTACT", trail);
        }

        // Nothing is looked at again meanwhile: the contact wakes the message when it comes.
        trail.Add(Decision.Of("CONTACT", "POSTPONED", "NO_CONTACT"));
        return new PermissionVerdict(Medium.None, request.DeadlineAt, null, "NO_CONTACT", trail);
    }

    private static PermissionVerdict End(MessageState state, string reason, List<Decision> trail) => new(Medium.None, null, state, reason, trail);

    /// <summary>The end of the quiet hours that the moment lies in, where the person lives; null outside of them.</summary>
    private static DateTimeOffset? QuietEnd(Contact contact, DateTimeOffset now)
    {
        var days = LocalDays.TryIn(contact.TimeZone) ?? LocalDays.Utc;
        var local = days.ClockOf(now);
        var time = TimeOnly.FromDateTime(local);
        if (time < QuietFrom && time >= QuietUntil)
        {
            return null;
        }

        return days.From(DateOnly.FromDateTime(local).AddDays(time >= QuietFrom ? 1 : 0), QuietUntil);
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
