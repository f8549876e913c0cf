using System.Collections.Immutable;
using Omnichannel.Platform.Domain;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Domain;

/// <summary>
/// The merge rules (README, "Merge rules"). A line's quantity is the sum of its contributions. An operation has seen the contributions with a version up to its
/// base, and those of its own device with a lower number. Add contributes; remove and set delete what they have seen, and what they had not seen stays.
/// </summary>
public static class OperationRules
{
    /// <summary>Lines per cart.</summary>
    public const int MostLines = 500;

    /// <summary>Codes of a cart, and of a checkout with those that the till adds.</summary>
    public const int MostCodes = 32;

    /// <summary>Characters of a code: with a longer one Loyalty would refuse the whole checkout.</summary>
    public const int MostCodeCharacters = 32;

    // Under this name plain operations contribute: no device is called so.
    private const string PlainDevice = "~plain";

    private const int MostGiftNoteCharacters = 1000;
    private const int MostNotes = 8;
    private const int MostRemoved = 200;

    /// <summary>Applies a device's operations one after the other; a bad one does not keep the others from applying.</summary>
    /// <param name="cart">The cart.</param>
    /// <param name="device">Stable name of the device; numbers are counted per device.</param>
    /// <param name="operations">As the device sent them. One out of the order of its numbers is answered DUPLICATE or OUT_OF_ORDER.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="around">Time and prices.</param>
    /// <param name="redirectedAfter">When they were meant for a guest's cart that moved into this one: the device's highest number there.</param>
    public static Change<ImmutableArray<OperationResult>> Apply(
        SharedCart cart, string device, IReadOnlyList<Operation> operations, Actor actor, Surroundings around, long? redirectedAfter = null)
    {
        var results = ImmutableArray.CreateBuilder<OperationResult>(operations.Count);
        var next = cart;
        foreach (var operation in operations)
        {
            if (next.Phase is not CartPhase.Open && operation.DeviceSeq == LastSeq(next, FindMark(next, device), redirectedAfter) + 1)
            {
                // The numbers stay free: the device sends the same operations again when the checkout is over.
                return new Change<ImmutableArray<OperationResult>>(cart, []) { Refusal = CartInCheckout.Of(cart) };
            }

            var (after, result) = ApplyOne(next, device, operation, actor, around, redirectedAfter);
            next = after;
            results.Add(result);
        }

        return Applied(cart, next, results.MoveToImmutable(), actor, around);
    }

    /// <summary>Applies operations that no device numbered, one after the other; whoever sends them again is known by their request's key.</summary>
    /// <param name="cart">The cart.</param>
    /// <param name="operations">In order.</param>
    /// <param name="isWhole">One that is refused refuses all.</param>
    /// <param name="actor">Who sends them.</param>
    /// <param name="around">Time and prices.</param>
    /// <param name="isRedirected">They were meant for a guest's cart that moved into this one.</param>
    public static Change<ImmutableArray<OperationResult>> ApplyPlain(
        SharedCart cart, IReadOnlyList<Operation> operations, bool isWhole, Actor actor, Surroundings around, bool isRedirected = false)
    {
        if (cart.Phase is not CartPhase.Open)
        {
            return new Change<ImmutableArray<OperationResult>>(cart, []) { Refusal = CartInCheckout.Of(cart) };
        }

        var results = ImmutableArray.CreateBuilder<OperationResult>(operations.Count);
        var next = cart;
        foreach (var operation in operations)
        {
            var (after, result) = Edited(next, next.Devices, PlainDevice, operation, actor, around, isRedirected);
            if (isWhole && result.Refusal is not null)
            {
                return new Change<ImmutableArray<OperationResult>>(cart, []) { Refusal = result.Refusal };
            }

            next = after;
            results.Add(result);
        }

        return Applied(cart, next, results.MoveToImmutable(), actor, around);
    }

    private static Change<ImmutableArray<OperationResult>> Applied(
        SharedCart before, SharedCart cart, ImmutableArray<OperationResult> results, Actor actor, Surroundings around)
    {
        if (!results.Any(static result => result.Outcome is OperationOutcome.Applied or OperationOutcome.Merged))
        {
            return new Change<ImmutableArray<OperationResult>>(cart, results);
        }

        var (touched, events) = Abandonment.Edited(cart, actor, around);
        return new Change<ImmutableArray<OperationResult>>(LineChanges.Acknowledge(before, touched, around), results) { Events = events, MarksMoved = true };
    }

