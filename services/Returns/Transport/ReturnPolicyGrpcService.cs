using Grpc.Core;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Policies: published, explained, applied.</summary>
public sealed class ReturnPolicyGrpcService(ReturnQueries queries, PolicyBook policies, DryRun dryRun, Explainer explainer, TimeProvider clock)
    : V1.ReturnPolicyService.ReturnPolicyServiceBase
{
    private const int MostDifferences = 100;

    private const int DefaultCompared = 1000;

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
        var orders = await dryRun.Orders(candidate, Compared(request.ComparedOrders), MostDifferences, context.CancellationToken).ConfigureAwait(false);
        var returns = await dryRun.Returns(candidate, Compared(request.ComparedReturns), MostDifferences, context.CancellationToken).ConfigureAwait(false);
        (response.DifferentOrders, response.DifferentReturns) = (orders.Count, returns.Count);
        response.Differences.Add(orders.First.Select(difference => new V1.PolicyDifference
        {
            OrderId = difference.OrderId,
            Now = difference.Now.ToProto(difference.NowPolicy, "en"),
            Then = difference.Then.ToProto(candidate, "en"),
        }));
        response.ReturnDifferences.Add(returns.First.Select(difference => new V1.ReturnDifference
        {
            ReturnId = difference.Past.ReturnId, OrderId = difference.Past.OrderId, Now = difference.Now.ToProto(), Then = difference.Then.ToProto(),
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
    public override async Task<V1.GetPolicyInForceResponse> GetPolicyInForce(V1.GetPolicyInForceRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalId("policy_id", request.PolicyId, 64).ThrowIfInvalid();
        var policyId = request.PolicyId.Length == 0 ? ReturnPolicy.Default : request.PolicyId;
        var policy = await policies.InForce(policyId, clock.GetUtcNow(), context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new PolicyNotFound());
        return new V1.GetPolicyInForceResponse { PolicyId = policy.PolicyId, PolicyVersion = policy.Version };
    }

    /// <inheritdoc/>
    public override async Task<V1.GetEligibilityResponse> GetEligibility(V1.GetEligibilityRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).OptionalText("language", request.Language, 35)
            .That(Enum.IsDefined(request.Reason), "reason", "must be a known value").That(Enum.IsDefined(request.Condition), "condition", "must be a known value").ThrowIfInvalid();
        var told = new Told(request.Reason.ToDomain(), request.Condition.ToDomain());
        var answer = await queries.Eligibility(request.OrderId, context.Caller(), context.CancellationToken, told).ConfigureAwait(false);
        var response = new V1.GetEligibilityResponse { OrderId = request.OrderId, EvaluatedAt = answer.EvaluatedAt.ToProto() };
        response.Lines.Add(answer.Lines.Select(line => line.ToProto(answer.Order, answer.Policy.In(answer.Order.Market), request.Language)));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.ExplainPolicyResponse> ExplainPolicy(V1.ExplainPolicyRequest request, ServerCallContext context)
    {
        Requests.Check(request, context.Caller());
        var (policy, rule, subject) = await explainer.Explain(Requests.ToIntended(request, context.Caller(), clock.GetUtcNow()), context.CancellationToken).ConfigureAwait(false);
        var words = PolicyWords.Explain(policy, rule, request.Language);
        return new V1.ExplainPolicyResponse
        {
            CategoryWindowActions = words.CategoryWindowActions,
            PickupProcessing = words.PickupProcessing,
            GeneralRules = words.GeneralRules,
            Language = words.Language,
            Decision = new PolicyDecision(policy.PolicyId, policy.Version, rule.RuleId).ToProto(),
            Tier = subject.Tier,
            Signals = { subject.Signals.Select(signal => signal.ToContract()) },
        };
    }

    private static int Compared(int asked) => asked == 0 ? DefaultCompared : asked;
}
