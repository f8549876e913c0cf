using System.Security.Cryptography;
using Grpc.Core;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;
using Omnichannel.Values;

namespace Omnichannel.Returns.Transport;

/// <summary>The withdrawal function: two steps, for whoever proves that the order is theirs.</summary>
public sealed class WithdrawalGrpcService(WithdrawalStore store, GrantTokens grants, TimeProvider clock) : V1.WithdrawalService.WithdrawalServiceBase
{
    /// <summary>Scope of the grants, whose subject is the order's id. Order-tracking issues them too.</summary>
    public const string Scope = "returns.withdrawal";

    private const string TrackingScope = "orders.tracking";
    private const int MostLines = 1000;

    // Somebody withdraws now, maybe on a device of others.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async Task<V1.OpenWithdrawalResponse> OpenWithdrawal(V1.OpenWithdrawalRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).ThrowIfInvalid();
        await store.CheckOwner(request.OrderId, context.Caller(), context.CancellationToken).ConfigureAwait(false);
        return new V1.OpenWithdrawalResponse { Token = grants.Issue(Scope, request.OrderId, Lifetime), ExpiresAt = (clock.GetUtcNow() + Lifetime).ToProto() };
    }

    /// <inheritdoc/>
    public override async Task<V1.GetWithdrawalNoticeResponse> GetWithdrawalNotice(V1.GetWithdrawalNoticeRequest request, ServerCallContext context)
    {
        var subject = grants.Verify(request.Token, TrackingScope).Subject;
        var orderId = subject.LastIndexOf('|') is > 0 and var end ? subject[..end] : throw new RefusedException(new GrantNotValid());
        var known = await store.Rights(orderId, context.CancellationToken).ConfigureAwait(false);
        var lines = known.Rights.At(known.Now);
        return new V1.GetWithdrawalNoticeResponse { Open = lines.Any(line => line.Quantity > 0), EndsAt = lines.EndsAt().ToProto() };
    }

    /// <inheritdoc/>
    public override async Task<V1.GetWithdrawalResponse> GetWithdrawal(V1.GetWithdrawalRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalText("language", request.Language, 35).ThrowIfInvalid();
        var known = await store.Rights(OrderOf(request.Token), context.CancellationToken).ConfigureAwait(false);
        var response = new V1.GetWithdrawalResponse
        {
            Right = known.Rights.ToProto(known.Now, request.Language),
            HasContact = known.Rights.Order.Order.ContactId.Length > 0,
        };
        response.Withdrawals.Add(known.Rows.Select(row => row.ToDomain().ToAnswer(row.Acknowledged)));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.DeclareWithdrawalResponse> DeclareWithdrawal(V1.DeclareWithdrawalRequest request, ServerCallContext context)
    {
        var orderId = OrderOf(request.Token);
        var declared = await store.Declare(orderId, Read(request), context.CancellationToken).ConfigureAwait(false);
        return new V1.DeclareWithdrawalResponse { Withdrawal = declared.ToAnswer(acknowledgedAt: null) };
    }

    /// <inheritdoc/>
    public override async Task<V1.ConfirmWithdrawalResponse> ConfirmWithdrawal(V1.ConfirmWithdrawalRequest request, ServerCallContext context)
    {
        var orderId = OrderOf(request.Token);
        new RequestCheck().Id("withdrawal_id", request.WithdrawalId).Text("statement_hash", request.StatementHash, 64).ThrowIfInvalid();
        var caller = context.Caller();
        var by = caller.Role is Types.V1.Role.Unspecified ? Actor.None(SalesChannel.Web) : caller.ToActor();
        var confirmed = await store.Confirm(orderId, request.WithdrawalId, request.StatementHash, by, context.CancellationToken).ConfigureAwait(false);
        return new V1.ConfirmWithdrawalResponse { Withdrawal = confirmed.ToDomain().ToAnswer(confirmed.Acknowledged) };
    }

    /// <inheritdoc/>
    public override async Task<V1.GetWithdrawalEvidenceResponse> GetWithdrawalEvidence(V1.GetWithdrawalEvidenceRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("withdrawal_id", request.WithdrawalId).ThrowIfInvalid();
        var row = await store.Evidence(request.WithdrawalId, context.CancellationToken).ConfigureAwait(false) ?? throw new RefusedException(new WithdrawalNotFound());
        var evidence = V1.WithdrawalEvidence.Parser.ParseFrom(row.Document);
        evidence.Withdrawal.AcknowledgedAt = row.Acknowledged.ToProto();
        return new V1.GetWithdrawalEvidenceResponse
        {
            Evidence = evidence,
            Intact = SHA256.HashData(row.Document).AsSpan().SequenceEqual(row.Seal),
            Seal = Convert.ToHexStringLower(row.Seal!),
        };
    }

    /// <inheritdoc/>
    public override async Task<V1.SetWithdrawalInformationResponse> SetWithdrawalInformation(V1.SetWithdrawalInformationRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        await store.Inform(request.OrderId, request.InformedAt.ToInstantOrNull(), context.CancellationToken).ConfigureAwait(false);
        return new V1.SetWithdrawalInformationResponse();
    }

    private string OrderOf(string token) => grants.Verify(token, Scope).Subject;

    private static NewWithdrawal Read(V1.DeclareWithdrawalRequest request)
    {
        var check = new RequestCheck()
            .That(Guid.TryParseExact(request.WithdrawalId, "D", out _), "withdrawal_id", "must be a UUID")
            .Text("name", request.Name, 200)
            .That(!request.Name.Any(char.IsControl), "name", "must be one line")
            .That(request.Email.Length == 0 || Canonical.Email(request.Email) is not null, "email", "must be an e-mail address")
            .OptionalText("language", request.Language, 35)
            .Count("lines", request.Lines.Count, 0, MostLines);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Lines.Count && i < MostLines; i++)
        {
            check.Id($"lines[{i}].line_id", request.Lines[i].LineId)
                .That(seen.Add(request.Lines[i].LineId), $"lines[{i}].line_id", "is in the request twice")
                .Range($"lines[{i}].quantity", request.Lines[i].Quantity, 1, Measures.HighestQuantity);
        }

        check.ThrowIfInvalid();
        return new NewWithdrawal(
            request.WithdrawalId, request.Name.Trim(), request.Email.Trim(), [.. request.Lines.Select(line => (line.LineId, line.Quantity))], request.Language);
    }
}