    /// <summary>Whether the operation had seen the contribution.</summary>
    public static bool HasSeen(Operation operation, string device, Contribution contribution) =>
        contribution.Version <= operation.BaseVersion || (contribution.Device == device && contribution.Seq < operation.DeviceSeq);

    /// <summary>Adds what no device numbered: a link's line, a past order's.</summary>
    /// <param name="cart">The cart, at its next version.</param>
    /// <param name="origin">Under which name the contribution is counted.</param>
    /// <param name="add">What.</param>
    /// <param name="around">Time and prices.</param>
    public static (SharedCart Cart, OperationResult Result) Bring(SharedCart cart, string origin, Edit.Add add, Surroundings around) =>
        Add(cart, origin, new Operation(0, cart.Version, add), add, around, isTransfer: false);

    private static long LastSeq(SharedCart cart, int mark, long? redirectedAfter) => mark < 0 ? redirectedAfter ?? 0 : cart.Devices[mark].LastSeq;

    private static (SharedCart Cart, OperationResult Result) ApplyOne(
        SharedCart cart, string device, Operation operation, Actor actor, Surroundings around, long? redirectedAfter)
    {
        if (operation.DeviceSeq < 1)
        {
            return (cart, Rejected(operation, new OperationInvalid("A device_seq counts from 1.")));
        }

        var mark = FindMark(cart, device);
        var last = LastSeq(cart, mark, redirectedAfter);
        if (operation.DeviceSeq <= last)
        {
            return (cart, new OperationResult(operation.DeviceSeq, OperationOutcome.Duplicate));
        }

        if (operation.DeviceSeq > last + 1)
        {
            return (cart, new OperationResult(operation.DeviceSeq, OperationOutcome.OutOfOrder, ExpectedDeviceSeq: last + 1));
        }

        var isRedirected = redirectedAfter is not null;
        var known = mark < 0 ? DeviceRules.WithRoom(cart.Devices, isRedirected, around.Now) : cart.Devices;
        if (known.IsDefault)
        {
            return (cart, Rejected(operation, new DeviceLimit()));
        }

        // A redirected base counts another cart's versions: here it has seen nothing.
        var seen = isRedirected ? DeviceMark.SeesNothing : Math.Max(mark < 0 ? 0 : known[mark].SeenVersion, Math.Min(operation.BaseVersion, cart.Version));
        var used = new DeviceMark(device, operation.DeviceSeq, around.Now, seen);
        return Edited(cart, mark < 0 ? known.Add(used) : known.SetItem(mark, used), device, operation, actor, around, isRedirected);
    }

    // A refused operation uses up its number, and changes nothing else.
    private static (SharedCart Cart, OperationResult Result) Edited(
        SharedCart cart, ImmutableArray<DeviceMark> devices, string device, Operation operation, Actor actor, Surroundings around, bool isRedirected)
    {
        if (operation.BaseVersion < 0)
        {
            return (Marked(cart, devices), Rejected(operation, new OperationInvalid("A base_version is not negative.")));
        }

        operation = isRedirected ? operation with { BaseVersion = 0 } : operation.BaseVersion == Operation.SeesAll ? operation with { BaseVersion = cart.Version } : operation;
        var isClosed = isRedirected || operation.BaseVersion < cart.GenerationStart;
        if (isClosed && operation.Edit is not Edit.Add)
        {
            return (Marked(cart, devices), Rejected(operation, new CartClosed()));
        }

        var (after, result) = Edited(cart.Next(actor, around.Now, devices), device, operation, around, isClosed);
        return result.Outcome is OperationOutcome.Rejected ? (Marked(cart, devices), result) : (after, result);
    }

    private static SharedCart Marked(SharedCart cart, ImmutableArray<DeviceMark> devices) => devices == cart.Devices ? cart : cart with { Devices = devices };

