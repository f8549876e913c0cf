namespace Omnichannel.Loyalty.Domain;

/// <content>Goods come back: what they earned goes, what they cost in points returns.</content>
public sealed partial class Account
{
    /// <summary>
    /// Takes back what returned units of a line had earned. Cumulative: after any sequence of partial returns that adds up to n of q units, exactly
    /// floor(issued * n / q) points have been claimed.
    /// </summary>
    /// <remarks>
    /// They are taken from the line's own lot (pending, active, lapsed), then from other active lots nearest to expiry, and what is missing becomes debt.
    /// All lots with active points must be loaded when the own lot does not have enough (<see cref="NeedsOtherLots"/>).
    /// </remarks>
    /// <returns>The points claimed.</returns>
    public long ClawBack(Lot lot, long quantity, Cause cause)
    {
        var returned = Math.Min(lot.Quantity, lot.ReturnedQuantity + quantity);
        var claim = ClaimFor(lot, returned);
        lot.ReturnedQuantity = returned;
        lot.Clawed += claim;
        lot.Changed();

        var fromPending = Math.Min(claim, lot.Pending);
        lot.Pending -= fromPending;
        var fromActive = Math.Min(claim - fromPending, lot.Active);
        lot.Active -= fromActive;
        var fromExpired = Math.Min(claim - fromPending - fromActive, lot.Expired);
        lot.Expired -= fromExpired;
        lot.Reversed += fromPending + fromActive + fromExpired;

        var missing = claim - fromPending - fromActive - fromExpired;
        var fromOthers = Withdraw(missing);

        Post(EntryKind.Clawback, LedgerAccount.Pending, LedgerAccount.Issuance, fromPending, cause);
        Post(EntryKind.Clawback, LedgerAccount.Active, LedgerAccount.Issuance, fromActive + fromOthers, cause);
        Post(EntryKind.Clawback, LedgerAccount.Expired, LedgerAccount.Issuance, fromExpired, cause);
        Post(EntryKind.Clawback, LedgerAccount.Debt, LedgerAccount.Issuance, missing - fromOthers, cause);
        return claim;
    }

    /// <summary>Whether taking back these units takes more than the line's own lot has.</summary>
    public static bool NeedsOtherLots(Lot lot, long quantity) =>
        ClaimFor(lot, Math.Min(lot.Quantity, lot.ReturnedQuantity + quantity)) > lot.Pending + lot.Active + lot.Expired;

    /// <summary>
    /// Gives spent points back to the lots that they came from: those nearest to expiry were spent first, so the longest-living come back first. A lot that
    /// lapsed meanwhile, or soon would, lives on for the grace period.
    /// </summary>
    /// <param name="allocations">Of the captured hold; their lots must be loaded.</param>
    /// <param name="points">At most what was captured and not restored yet; more is cut.</param>
    /// <param name="graceEndsAt">The points live until then at least.</param>
    /// <param name="cause">The return.</param>
    /// <returns>The allocations with what was restored of each.</returns>
    public IReadOnlyList<Allocation> Restore(IReadOnlyList<Allocation> allocations, long points, DateTimeOffset graceEndsAt, Cause cause)
    {
        var restored = allocations.ToArray();
        var credited = new List<Lot>();
        var left = points;
        for (var i = restored.Length - 1; i >= 0 && left > 0; i--)
        {
            var part = Math.Min(left, restored[i].Captured - restored[i].Restored);
            if (part == 0)
            {
                continue;
            }

            var lot = lots[restored[i].LotSequence].Changed();
            lot.Redeemed -= part;
            lot.Active += part;
            if (lot.ExpiresAt < graceEndsAt)
            {
                lot.ExpiresAt = graceEndsAt;
            }

            restored[i] = restored[i] with { Restored = restored[i].Restored + part };
            credited.Add(lot);
            left -= part;
        }

        Post(EntryKind.Restore, LedgerAccount.Redeemed, LedgerAccount.Active, points - left, cause);
        PayDebt(credited, cause);
        return restored;
    }

    // Exact: the product may exceed 64 bits.
    private static long ClaimFor(Lot lot, long returned) =>
        lot.Quantity == 0 ? 0 : (long)((Int128)lot.Issued * returned / lot.Quantity) - lot.Clawed;
}
