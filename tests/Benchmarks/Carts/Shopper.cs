using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Benchmarks.Carts.V1;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Cart.V1;
using Omnichannel.TestKit;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>A customer with some lines in the cart who goes on adding to them, and now and then sets all quantities: nobody adds for ever.</summary>
internal sealed class Shopper
{
    private const int AdditionsBetweenSets = 40;
    private static readonly Method<GetCartRequest, TakenCart> GetCart = AnswersAsBytes.Of<GetCartRequest, TakenCart>(CartService.Descriptor, "GetCart", TakenCart.Parser);
    private static readonly Method<ApplyOperationsRequest, TakenEdit> ApplyOperations = AnswersAsBytes.Of<ApplyOperationsRequest, TakenEdit>(CartService.Descriptor, "ApplyOperations", TakenEdit.Parser);
    private static readonly Method<AddLineRequest, TakenLine> AddLine = AnswersAsBytes.Of<AddLineRequest, TakenLine>(CartEditService.Descriptor, "AddLine", TakenLine.Parser);
    private readonly CallInvoker caller;
    private readonly Metadata headers;
    private readonly string cartId;
    private readonly int lines;
    private long calls;
    private long sequence;

    private Shopper(CallInvoker caller, Metadata headers, string cartId, int lines)
    {
        this.caller = caller;
        this.headers = headers;
        this.cartId = cartId;
        this.lines = lines;
    }

    public static async Task<Shopper> Start((CallInvoker Caller, Metadata Headers) customer, int lines)
    {
        var cart = (await new CartClients(customer.Caller).Cart.GetActiveCartAsync(new GetActiveCartRequest { Market = Shop.Market }, customer.Headers)).Cart;
        var shopper = new Shopper(customer.Caller, customer.Headers, cart.CartId, lines);
        await shopper.Apply(Enumerable.Range(0, lines).Select(shopper.Addition));
        return shopper;
    }

    /// <summary>One more of a line.</summary>
    public Task Add() => ++calls % AdditionsBetweenSets == 0
        ? Apply(Enumerable.Range(0, Math.Min(lines, AdditionsBetweenSets)).Select(i => Set((int)(calls + i) % lines)))
        : Apply([Addition((int)(calls % lines))]);

    /// <summary>One more of a line, as a page does that keeps no log: once under a key.</summary>
    public async Task AddPlainly()
    {
        if (++calls % AdditionsBetweenSets == 0)
        {
            await Apply(Enumerable.Range(0, Math.Min(lines, AdditionsBetweenSets)).Select(i => Set((int)(calls + i) % lines)));
            return;
        }

        var keyed = new Metadata { { "idempotency-key", $"{cartId}-{calls}" } };
        foreach (var entry in headers)
        {
            keyed.Add(entry);
        }

        Check((await Call(AddLine, new AddLineRequest { CartId = cartId, Sku = Shop.Sku((int)(calls % lines)), Quantity = 1 }, keyed)).Cart);
    }

    /// <summary>What a device kept while it was off line: additions to five lines, then a quantity for each.</summary>
    public Task Replay(int operations) => Apply(
        [.. Enumerable.Range(0, operations - 5).Select(i => Addition(i % 5)), .. Enumerable.Range(0, 5).Select(Set)]);

    public async Task Read()
    {
        calls++;
        Check((await Call(GetCart, new GetCartRequest { CartId = cartId }, headers)).Cart);
    }

    private async Task Apply(IEnumerable<CartOperation> operations)
    {
        var request = new ApplyOperationsRequest { CartId = cartId, DeviceId = "phone" };
        request.Operations.AddRange(operations);
        var answer = await Call(ApplyOperations, request, headers);
        if (answer.Results.FirstOrDefault(result => result.Outcome is not (OperationOutcome.Applied or OperationOutcome.Merged)) is { } refused)
        {
            throw new InvalidOperationException($"An operation was not applied: {refused}");
        }

        Check(answer.Cart);
    }

    // Now and then the whole of it.
    private void Check(ByteString cart)
    {
        if (cart.IsEmpty || (calls % AdditionsBetweenSets == 1 && ShoppingCart.Parser.ParseFrom(cart).Lines.Count != lines))
        {
            throw new InvalidOperationException($"The cart that was answered has not {lines} lines.");
        }
    }

    private AsyncUnaryCall<TAnswer> Call<TRequest, TAnswer>(Method<TRequest, TAnswer> rpc, TRequest request, Metadata with)
        where TRequest : class
        where TAnswer : class => caller.AsyncUnaryCall(rpc, null, new CallOptions(with), request);

    private CartOperation Addition(int line) => new() { DeviceSeq = ++sequence, Add = new AddItem { Sku = Shop.Sku(line), Quantity = 1 } };

    private CartOperation Set(int line) => new()
    {
        DeviceSeq = ++sequence, SetQuantity = new SetQuantity { Line = new LineReference { Sku = Shop.Sku(line) }, Quantity = 1 },
    };
}