    private static (SharedCart Cart, OperationResult Result) Edited(SharedCart next, string device, Operation operation, Surroundings around, bool isTransfer) =>
        operation.Edit switch
        {
            Edit.Add add => Add(next, device, operation, add, around, isTransfer),
            Edit.SetQuantity set => Set(next, device, operation, set, around),
            Edit.Remove remove => Remove(next, device, operation, remove, around),
            Edit.MoveToSaved move => OnLine(MergeRules.SettleSaved(next, move.Line.Resolve()), operation, move.Line, around, line => line with { IsSaved = true }),
            Edit.MoveToCart move => OnLine(MergeRules.SettleSaved(next, move.Line.Resolve()), operation, move.Line, around, line => line with { IsSaved = false }),
            Edit.SetFulfilment set => SetFulfilment(next, operation, set, around),
            Edit.ApplyCode code => ApplyCode(next, operation, code.Code),
            Edit.RemoveCode code => (next with { Codes = next.Codes.RemoveAll(known => known.Is(code.Code)) }, Applied(operation)),
            Edit.SetGiftNote note => note.Text.Length > MostGiftNoteCharacters
                ? (next, Rejected(operation, new GiftNoteTooLong()))
                : (MergeRules.SettleGiftNote(next) with { GiftNote = note.Text }, Applied(operation)),
            Edit.Clear => Clear(next, device, operation),
            _ => (next, Rejected(operation, new OperationInvalid("The operation is empty."))),
        };

    private static (SharedCart, OperationResult) Add(SharedCart cart, string device, Operation operation, Edit.Add add, Surroundings around, bool isTransfer)
    {
        if (Refuse(add, around.Book) is { } refusal)
        {
            return (cart, Rejected(operation, refusal));
        }

        var lineId = CartId.OfLine(add.Sku, add.Options);
        var at = FindLine(cart, lineId);
        if (at < 0 && cart.Lines.Length >= MostLines)
        {
            return (cart, Rejected(operation, new LineLimit()));
        }

        var line = at >= 0
            ? cart.Lines[at]
            : new CartLine { LineId = lineId, Sku = add.Sku, Options = add.Options, AddedAt = around.Now, Fulfilment = add.Fulfilment };
        var measure = Pricing.MeasureOf(add.Sku, around.Book);
        if (line.Quantity > measure.MostOf() - add.Quantity)
        {
            return (cart, Rejected(operation, new QuantityOutOfRange(measure)));
        }

        line = Acknowledge(
            line with
            {
                IsSaved = false,
                Contributions = line.Contributions.Add(new Contribution(device, operation.DeviceSeq, cart.Version, add.Quantity, false)),
            },
            operation,
            around);
        var note = isTransfer ? new MergeNote(MergeNoteKind.Transferred, add.Quantity, cart.Version) : null;
        return (Put(MergeRules.SettleSaved(cart, lineId), at, note is null ? line : Note(line, note)), new OperationResult(
            operation.DeviceSeq, note is null ? OperationOutcome.Applied : OperationOutcome.Merged, lineId, note));
    }

    private static Refusal? Refuse(Edit.Add add, IPriceBook book)
    {
        var found = book.Find(add.Sku);
        if ((QuantityOutOfRange.Of(add.Quantity, found?.Measure ?? Measure.Piece) ?? OptionRules.Refuse(add.Options)) is { } refusal)
        {
            return refusal;
        }

        return found switch
        {
            null => new SkuUnknown(),
            { IsForSale: false } => new NotForSale(),
            var item => OptionRules.Refuse(item.Options, add.Options) ?? Refuse(add.Fulfilment, book),
        };
    }

    // A way to ship that is no longer offered is the checkout's business: nobody loses a line for it.
    private static Refusal? Refuse(Fulfilment? fulfilment, IPriceBook book) => fulfilment switch
    {
        Fulfilment.Pickup pickup => book.OffersPickup(pickup.StoreId) switch { null => new StoreUnknown(), false => new PickupNotOffered(), true => null },
        Fulfilment.Ship { ShippingOptionId: { Length: > 0 } id } when !MerchantId.IsValid(id) => new ShippingOptionUnknown(),
        _ => null,
    };

