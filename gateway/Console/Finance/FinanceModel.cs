using System.Globalization;
using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Finance;

/// <summary>What one currency's wallets came to in a month.</summary>
/// <param name="Month">As 2026-11.</param>
/// <param name="Liability">Opening to closing.</param>
public sealed record MonthLiability(string Month, WalletLiability Liability);

/// <summary>What finance closes a month with: how points moved, and what the shop owes by its wallets.</summary>
/// <param name="calls">The gateway's gRPC as an operator.</param>
public sealed class FinanceModel(CallInvoker calls) : PageModel
{
    private const string MonthForm = "yyyy-MM";

    // Each is read from all that was posted.
    private const int AtOnce = 4;

    private readonly LedgerService.LedgerServiceClient ledger = new(calls);
    private readonly WalletService.WalletServiceClient wallets = new(calls);

    /// <summary>How points moved, the first month first.</summary>
    public IReadOnlyList<MonthMovement> Points { get; private set; } = [];

    /// <summary>What the shop owes, the first month first; by currency within it.</summary>
    public IReadOnlyList<MonthLiability> Liabilities { get; private set; } = [];

    /// <summary>Whether it has looked at least once.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Reads both.</summary>
    /// <param name="first">A day of the first month.</param>
    /// <param name="last">A day of the last month.</param>
    /// <param name="currency">In which expired points are worth something; empty for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<bool> Read(DateOnly first, DateOnly last, string currency, CancellationToken cancellation = default) => Try(async () =>
    {
        var movements = await ledger.GetMovementReportAsync(
            new GetMovementReportRequest { FirstMonth = Text(first), LastMonth = Text(last), CurrencyCode = currency.Trim().ToUpperInvariant() }, cancellationToken: cancellation);
        var owed = new List<MonthLiability>();
        foreach (var months in movements.Months.Select(month => month.Month).Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(months.Select(month => wallets.GetWalletLiabilityAsync(new GetWalletLiabilityRequest { Month = month }, cancellationToken: cancellation).ResponseAsync));
            owed.AddRange(months.Zip(answers).SelectMany(pair => pair.Second.Liabilities.Select(liability => new MonthLiability(pair.First, liability))));
        }

        (Points, Liabilities, IsLoaded) = (movements.Months, owed, true);
    });

    private static string Text(DateOnly day) => day.ToString(MonthForm, CultureInfo.InvariantCulture);
}
