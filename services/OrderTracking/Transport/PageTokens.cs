using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Errors;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Page tokens of ListOrders: the last order of a page, and a mark of the request that it belongs to.</summary>
internal static class PageTokens
{
    /// <summary>The token of the next page; empty behind the last.</summary>
    public static string Of(PageKey? next, ListOrdersRequest request) => next is null
        ? ""
        : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Mark(request)}.{next.PlacedAt}.{next.OrderId}")));

    /// <summary>Where a page begins; null for the first.</summary>
    /// <exception cref="InvalidRequestException">PAGE_TOKEN_INVALID: not ours, or of another request.</exception>
    public static PageKey? Read(ListOrdersRequest request)
    {
        if (request.PageToken.Length == 0)
        {
            return null;
        }

        var parts = Decode(request.PageToken)?.Split('.', 3);
        return parts is [var mark, var placedAt, { Length: > 0 } orderId] && mark == Mark(request)
            && long.TryParse(placedAt, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
            ? new PageKey(micros, orderId)
            : throw new InvalidRequestException("page_token", "must come from the previous page of an otherwise equal request", "PAGE_TOKEN_INVALID");
    }

    private static string? Decode(string token)
    {
        try
        {
            return token.Length <= 1024 ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Mark(ListOrdersRequest request)
    {
        var what = $"{request.CustomerId}\n{request.PlacedFrom?.Seconds}.{request.PlacedFrom?.Nanos}\n{request.PlacedBefore?.Seconds}.{request.PlacedBefore?.Nanos}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 6));
    }
}
