using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Benchmarks.Measuring;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using CouponMint = Omnichannel.Loyalty.Domain.CouponMint;
using CouponTerms = Omnichannel.Loyalty.V1.CouponTerms;
using MintState = Omnichannel.Loyalty.Domain.MintState;

namespace Omnichannel.Benchmarks.Points;

/// <summary>Codes of a campaign, made in the background by a running service: against their rows as bare prepared inserts, as many in a transaction.</summary>
internal sealed class MintRows(Report report, Settings settings)
{
    private const int Codes = 50_000;

    public async Task Measure(string engine, RunningService service, Func<DbConnection> connectRaw)
    {
        var name = $"codes minted, {engine}";
        if (!settings.WantsRow(name))
        {
            return;
        }

        var raw = await Insert(connectRaw);
        var coupons = new LoyaltyClients(service.As(Role.Ops, "ops-1")).Coupons;
        var mints = service.App.Services.GetRequiredService<CouponMints>();
        var clock = Stopwatch.StartNew();
        var begun = await coupons.MintCouponsAsync(new MintCouponsRequest { Terms = new CouponTerms { Percent = "10", CampaignId = "bench" }, Prefix = "BENCH", Count = Codes });
        while ((await mints.Find(begun.Mint.MintId, default))!.State is MintState.Running)
        {
            await Task.Delay(10);
        }

        var minted = clock.Elapsed;
        report.Row(
            name,
            string.Create(CultureInfo.InvariantCulture, $"{Codes / minted.TotalSeconds:N0}/s"),
            against: string.Create(CultureInfo.InvariantCulture, $"raw inserts: {Codes / raw.TotalSeconds:N0}/s"),
            ratio: (raw / minted).ToString("0.00", CultureInfo.InvariantCulture),
            aim: ">= 0.5 of raw");
    }

    private static async Task<TimeSpan> Insert(Func<DbConnection> connect)
    {
        await using var connection = connect();
        await using var insert = connection.CreateCommand();
        insert.CommandText =
            """
            insert into coupons (code, code_key, mint_id, mint_number, redeemed_count, held_count, state, state_reason, issued_at, version, issue_seal, standing_seal)
            values (@code, @key, 'raw', @number, 0, 0, 'USABLE', '', 1, 1, @seal, @seal)
            """;
        DbParameter[] parameters = [.. new[] { "@code", "@key", "@number", "@seal" }.Select(parameter => Named(insert, parameter))];
        parameters[3].Value = new byte[32];
        var codes = Enumerable.Range(0, Codes).Select(_ => Guid.NewGuid().ToString("N")[..21].ToUpperInvariant()).ToArray();
        var clock = Stopwatch.StartNew();
        for (var from = 0; from < Codes; from += (int)CouponMint.CodesPerStep)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            insert.Transaction = transaction;
            for (var number = from; number < from + CouponMint.CodesPerStep; number++)
            {
                parameters[0].Value = codes[number] + "-RAW";
                parameters[1].Value = codes[number];
                parameters[2].Value = (long)number;
                await insert.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        return clock.Elapsed;
    }

    private static DbParameter Named(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
