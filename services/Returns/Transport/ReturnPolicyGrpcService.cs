using Grpc.Core;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Policies: published, explained, applied.</summary>
public sealed class ReturnPolicyGrpcService(ReturnQueries queries, PolicyBook policies, TimeProvider clock)
    : V1.ReturnPolicyService.ReturnPolicyServiceBase
{
    private const int MostDifferences = 100;

    private const int DefaultComparedOrders = 1000;

    /// <inheritdoc/>
    public override async Task<V1.PublishPolicyResponse> PublishPolicy(V1.PublishPolicyRequest request, ServerCallContext context)
    {
        var policy = Requests.Check(request, await policies.Bought(context.CancellationToken).ConfigureAwait(false));
        if (!request.DryRun)
        {
            return await policies.Publish(context.Command(request), policy, request.Origin is Types.V1.Origin.Historical, context.CancellationToken).ConfigureAwait(false);
        }

        var latest = await policies.Find(policy.PolicyId, 0, context.CancellationToken).ConfigureAwait(false);
        var candidate = policy with { Version = (latest?.Version ?? 0) + 1 };
        var response = new V1.PublishPolicyResponse { Policy = candidate.ToProto() };
        var (differences, orders) = await queries.Compare(
            candidate, request.ComparedOrders == 0 ? DefaultComparedOrders : request.ComparedOrders, MostDifferences, context.CancellationToken).ConfigureAwait(false);
        response.DifferentOrders = orders;
        response.Differences.Add(differences.Select(difference => new V1.PolicyDifference
        {
            OrderId = difference.OrderId,
            Now = difference.Now.ToProto(difference.NowPolicy, "en"),
            Then = difference.Then.ToProto(candidate, "en"),
        }));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.GetPolicyResponse> GetPolicy(V1.GetPolicyRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("policy_id", request.PolicyId, 64).Range("version", request.Version, 0, int.MaxValue).ThrowIfInvalid();
        var policy = await policies.Find(request.PolicyId, request.Version, context.CancellationToken).ConfigureAwait(false);
        return new V1.GetPolicyResponse { Policy = policy?.ToProto() ?? throw new RefusedException(new PolicyNotFound()) };
    }

    /// <inheritdoc/>
    public override async Task<V1.GetEligibilityResponse> GetEligibility(V1.GetEligibilityRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).OptionalText("language", request.Language, 35).ThrowIfInvalid();
        var answer = await queries.Eligibility(request.OrderId, context.Caller(), context.CancellationToken).ConfigureAwait(false);
        var response = new V1.GetEligibilityResponse { OrderId = request.OrderId, EvaluatedAt = answer.EvaluatedAt.ToProto() };
        response.Lines.Add(answer.Lines.Select(line => line.ToProto(answer.Policy, request.Language)));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.ExplainPolicyResponse> ExplainPolicy(V1.ExplainPolicyRequest request, ServerCallContext context)
    {
        new RequestCheck()
            .OptionalId("policy_id", request.PolicyId, 64).OptionalText("market", request.Market, 64).OptionalText("sku", request.Sku, 128)
            .OptionalText("category", request.Category, 512).OptionalText("language", request.Language, 35)
            .That(Enum.IsDefined(request.Channel), "channel", "must be a known value").ThrowIfInvalid();
        var now = clock.GetUtcNow();
        var policyId = request.PolicyId.Length == 0 ? ReturnPolicy.Default : request.PolicyId;
        var policy = await policies.InForce(policyId, now, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new PolicyNotFound());
        var rule = policy.RuleFor(new RuleSubject(request.Market, request.Channel.ToDomain(), request.Category, request.Sku, "", [], now));
        var words = PolicyWords.Explain(policy, rule, request.Language);
        return new V1.ExplainPolicyResponse
        {
            CategoryWindowActions = words.CategoryWindowActions,
            PickupProcessing = words.PickupProcessing,
            GeneralRules = words.GeneralRules,
            Language = words.Language,
            Decision = new PolicyDecision(policy.PolicyId, policy.Version, rule.RuleId).ToProto(),
        };
    }
}
