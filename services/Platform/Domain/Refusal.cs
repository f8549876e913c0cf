namespace Omnichannel.Platform.Domain;

/// <summary>Why a refusal is a refusal, in the terms that every transport maps: gRPC status and HTTP status follow from it.</summary>
public enum RefusalKind
{
    /// <summary>The request contradicts itself or a limit (INVALID_ARGUMENT, 400).</summary>
    Invalid,

    /// <summary>What is named does not exist, or is not the caller's to see (NOT_FOUND, 404).</summary>
    NotFound,

    /// <summary>It exists already (ALREADY_EXISTS, 409).</summary>
    AlreadyExists,

    /// <summary>The state does not allow it now (FAILED_PRECONDITION, 400 by google.rpc, 409 at our gateway).</summary>
    Precondition,

    /// <summary>The caller may not do it (PERMISSION_DENIED, 403).</summary>
    Forbidden,

    /// <summary>Someone else was quicker; read again and retry (ABORTED, 409).</summary>
    Conflict,

    /// <summary>A quota, limit or rate is used up (RESOURCE_EXHAUSTED, 429).</summary>
    Exhausted,
}

/// <summary>
/// A domain rule said no. Each service derives its named refusals from this in one file (<c>Domain/Refusals.cs</c>).
/// Refusals are answers: they are recorded under the idempotency key like any other answer.
/// </summary>
/// <param name="Kind">How transports map it.</param>
/// <param name="Reason">Stable UPPER_SNAKE_CASE name, the <c>reason</c> of <c>google.rpc.ErrorInfo</c>.</param>
/// <param name="Message">One English sentence for a developer; never personal data.</param>
public abstract record Refusal(RefusalKind Kind, string Reason, string Message)
{
    /// <summary>Machine-readable facts of this refusal (the <c>metadata</c> of <c>google.rpc.ErrorInfo</c>).</summary>
    public virtual IReadOnlyDictionary<string, string> Facts => EmptyFacts;

    /// <summary>The request field that is at fault, when there is one (<c>google.rpc.BadRequest</c>).</summary>
    public virtual string? Field => null;

    private static readonly IReadOnlyDictionary<string, string> EmptyFacts = new Dictionary<string, string>();
}

/// <summary>What a pure decision returns: the accepted value, or the refusal of a named rule.</summary>
public readonly struct Decision<T>
{
    private readonly T? value;

    private Decision(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>The rule that refused; null when accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether the decision was accepted.</summary>
    public bool IsAccepted => Refusal is null;

    /// <summary>The accepted value; throws <see cref="RefusedException"/> when refused.</summary>
    public T Value => Refusal is null ? value! : throw new RefusedException(Refusal);

    /// <summary>Accepts.</summary>
    public static implicit operator Decision<T>(T value) => new(value, null);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Carries a refusal to the transport. Thrown inside a unit of work it rolls the work back, and the refusal is the recorded answer.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    /// <summary>The rule that refused.</summary>
    public Refusal Refusal { get; } = refusal;
}
