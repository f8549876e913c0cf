using System.Globalization;
using System.Text.Json.Nodes;
using Grpc.Core;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Errors;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Transport;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>
/// The 4xx answers of an rpc, each with its reasons: those that its comment lists, and those that any rpc of its kind may give
/// (omnichannel/type/v1/access.proto).
/// </summary>
internal static class RefusedAnswers
{
    /// <summary>Status to answer, in order.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Of(Rpc rpc, ContractComments comments) =>
        from error in Usual(rpc).Concat(ListedErrors.Of(rpc.Method.FullName, comments.Of)).Distinct()
        group error.Reason by RpcProblem.HttpStatus(error.Code) into answer
        where answer.Key is >= 400 and < 500
        orderby answer.Key
        select KeyValuePair.Create(answer.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)CommonParts.Refusal(answer));

    private static IEnumerable<(StatusCode Code, string Reason)> Usual(Rpc rpc)
    {
        yield return (StatusCode.InvalidArgument, ErrorReasons.InvalidField);
        yield return (StatusCode.ResourceExhausted, ErrorReasons.RateLimited);
        if (rpc.Method.InputType.FindFieldByName("page_token") is not null)
        {
            yield return (StatusCode.InvalidArgument, new PageTokenInvalid().Reason);
        }

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
}