    private static (SharedCart, OperationResult) Set(SharedCart cart, string device, Operation operation, Edit.SetQuantity set, Surroundings around)
    {
        var at = FindLine(cart, set.Line.Resolve());
        var measure = at < 0 ? Measure.Piece : Pricing.MeasureOf(cart.Lines[at].Sku, around.Book);
        if ((QuantityOutOfRange.Of(set.Quantity, measure) ?? (at < 0 ? new LineNotFound() : null)) is { } refusal)
        {
            return (cart, Rejected(operation, refusal));
        }

        var line = cart.Lines[at];
        if (line.Contributions.Any(contribution => contribution.IsSet && !HasSeen(operation, device, contribution)))
        {
            var lost = new MergeNote(MergeNoteKind.SetLost, set.Quantity, cart.Version);
            return (Put(cart, at, Note(line, lost)), new OperationResult(operation.DeviceSeq, OperationOutcome.Merged, line.LineId, lost));
        }

        var kept = line.Contributions.RemoveAll(contribution => HasSeen(operation, device, contribution));
        if (kept.Sum(contribution => contribution.Quantity) > measure.MostOf() - set.Quantity)
        {
            return (cart, Rejected(operation, new QuantityOutOfRange(measure)));
        }

        cart = MergeRules.SettleSaved(MergeRules.Forget(cart, line.LineId, contribution => HasSeen(operation, device, contribution)), line.LineId, operation.BaseVersion);

        var note = Unseen(operation, line, kept, cart.Version);
        line = Acknowledge(
            line with { Contributions = kept.Add(new Contribution(device, operation.DeviceSeq, cart.Version, set.Quantity, true)) }, operation, around);
        return (Put(cart, at, note is null ? line : Note(line, note)), Outcome(operation, line.LineId, note));
    }

    private static (SharedCart, OperationResult) Remove(SharedCart cart, string device, Operation operation, Edit.Remove remove, Surroundings around)
    {
        var lineId = remove.Line.Resolve();
        var at = FindLine(cart, lineId);
        if (at < 0)
        {
            // Two devices removed the same line: both got what they wanted.
            return cart.Removed.Any(removed => removed.LineId == lineId)
                ? (MergeRules.Forget(cart, lineId, contribution => HasSeen(operation, device, contribution)), Applied(operation, lineId))
                : (cart, Rejected(operation, new LineNotFound()));
        }

        var (next, note) = RemoveSeen(cart, at, device, operation);
        return (note is null ? next : Put(next, at, Acknowledge(next.Lines[at], operation, around)), Outcome(operation, lineId, note));
    }

    private static (SharedCart Cart, MergeNote? Note) RemoveSeen(SharedCart cart, int at, string device, Operation operation)
    {
        var line = cart.Lines[at];
        cart = MergeRules.Forget(cart, line.LineId, contribution => HasSeen(operation, device, contribution));
        var kept = line.Contributions.RemoveAll(contribution => HasSeen(operation, device, contribution));
        if (kept.IsEmpty)
        {
            return (Take(cart, at), null);
        }

        var note = Unseen(operation, line, kept, cart.Version)!;
        return (Put(cart, at, Note(line with { Contributions = kept }, note)), note);
    }

    private static (SharedCart, OperationResult) Clear(SharedCart cart, string device, Operation operation)
    {
        MergeNote? any = null;
        var next = MergeRules.Forget(cart with { Codes = [], GiftNote = "" }, null, contribution => HasSeen(operation, device, contribution));
        for (var i = next.Lines.Length - 1; i >= 0; i--)
        {
            if (!next.Lines[i].IsSaved)
            {
                (next, var note) = RemoveSeen(next, i, device, operation);
                any = note is null ? any : note with { Quantity = note.Quantity + (any?.Quantity ?? 0) };
            }
        }

        return (next, Outcome(operation, "", any));
    }

    private static (SharedCart, OperationResult) OnLine(SharedCart cart, Operation operation, LineReference reference, Surroundings around, Func<CartLine, CartLine> edit)
    {
        var at = FindLine(cart, reference.Resolve());
        return at < 0
            ? (cart, Rejected(operation, new LineNotFound()))
            : (Put(cart, at, Acknowledge(edit(cart.Lines[at]), operation, around)), Applied(operation, cart.Lines[at].LineId));
    }

    private static (SharedCart, OperationResult) SetFulfilment(SharedCart cart, Operation operation, Edit.SetFulfilment set, Surroundings around) =>
        Refuse(set.Fulfilment, around.Book) is { } refusal
            ? (cart, Rejected(operation, refusal))
            : OnLine(cart, operation, set.Line, around, line => line with { Fulfilment = set.Fulfilment });

