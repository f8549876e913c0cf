namespace Omnichannel.Platform.Errors;

/// <summary>One field of a request that breaks its contract.</summary>
/// <param name="Field">Path in proto names, for example <c>lines[2].quantity</c>.</param>
/// <param name="Description">What it should be; never repeats the value, which may be personal data.</param>
public sealed record FieldViolation(string Field, string Description);

/// <summary>A request that breaks its contract: INVALID_ARGUMENT with every field at fault. Not recorded under the idempotency key.</summary>
public sealed class InvalidRequestException : Exception
{
    /// <summary>Several fields at fault.</summary>
    public InvalidRequestException(IReadOnlyCollection<FieldViolation> violations, string reason = ErrorReasons.InvalidField)
        : base(string.Join(" ", violations.Select(v => $"{v.Field}: {v.Description}.")))
    {
        Violations = violations;
        Reason = reason;
    }

    /// <summary>One field at fault.</summary>
    public InvalidRequestException(string field, string description, string reason = ErrorReasons.InvalidField)
        : this([new FieldViolation(field, description)], reason)
    {
    }

    /// <summary>The fields at fault, in the order of the checks.</summary>
    public IReadOnlyCollection<FieldViolation> Violations { get; }

    /// <summary>Usually <see cref="ErrorReasons.InvalidField"/>.</summary>
    public string Reason { get; }
}
