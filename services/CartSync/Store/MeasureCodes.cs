using Google.Protobuf;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Domain.Scanning;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Contract = Omnichannel.Cart.V1.MeasureCode;

namespace Omnichannel.CartSync.Store;

/// <summary>How each market puts prices, weights and counts into barcodes.</summary>
internal static class MeasureCodes
{
    /// <summary>Replaces those of a market; the refusal when one of them is none.</summary>
    public static async Task<Refusal?> Set(SqlSession sql, string market, IReadOnlyList<Contract> codes)
    {
        if (await sql.QueryFirst<string>("select currency from markets where market = @market", new { market }).ConfigureAwait(false) is not { } currency)
        {
            return new MarketUnknown("market");
        }

        var prefixes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < codes.Count; i++)
        {
            if ((ToDomain(codes[i]).Fault(currency) ?? (prefixes.Add(codes[i].Prefix) ? null : "prefix")) is { } fault)
            {
                return new MeasureCodeInvalid(i, fault);
            }
        }

        sql.Defer("delete from measure_codes where market = @market", new { market });
        foreach (var code in codes)
        {
            sql.Defer("insert into measure_codes (market, prefix, document) values (@market, @prefix, @document)", new { market, prefix = code.Prefix, document = code.ToByteArray() });
        }

        return null;
    }

    /// <summary>What a number is by the market's layouts, with the price or measure that is in it; the number as it is when it has none of them.</summary>
    public static async Task<Decision<Scan>> Read(SqlSession sql, string market, Scan scan)
    {
        if (!MeasureCode.IsPossible(scan))
        {
            return scan;
        }

        var documents = await sql.Query<byte[]>("select document from measure_codes where market = @market", new { market }).ConfigureAwait(false);
        return MeasureCode.Of(scan, documents.Select(Contract.Parser.ParseFrom).Select(ToDomain)) is { } layout ? layout.Read(scan) : scan;
    }

    private static MeasureCode ToDomain(Contract code) => new(
        code.Prefix, code.ItemDigits, code.ValueChecked, code.ValueDigits, code.Decimals, SameWords.ToDomain<MeasureCodeKind, Contract.Types.Kind>(code.Kind));
}
