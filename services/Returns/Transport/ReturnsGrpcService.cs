using Grpc.Core;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Platform.Transport;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Transport;

/// <summary>Returns: begun on one channel, finished on any other.</summary>
public sealed class ReturnsGrpcService(ReturnsStore store, ReturnQueries queries, ReturnImport import, GuessLimits guesses)
    : V1.ReturnsService.ReturnsServiceBase
{
    private const int MostLooksForGrant = 60;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly GuessKind RmaCodes = new("returns.rma");

    /// <inheritdoc/>
    public override async Task<V1.CreateReturnResponse> CreateReturn(V1.CreateReturnRequest request, ServerCallContext context)
    {
        Requests.Check(request, context.Caller());
        var by = context.Caller().ToActor();
        var method = request.Method is V1.ReturnMethod.Unspecified ? ReturnMethod.Store : request.Method.ToDomain();
        var response = await store.Create(
            context.Command(request),
            request.OrderId,
            id => new NewReturn(
                id.ToString(),
                RmaCode.From(id),
                [
                    .. request.Lines.Select(line => new NewReturnLine(line.LineId, line.Quantity, line.Reason.ToDomain(), line.Comment, line.Resolution.ToDomain())
                    {
                        DonationPurpose = line.DonationPurpose,
                        Condition = line.Condition.ToDomain(),
                        Photos = [.. line.PhotoIds],
                        Answers = [.. line.Answers.Select(answer => answer.ToDomain())],
                    }),
                ],
                method,
                by)
            {
                Exception = request.Exception is { } exception ? new AskedException(exception.Reason, exception.WaiveFees) : null,
            },
            context.CancellationToken).ConfigureAwait(false);
        response.GoodsReturn.WithQr();
        return response;
    }

    /// <inheritdoc/>
    public override async Task<V1.GetReturnResponse> GetReturn(V1.GetReturnRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).ThrowIfInvalid();
        var found = await queries.Get(ReturnName.Id(request.ReturnId), context.Caller(), context.CancellationToken).ConfigureAwait(false);
        return new V1.GetReturnResponse { GoodsReturn = found.WithQr() };
    }

    /// <inheritdoc/>
    public override async Task<V1.GetReturnByRmaCodeResponse> GetReturnByRmaCode(V1.GetReturnByRmaCodeRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("rma_code", request.RmaCode, 64).ThrowIfInvalid();
        var found = await Guess(
            request.RmaCode, context, () => queries.Get(Requests.RmaName(request.RmaCode), context.Caller(), context.CancellationToken)).ConfigureAwait(false);
        return new V1.GetReturnByRmaCodeResponse { GoodsReturn = found.WithQr() };
    }

    /// <inheritdoc/>
    public override async Task<V1.ListReturnsResponse> ListReturns(V1.ListReturnsRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).OptionalId("order_id", request.OrderId).Range("page_size", request.PageSize, 0, int.MaxValue).ThrowIfInvalid();
        var scope = $"returns/{request.CustomerId}/{request.OrderId}";
        var after = PageToken.Read(scope, request.PageToken) is { } place ? new ReturnCursor(place.Position, place.Id) : null;
        var size = PageToken.Size(request.PageSize);
        var found = await queries.List(request.CustomerId, request.OrderId, after, size + 1, context.CancellationToken).ConfigureAwait(false);
        var response = new V1.ListReturnsResponse();
        response.Returns.Add(found.Take(size));
        if (found.Count > size)
        {
            response.NextPageToken = PageToken.Write(scope, new PagePlace(found[size - 1].RequestedAt.ToMicros(), Id: found[size - 1].ReturnId));
        }

        return response;
    }

    /// <inheritdoc/>
    public override Task<V1.ApproveReturnResponse> ApproveReturn(V1.ApproveReturnRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).ThrowIfInvalid();
        var by = context.Caller().ToActor();
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), by, change => change.Current.Approve(change.Order, change.Policy, by, change.Now),
            changed => new V1.ApproveReturnResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.DeclineReturnResponse> DeclineReturn(V1.DeclineReturnRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).OptionalText("reason", request.Reason, 1000).ThrowIfInvalid();
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), context.Caller().ToActor(), change => change.Current.Decline(request.Reason),
            changed => new V1.DeclineReturnResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.CancelReturnResponse> CancelReturn(V1.CancelReturnRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("return_id", request.ReturnId).ThrowIfInvalid();
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), context.Caller().ToActor(), change => change.Current.Cancel(),
            changed => new V1.CancelReturnResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.ReportReturnPostedResponse> ReportReturnPosted(V1.ReportReturnPostedRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), context.Caller().ToActor(),
            change => change.Current.Posted(
                new ReturnParcel(request.CarrierCode, request.TrackingNumber.Trim(), request.PostedAt.ToInstantOrNull() ?? change.Now), change.Order, change.Policy, change.Now),
            changed => new V1.ReportReturnPostedResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.ReceiveReturnResponse> ReceiveReturn(V1.ReceiveReturnRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), context.Caller().ToActor(),
            change => change.Current.Receive(
                [.. request.Lines.Select(line => (line.LineId, line.Quantity))], change.Order, change.Policy, change.Now, request.LateReason),
            changed => new V1.ReceiveReturnResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.InspectReturnResponse> InspectReturn(V1.InspectReturnRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        var by = context.Caller().ToActor();
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), by,
            change => change.Current.Inspect([.. request.Inspections.Select(found => found.ToDomain())], change.Order, change.Policy, by, change.Now),
            changed => new V1.InspectReturnResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<V1.CompleteReturnInStoreResponse> CompleteReturnInStore(V1.CompleteReturnInStoreRequest request, ServerCallContext context)
    {
        var name = Requests.Check(request);
        var by = context.Caller().ToActor();
        var response = await (request.RmaCode.Length > 0 ? Guess(request.RmaCode, context, Complete) : Complete()).ConfigureAwait(false);
        return request.RefundCashAtTill ? await Granted(response, context).ConfigureAwait(false) : response;

        Task<V1.CompleteReturnInStoreResponse> Complete() => store.Change(
            context.Command(request), name, by,
            change => change.Current.Complete(
                [.. request.Inspections.Select(found => found.ToDomain())], request.RefundCashAtTill, change.Order, change.Policy, by, change.Now,
                request.LateReason),
            changed => new V1.CompleteReturnInStoreResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    // The till pays out what is granted: one event to Order-tracking, and one back.
    private async Task<V1.CompleteReturnInStoreResponse> Granted(V1.CompleteReturnInStoreResponse response, ServerCallContext context)
    {
        for (var look = 0; look < MostLooksForGrant && response.GoodsReturn.Refund is { State: V1.RefundState.Requested, Tenders.Count: 0 }; look++)
        {
            await Task.Delay(BetweenLooks, context.CancellationToken).ConfigureAwait(false);
            response.GoodsReturn = await queries.Get(ReturnName.Id(response.GoodsReturn.ReturnId), context.Caller(), context.CancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    /// <summary>Answers who knows a return's code; wrong tries are limited. What others tried at a code that is good stops nobody.</summary>
    private Task<TAnswer> Guess<TAnswer>(string typed, ServerCallContext context, Func<Task<TAnswer>> answer) => guesses.Answer(
        RmaCodes,
        Guesser.Of(context),
        Canonical.RmaCode(typed) is { } code ? [code] : [],
        ReturnNotFound.Name,
        answer,
        async code => await queries.Exists(ReturnName.Rma(code), context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task<V1.SendBackRepairedResponse> SendBackRepaired(V1.SendBackRepairedRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        RepairedUnits[] units = [.. request.Lines.Select(line => new RepairedUnits(line.LineId, line.Quantity, line.Outcome.ToDomain(), line.Note))];
        return store.Change(
            context.Command(request), ReturnName.Id(request.ReturnId), context.Caller().ToActor(),
            change => change.Current.SendBack(
                units, request.CarrierCode.Length > 0 ? new ReturnParcel(request.CarrierCode, request.TrackingNumber, change.Now) : null, change.Now),
            changed => new V1.SendBackRepairedResponse { GoodsReturn = changed }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override Task<V1.ImportReturnsResponse> ImportReturns(V1.ImportReturnsRequest request, ServerCallContext context)
    {
        Requests.Check(request);
        return import.Import(request.Returns, context.CancellationToken);
    }
}
