using System.Text;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Types.V1;

namespace Omnichannel.OrderTracking.Store;

/// <summary>What the buyer of a checkout gave: where goods go, and keyed hashes of how to reach the buyer.</summary>
internal sealed record GivenDetails
{
    public byte[] Details { get; init; } = [];

    public byte[]? EmailHash { get; init; }

    public byte[]? PhoneHash { get; init; }

    /// <summary>Of the checkout that a sale was; nothing where there is none.</summary>
    public static async Task<GivenDetails> Of(SqlSession sql, Sale sale) => sale.CheckoutId.Length > 0
        && await sql.QueryFirst<GivenDetails>(
            """
            select details as Details, email_hash as EmailHash, phone_hash as PhoneHash from checkout_details where order_id = @OrderId and checkout_id = @CheckoutId
            """,
            new { sale.OrderId, sale.CheckoutId }) is { } given ? given : new GivenDetails();

    /// <summary>The sale with the country and the postal area where it goes, when the details name them.</summary>
    public Sale Complete(Sale sale) => Address is { } address
        ? sale with { Country = address.RegionCode.ToUpperInvariant(), PostalArea = Lane.AreaOf(address.PostalCode) }
        : sale;

    /// <summary>By what the buyer may be known again.</summary>
    /// <param name="hash">Makes of it what nobody reads.</param>
    /// <param name="means">What the sale was paid with, as far as that is told.</param>
    public IReadOnlyList<BuyerMark> Marks(KeyedHash hash, IReadOnlyList<PaymentMeans> means)
    {
        var marks = new List<BuyerMark>();
        if (Address is { } address && Canonical(address) is { Length: > 0 } place)
        {
            marks.Add(new BuyerMark(BuyerMarkKind.Address, Convert.ToHexStringLower(hash.Of("address", place))));
        }

        marks.AddRange(means.Distinct().Select(each => new BuyerMark(BuyerMarkKind.Payment, Convert.ToHexStringLower(hash.Of("means", $"{each.Kind.Name()}/{each.Name}")))));
        Add(BuyerMarkKind.Email, EmailHash);
        Add(BuyerMarkKind.Phone, PhoneHash);
        return marks;

        void Add(BuyerMarkKind kind, byte[]? key)
        {
            if (key is not null)
            {
                marks.Add(new BuyerMark(kind, Convert.ToHexStringLower(key)));
            }
        }
    }

    private PostalAddress? Address => Details.Length == 0 ? null : DeliveryDetails.Parser.ParseFrom(Details).Address;

    // As people write one address: in any case, with any blanks and signs. Without a street it is a town, which many share.
    private static string Canonical(PostalAddress address)
    {
        var street = Letters(string.Concat(address.AddressLines));
        return street.Length == 0 ? "" : $"{Letters(address.RegionCode)}/{Letters(address.PostalCode)}/{Letters(address.Locality)}/{street}";
    }

    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