    private static (SharedCart, OperationResult) ApplyCode(SharedCart cart, Operation operation, string code)
    {
        if (code.Length is 0 or > MostCodeCharacters)
        {
            return (cart, Rejected(operation, new OperationInvalid("A code has 1 to 32 characters.")));
        }

        var known = cart.Codes.FirstOrDefault(entry => entry.Is(code));
        if (known is null && cart.Codes.Length >= MostCodes)
        {
            return (cart, Rejected(operation, new CodeLimit()));
        }

        // Entering a refused code again asks Loyalty again.
        cart = MergeRules.SettleCode(cart, code);
        return (cart with { Codes = known is null ? cart.Codes.Add(new CartCode(code)) : cart.Codes.Replace(known, new CartCode(code)) }, Applied(operation));
    }

    private static MergeNote? Unseen(Operation operation, CartLine line, ImmutableArray<Contribution> kept, long version) => kept.IsEmpty
        ? null
        : new MergeNote(
            operation.BaseVersion < line.CompactedVersion ? MergeNoteKind.BaseTooOld : MergeNoteKind.UnseenKept,
            kept.Sum(contribution => contribution.Quantity),
            version);

    // Whoever edits a line has seen its remarks, its price and its availability (or is told in the answer).
    private static CartLine Acknowledge(CartLine line, Operation operation, Surroundings around)
    {
        var item = around.Book.Find(line.Sku);
        return line with
        {
            AcknowledgedPrice = item?.Price?.ToString() ?? line.AcknowledgedPrice,
            AcknowledgedAvailability = item?.AvailabilityOf(line.Quantity, line.Fulfilment) ?? LineAvailability.Discontinued,
            Notes = line.Notes.IsEmpty ? line.Notes : line.Notes.RemoveAll(note => note.Version <= operation.BaseVersion),
        };
    }

    /// <summary>Adds a remark, dropping the oldest beyond what is kept.</summary>
    public static CartLine Note(CartLine line, MergeNote note) => line with
    {
        Notes = line.Notes.Length < MostNotes ? line.Notes.Add(note) : line.Notes.RemoveAt(0).Add(note),
    };

    /// <summary>Where a line is; -1 when it is not.</summary>
    public static int FindLine(SharedCart cart, string lineId)
    {
        for (var i = 0; i < cart.Lines.Length; i++)
        {
            if (cart.Lines[i].LineId == lineId)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Stores a changed line at its place, or a new one at the end.</summary>
    public static SharedCart Put(SharedCart cart, int at, CartLine line)
    {
        var stored = Compaction.Compact(cart, line) with { ChangedVersion = cart.Version };
        return at >= 0
            ? cart with { Lines = cart.Lines.SetItem(at, stored) }
            : cart with { Lines = cart.Lines.Add(stored), Removed = cart.Removed.IsEmpty ? cart.Removed : cart.Removed.RemoveAll(removed => removed.LineId == line.LineId) };
    }

    /// <summary>Takes a line out, for watchers to see.</summary>
    public static SharedCart Take(SharedCart cart, int at)
    {
        var removed = cart.Removed.Add(new RemovedLine(cart.Lines[at].LineId, cart.Version));
        var floor = cart.WatchFloor;
        if (removed.Length > MostRemoved)
        {
            floor = removed[0].Version;
            removed = removed.RemoveAt(0);
        }

        return cart with { Lines = cart.Lines.RemoveAt(at), Removed = removed, WatchFloor = floor };
    }

    private static int FindMark(SharedCart cart, string device)
    {
        for (var i = 0; i < cart.Devices.Length; i++)
        {
            if (cart.Devices[i].Device == device)
            {
                return i;
            }
        }

        return -1;
    }

    private static OperationResult Applied(Operation operation, string lineId = "") => new(operation.DeviceSeq, OperationOutcome.Applied, lineId);

    private static OperationResult Rejected(Operation operation, Refusal refusal) => new(operation.DeviceSeq, OperationOutcome.Rejected, Refusal: refusal);

    private static OperationResult Outcome(Operation operation, string lineId, MergeNote? note) =>
        new(operation.DeviceSeq, note is null ? OperationOutcome.Applied : OperationOutcome.Merged, lineId, note);
}
