using Google.Protobuf;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Values.Scanning;
using Contract = Omnichannel.Cart.V1.MeasureCode;
using MeasureCode = Omnichannel.Values.Scanning.MeasureCode;

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
            if ((MeasureCode.From(codes[i]).Fault(currency) ?? (prefixes.Add(codes[i].Prefix) ? null : "prefix")) is { } fault)
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

    /// <summary>Those of a market, by prefix.</summary>
    public static async Task<IReadOnlyList<Contract>> All(SqlSession sql, string market) =>
        [.. (await sql.Query<byte[]>("select document from measure_codes where market = @market order by prefix", new { market }).ConfigureAwait(false)).Select(Contract.Parser.ParseFrom)];

    /// <summary>What a number is by the market's layouts.</summary>
    public static async Task<Reading<Scan>> Read(SqlSession sql, string market, Scan scan) => MeasureCode.IsPossible(scan)
        ? MeasureCode.Read(scan, (await All(sql, market).ConfigureAwait(false)).Select(MeasureCode.From))
        : scan;
}
