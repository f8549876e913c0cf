namespace Omnichannel.Platform.Domain;

/// <summary>The key was used before for another request.</summary>
public sealed record IdempotencyKeyReused() : Refusal(
    RefusalKind.Conflict, "IDEMPOTENCY_KEY_REUSED", "This idempotency key was used for another request; take a new key for a new effect.");
