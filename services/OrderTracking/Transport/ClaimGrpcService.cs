using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using Claim = Omnichannel.OrderTracking.Domain.Claim;
using ClaimState = Omnichannel.OrderTracking.Domain.ClaimState;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs about parcels that did not come, or came damaged.</summary>
public sealed class ClaimGrpcService(OrderStore orders, ShippingStore shipping, ShippingQueries queries) : ClaimService.ClaimServiceBase
{
    private const int MostPhotos = 10;

    /// <inheritdoc/>
    public override Task<FileClaimResponse> FileClaim(FileClaimRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("shipment_id", request.ShipmentId).Known("kind", request.Kind).Units("lines", request.Lines)
            .OptionalText("description", request.Description, 2000).Count("photo_references", request.PhotoReferences.Count, 0, MostPhotos)
            .That(request.PhotoReferences.All(PhotoReference.IsOne), "photo_references", "must be https URIs or ids of at most 500 characters").ThrowIfInvalid();
        return shipping.FileClaim(
            context.Command(request),
            request,
            (id, now) => new Claim
            {
                ClaimId = id.ToString(), ShipmentId = request.ShipmentId, Kind = request.Kind.ToDomain(), Lines = request.Lines.ToUnits(), FiledAt = now, StateAt = now,
            },
            context.Caller().ToRequester(),
            (order, claim) => new FileClaimResponse { Claim = claim.ToProto(order) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<GetClaimResponse> GetClaim(GetClaimRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("claim_id", request.ClaimId).ThrowIfInvalid();
        var (order, claim, details) = await shipping.FindClaim(request.OrderId, request.ClaimId, context.Caller().ToRequester(), context.CancellationToken);
        var response = new GetClaimResponse { Claim = claim.ToProto(order), Description = details?.Description ?? "" };
        response.PhotoReferences.AddRange(details is null ? [] : details.PhotoReferences);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<ListClaimsResponse> ListClaims(ListClaimsRequest request, ServerCallContext context)
    {
        var state = request.State is Orders.V1.ClaimState.Unspecified ? Orders.V1.ClaimState.Open : request.State;
        new RequestCheck().Known("state", state).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var scope = $"claims/{state}";
        var after = PageToken.Read(scope, request.PageToken) is { } last ? new WorkKey(last.Position, last.Id) : null;
        var page = await queries.ListClaims(state.ToDomain(), PageToken.Size(request.PageSize), after, context.CancellationToken);
        var response = new ListClaimsResponse { NextPageToken = page.Next is { } next ? PageToken.Write(scope, new PagePlace(next.At, Id: next.Id)) : "" };
        response.Claims.AddRange(page.Orders.Select(row => row.Order.Claims.First(claim => claim.ClaimId == row.Id).ToProto(row.Order)));
        return response;
    }

    /// <inheritdoc/>
    public override Task<ReviewClaimResponse> ReviewClaim(ReviewClaimRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("claim_id", request.ClaimId).ThrowIfInvalid();
        return orders.Execute(
            context.Command(request),
            request.OrderId,
            context.Caller().ToRequester(),
            (order, now) => OrderSteps.Review(order, request.ClaimId, now),
            (_, order) => new ReviewClaimResponse { Claim = Find(order, request.ClaimId) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<ResolveClaimResponse> ResolveClaim(ResolveClaimRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("claim_id", request.ClaimId).Known("resolution", request.Resolution)
            .OptionalText("reason", request.Reason, 64).ThrowIfInvalid();
        var who = context.Caller().ToRequester();
        return orders.Execute(
            context.Command(request),
            request.OrderId,
            who,
            (order, now) => OrderSteps.Resolve(order, request.ClaimId, request.Resolution.ToDomain(), request.Reason, who.Channel, now),
            (_, order) => new ResolveClaimResponse { Claim = Find(order, request.ClaimId) },
            context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<WithdrawClaimResponse> WithdrawClaim(WithdrawClaimRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("order_id", request.OrderId).Id("claim_id", request.ClaimId).ThrowIfInvalid();
        var who = context.Caller().ToRequester();
        return orders.Execute(
            context.Command(request),
            request.OrderId,
            who,
            (order, now) => OrderSteps.Withdraw(order, request.ClaimId, who.Channel, now),
            (_, order) => new WithdrawClaimResponse { Claim = Find(order, request.ClaimId) },
            context.CancellationToken);
    }

    private static Orders.V1.Claim Find(Domain.Order order, string claimId) => order.Claims.First(claim => claim.ClaimId == claimId).ToProto(order);
}
