using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Transport;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>The rpcs that list orders.</summary>
public sealed partial class OrderTrackingGrpcService
{
    private const int LongestQuery = 256;

    // Numbers of receipts follow on each other: a store's staff must not read on through those of the others.
    private static readonly GuessKind Finds = new("orders.find");

    private readonly IAuditSink[] audit = [.. sinks];

    /// <inheritdoc/>
    public override async Task<ListOrdersResponse> ListOrders(ListOrdersRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Range("page_size", request.PageSize, 0, int.MaxValue)
            .OptionalTime("placed_from", request.PlacedFrom).OptionalTime("placed_before", request.PlacedBefore)
            .Words("statuses", request.Statuses).Words("channels", request.Channels).ThrowIfInvalid();
        var scope = ScopeOf(new ListOrdersRequest(request) { PageSize = 0, PageToken = "" });
        var filter = new OrderFilter(PageToken.Size(request.PageSize))
        {
            Statuses = [.. request.Statuses.Select(status => status.ToDomain())],
            Channels = [.. request.Channels.Select(channel => channel.ToDomain())],
            PlacedFrom = request.PlacedFrom.ToOptionalInstant(),
            PlacedBefore = request.PlacedBefore.ToOptionalInstant(),
            After = After(scope, request.PageToken),
        };
        var page = await search.List(request.CustomerId, filter, context.CancellationToken);
        return new ListOrdersResponse { Orders = { Summaries(page) }, NextPageToken = Next(scope, page) };
    }

    /// <inheritdoc/>
    public override async Task<FindOrdersResponse> FindOrders(FindOrdersRequest request, ServerCallContext context)
    {
        new RequestCheck().OptionalText("query", request.Query, LongestQuery).OptionalText("region_code", request.RegionCode, 2).OptionalId("store_id", request.StoreId)
            .OptionalTime("placed_from", request.PlacedFrom).OptionalTime("placed_before", request.PlacedBefore)
            .Range("page_size", request.PageSize, 0, int.MaxValue).Words("statuses", request.Statuses).ThrowIfInvalid();
        var (caller, query) = (context.Caller(), request.Query.Trim());
        var storeId = StoreSeen(caller, query, request.StoreId);
        var scope = ScopeOf(new FindOrdersRequest(request) { PageSize = 0, PageToken = "", StoreId = storeId });
        var filter = new OrderFilter(PageToken.Size(request.PageSize))
        {
            Statuses = [.. request.Statuses.Select(status => status.ToDomain())],
            PlacedFrom = request.PlacedFrom.ToOptionalInstant(),
            PlacedBefore = request.PlacedBefore.ToOptionalInstant(),
            After = After(scope, request.PageToken),
        };
        await using var guess = query.Length > 0 && IsOfAStore(caller) ? await guesses.Reserve(Finds, Guesser.Of(context), []) : null;
        var page = await search.Find(query, request.RegionCode, storeId, filter, context.CancellationToken);
        if (!page.Orders.Any(order => order.StoreIds.Contains(caller.StoreId ?? "")))
        {
            guess?.WasWrong();
        }

        // What was typed may be somebody's address: on record is the order that it led to, or the store.
        var target = page.Orders is [var only] ? only.OrderId : storeId;
        foreach (var sink in caller.IsStaff ? audit : [])
        {
            await sink.Record(new StaffAccess(caller, context.Method.TrimStart('/'), target, clock.GetUtcNow()), context.CancellationToken);
        }

        return new FindOrdersResponse { Orders = { Summaries(page) }, NextPageToken = Next(scope, page) };
    }

    /// <summary>Which store's orders somebody sees: of staff who belong to one, and name nothing that a customer told them, only its own.</summary>
    /// <exception cref="RefusedException"><see cref="NotYourStore"/>.</exception>
    private static string StoreSeen(Caller caller, string query, string asked)
    {
        if (query.Length > 0 || !IsOfAStore(caller))
        {
            return asked;
        }

        return caller.StoreId is { Length: > 0 } own && (asked.Length == 0 || asked == own) ? own : throw new RefusedException(new NotYourStore());
    }

    private static bool IsOfAStore(Caller caller) => caller.Role is Role.Terminal or Role.Associate;

    private static string ScopeOf(IMessage request) => $"{request.Descriptor.Name}/{request}";

    private static PageKey? After(string scope, string token) => PageToken.Read(scope, token) is { } after ? new PageKey(after.Position, after.Id) : null;

    private static string Next(string scope, OrderPage page) => page.Next is { } next ? PageToken.Write(scope, new PagePlace(next.PlacedAt, Id: next.OrderId)) : "";

    private static IEnumerable<Orders.V1.Order> Summaries(OrderPage page) => page.Orders.Select(order => order.ToProto(OrderView.Summary));
}
