using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>What software agents may call for their customer, rpc by rpc: one more is a decision, not an accident.</summary>
public sealed class AssistantAccessTests
{
    private static readonly IEnumerable<MethodDescriptor> OfShoppers = PublishedServices.All.SelectMany(service => service.Descriptor.Methods)
        .Where(method => RuleOf(method).RuleCase is AccessRule.RuleOneofCase.SubjectField or AccessRule.RuleOneofCase.OwnedResource);

    [Fact]
    public void Assistant_ChangesCartsAndWishlists_AndBeginsCheckouts() => Assert.Equal(
        [
            "AddCode", "AddLine", "ApplyOperations", "BeginCheckout", "CreateWishlist", "DeleteWishlist", "EditWishlist", "MoveCartLineToWishlist", "MoveWishlistItemToCart", "RemoveCode",
            "RemoveLine", "RenameWishlist", "ReorderItems", "UpdateLine",
        ],
        Admitted(hasEffects: true));

    [Fact]
    public void Assistant_ReadsWhatItsCustomerMay() => Assert.Equal(
        [
            "ExplainEarning", "ExplainMessage", "ExplainOrder", "ExportStatement", "GetActiveCart", "GetBalance", "GetCart", "GetCheckout", "GetClaim", "GetContact", "GetCoupon", "GetDeliveryDetails", "GetEligibility", "GetMember", "GetMessage", "GetOrder",
            "GetOrderPayments", "GetPackingList", "GetProfile", "GetProofOfDelivery", "GetReturn", "GetReturnPhoto", "GetReverseDeliveryDocument", "GetWallet", "GetWishlist", "ListConsents", "ListEntries", "ListItemSubscriptions", "ListLots", "ListMemberCoupons", "ListMessages", "ListOrders", "ListReferrals", "ListReturns",
            "ListSavedTenders", "ListWallets", "ListWishlists", "QualifyCoupons", "SimulateCartEarn", "SimulateMemberEarn", "WatchBalance", "WatchCart", "WatchOrder",
        ],
        Admitted(hasEffects: false));

    private static IEnumerable<string> Admitted(bool hasEffects) => OfShoppers
        .Where(method => (method.GetOptions().IdempotencyLevel is not MethodOptions.Types.IdempotencyLevel.NoSideEffects) == hasEffects && RuleOf(method).Admits(method, Role.Assistant))
        .Select(method => method.Name).Order(StringComparer.Ordinal);

    private static AccessRule RuleOf(MethodDescriptor method) => method.GetOptions().GetExtension(AccessExtensions.Access);
}
