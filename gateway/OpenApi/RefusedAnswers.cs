using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grpc.Core;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>
/// The 4xx answers of an rpc, each with its reasons: those that its comment lists under "Errors", and those that any rpc of its kind may give
/// (omnichannel/type/v1/access.proto).
/// </summary>
internal static partial class RefusedAnswers
{
    private static readonly Dictionary<string, StatusCode> Codes =
        Enum.GetValues<StatusCode>().ToDictionary(code => Capital().Replace(code.ToString(), "_$0").ToUpperInvariant(), code => code, StringComparer.Ordinal);

    /// <summary>Status to answer, in order.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Of(Rpc rpc, ContractComments comments) =>
        from error in Usual(rpc).Concat(Listed(rpc.Method.FullName, comments)).Distinct()
        group error.Reason by RpcProblem.HttpStatus(error.Code) into answer
        where answer.Key is >= 400 and < 500
        orderby answer.Key
        select KeyValuePair.Create(answer.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)CommonParts.Refusal(answer));

    private static IEnumerable<(StatusCode Code, string Reason)> Usual(Rpc rpc)
    {
        yield return (StatusCode.InvalidArgument, ErrorReasons.InvalidField);
        yield return (StatusCode.ResourceExhausted, ErrorReasons.RateLimited);
        if (rpc.NeedsIdempotencyKey)
        {
            yield return (StatusCode.InvalidArgument, ErrorReasons.IdempotencyKeyMissing);
            yield return (StatusCode.Aborted, new IdempotencyKeyReused().Reason);
        }

        if (!rpc.IsAnonymous)
        {
            yield return (StatusCode.Unauthenticated, ErrorReasons.TokenMissing);
            yield return (StatusCode.Unauthenticated, ErrorReasons.TokenInvalid);
            yield return (StatusCode.Unauthenticated, ErrorReasons.TokenExpired);
            yield return (StatusCode.PermissionDenied, ErrorReasons.RoleNotAllowed);
        }

        if (rpc.Access.RuleCase is AccessRule.RuleOneofCase.SubjectField)
        {
            yield return (StatusCode.PermissionDenied, ErrorReasons.NotYourSubject);
        }

        if (rpc.Access.RuleCase is AccessRule.RuleOneofCase.Grant)
        {
            yield return (StatusCode.NotFound, ErrorReasons.GrantNotValid);
        }
    }

    // "Errors: those of GetCart; NOT_FOUND A, B (when); ABORTED C." is a code, then its reasons. What stands in parentheses explains them. Another rpc has its service's
    // name before its own, unless that is the same.
    private static IEnumerable<(StatusCode Code, string Reason)> Listed(string rpc, ContractComments comments)
    {
        var service = rpc[..rpc.LastIndexOf('.')];
        var package = service[..service.LastIndexOf('.')];
        StatusCode? code = null;
        foreach (Match word in Word().Matches(Errors().Match(Aside().Replace(comments.Of(rpc) ?? string.Empty, string.Empty)).Value))
        {
            if (Codes.TryGetValue(word.Value, out var next))
            {
                code = next;
            }
            else if (code is { } its && word.Value.All(letter => letter is '_' or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                yield return (its, word.Value);
            }
            else
            {
                foreach (var theirs in new[] { $"{service}.{word.Value}", $"{package}.{word.Value}" }.Where(name => comments.Of(name) is not null).SelectMany(name => Listed(name, comments)))
                {
                    yield return theirs;
                }
            }
        }
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Aside();

    [GeneratedRegex(@"Errors[^:.]*:([^.]|\.(?=\w))*")]
    private static partial Regex Errors();

    // A code or reason, or the name of another rpc.
    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9_.]*\w\b")]
    private static partial Regex Word();
}
