using System.Buffers;

namespace Omnichannel.Platform.Errors;

/// <summary>
/// Checks the shape of a request and collects every violation, so that a client learns of all of them at once:
/// <c>new RequestCheck().Id("member_id", request.MemberId).Range("points", request.Points, 1, 1_000_000).ThrowIfInvalid();</c>
/// </summary>
/// <remarks>Rules that need state are the domain's. NUL characters and bytes that are no UTF-8 are refused for every field of every rpc before this runs.</remarks>
public sealed class RequestCheck
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@+~|=");

    private List<FieldViolation>? violations;

    /// <summary>Whether everything so far is in order.</summary>
    public bool IsValid => violations is null;

    /// <summary>Any other rule.</summary>
    public RequestCheck That(bool isValid, string field, string description)
    {
        if (!isValid)
        {
            (violations ??= []).Add(new FieldViolation(field, description));
        }

        return this;
    }

    /// <summary>An id: 1 to <paramref name="max"/> ASCII letters, digits and <c>-_.:/@+~|=</c>.</summary>
    public RequestCheck Id(string field, string value, int max = 128) =>
        value.Length == 0 ? That(false, field, "is required") : OptionalId(field, value, max);

    /// <summary>An id, or empty.</summary>
    public RequestCheck OptionalId(string field, string value, int max = 128) =>
        value.Length <= max && !value.AsSpan().ContainsAnyExcept(IdCharacters)
            ? this
            : That(false, field, $"must be at most {max} ASCII letters, digits or -_.:/@+~|=");

    /// <summary>Text of 1 to <paramref name="max"/> UTF-16 code units that is not only white space.</summary>
    public RequestCheck Text(string field, string value, int max) =>
        string.IsNullOrWhiteSpace(value) ? That(false, field, "is required") : OptionalText(field, value, max);

    /// <summary>Text of at most <paramref name="max"/> UTF-16 code units.</summary>
    public RequestCheck OptionalText(string field, string value, int max) =>
        value.Length <= max ? this : That(false, field, $"must be at most {max} characters");

    /// <summary>A message field that must be set.</summary>
    public RequestCheck Present(string field, object? message) => message is null ? That(false, field, "is required") : this;

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public RequestCheck Range(string field, long value, long min, long max) =>
        value >= min && value <= max ? this : That(false, field, $"must be from {min} to {max}");

    /// <summary>A repeated field with <paramref name="min"/> to <paramref name="max"/> elements.</summary>
    public RequestCheck Count(string field, int count, int min, int max) =>
        count >= min && count <= max ? this : That(false, field, $"must have from {min} to {max} elements");

    /// <summary>An ISO 4217 currency code: three letters in upper case.</summary>
    public RequestCheck Currency(string field, string code) =>
        code.Length == 3 && !code.AsSpan().ContainsAnyExceptInRange('A', 'Z') ? this : That(false, field, "must be an ISO 4217 code, for example EUR");

    /// <summary>An enum value that this version knows and that is not UNSPECIFIED (0).</summary>
    public RequestCheck Known<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum =>
        !EqualityComparer<TEnum>.Default.Equals(value, default) && Enum.IsDefined(value) ? this : That(false, field, "must be a known value");

    /// <summary>Throws <see cref="InvalidRequestException"/> with everything that was collected.</summary>
    public void ThrowIfInvalid()
    {
        if (violations is not null)
        {
            throw new InvalidRequestException(violations);
        }
    }
}
