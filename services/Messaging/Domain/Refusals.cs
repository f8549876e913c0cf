using Omnichannel.Platform.Domain;

namespace Omnichannel.Messaging.Domain;

/// <summary>Nobody told how this person can be reached.</summary>
public sealed record ContactNotFound() : Refusal(RefusalKind.NotFound, "CONTACT_NOT_FOUND", "There is no contact of this id.");

/// <summary>No such message, or not the caller's.</summary>
public sealed record MessageNotFound() : Refusal(RefusalKind.NotFound, "MESSAGE_NOT_FOUND", "There is no message of this id.");

/// <summary>A field that breaks a rule with a name of its own.</summary>
/// <param name="Name">Field of the request.</param>
/// <param name="Code">The reason.</param>
/// <param name="Text">What is wrong.</param>
public sealed record FieldRefused(string Name, string Code, string Text) : Refusal(RefusalKind.Invalid, Code, Text)
{
    /// <inheritdoc/>
    public override string Field => Name;

    /// <exception cref="RefusedException">It is so.</exception>
    public static void ThrowIf(bool isBad, string field, string reason, string text)
    {
        if (isBad)
        {
            throw new RefusedException(new FieldRefused(field, reason, text));
        }
    }
}
