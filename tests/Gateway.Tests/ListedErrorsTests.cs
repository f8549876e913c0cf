using Grpc.Core;
using Omnichannel.Gateway.OpenApi;

namespace Omnichannel.Gateway.Tests;

/// <summary>The errors in an rpc's comment, by the one form that they are listed in.</summary>
public sealed class ListedErrorsTests
{
    private const string GetCart = "shop.v1.CartService.GetCart";

    [Fact]
    public void Items_AreRead_ReasonByReason() => Assert.Equal(
        [
            (StatusCode.NotFound, "CART_NOT_FOUND"), (StatusCode.NotFound, "LINE_NOT_FOUND"),
            (StatusCode.FailedPrecondition, "CART_IN_CHECKOUT"), (StatusCode.ResourceExhausted, "LIMIT_2"),
        ],
        Listed("""
            Answers one cart.

            NOT_FOUND ELSEWHERE is no error of the list.

            Errors:
            - NOT_FOUND CART_NOT_FOUND, LINE_NOT_FOUND
            - FAILED_PRECONDITION CART_IN_CHECKOUT: either cart; comes with RetryInfo (see GetCart, ABORTED OTHER).
            - UNAVAILABLE: nothing is told, DEPENDENCY_AWAY neither.
            - RESOURCE_EXHAUSTED LIMIT_2: 500 lines. Later ones are dropped.
            """));

    [Theory]
    [InlineData("Answers one cart.")]
    [InlineData("Answers one cart. Errors: NOT_FOUND CART_NOT_FOUND.")]
    [InlineData("Reasons of a refused line:\n- SKU_UNKNOWN")]
    [InlineData("Errors:\n- NOT_FOUND CART_NOT_FOUND\n\nMore of it.")]
    [InlineData(null)]
    public void NoListAtTheEnd_IsNoErrors(string? comment) => Assert.Empty(Listed(comment));

    [Fact]
    public void ErrorsOfAnotherRpc_ComeBehindItsOwn_AlsoAcrossServices()
    {
        var comments = new Dictionary<string, string>
        {
            [GetCart] = "Errors:\n- those of CheckoutService.Begin: nothing was sold.\n- those of Apply\n- INTERNAL OWN",
            ["shop.v1.CartService.Apply"] = "Errors:\n- ABORTED CHANGED",
            ["shop.v1.CheckoutService.Begin"] = "Errors:\n- NOT_FOUND UNKNOWN\n- those of Complete",
            ["shop.v1.CheckoutService.Complete"] = "Errors:\n- INVALID_ARGUMENT WRONG\n- those of Begin\n- those of CartService.GetCart",
        };
        Assert.Equal(
            [(StatusCode.Internal, "OWN"), (StatusCode.NotFound, "UNKNOWN"), (StatusCode.Aborted, "CHANGED"), (StatusCode.InvalidArgument, "WRONG")],
            ListedErrors.Of(GetCart, comments.GetValueOrDefault));
    }

    [Theory]
    [InlineData("NOT_FOUND CART_NOT_FOUND.")]
    [InlineData("NOT_FOUND CART_NOT_FOUND; ABORTED CHANGED")]
    [InlineData("NOT_FOUND CART_NOT_FOUND (gone)")]
    [InlineData("NOT_FOUND CART_NOT_FOUND: gone")]
    [InlineData("NOT_FOUND CART_NOT_FOUND and LINE_NOT_FOUND")]
    [InlineData("NOT_FOUND")]
    [InlineData("CART_NOT_FOUND: gone.")]
    [InlineData("GONE CART_NOT_FOUND")]
    [InlineData("not_found CART_NOT_FOUND")]
    [InlineData("those of Get and Apply")]
    [InlineData("Those of GetCart")]
    public void AnythingElse_IsRefused(string item)
    {
        var wrong = Assert.Throws<FormatException>(() => Listed("Errors:\n- ABORTED CHANGED\n- " + item));
        Assert.Contains(GetCart, wrong.Message, StringComparison.Ordinal);
        Assert.Contains(item, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorsOfNoRpc_AreRefused()
    {
        var wrong = Assert.Throws<FormatException>(() => Listed("Errors:\n- those of GetCarts"));
        Assert.Contains("shop.v1.CartService.GetCarts", wrong.Message, StringComparison.Ordinal);
    }

    private static List<(StatusCode Code, string Reason)> Listed(string? comment) => [.. ListedErrors.Of(GetCart, name => name == GetCart ? comment : null)];
}
