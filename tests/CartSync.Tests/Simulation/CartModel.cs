using Omnichannel.CartSync.Domain;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>
/// What a cart must hold, worked out from the rules of the README without any of the product's code: every part of a line's quantity is kept, and goes only when
/// somebody who had seen it takes it away. The one thing that is read from the stored cart is which parts were folded together, and that this was allowed is checked.
/// </summary>
internal sealed class CartModel
{
    private const string PlainDevice = "~plain";
    private const int InDetail = 16;
    private const int MostParts = 48;
    private const int MostPieces = 100_000;
    private static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(30);
    private static readonly TimeSpan UndoWindow = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, Line> lines = [];
    private readonly Dictionary<string, long> numbers = [];
    private readonly Dictionary<string, IReadOnlyList<OperationOutcome>> plain = [];
    private readonly Dictionary<string, (long Seen, DateTimeOffset Used)> seen = [];
    private readonly HashSet<string> gone = [];
    private readonly HashSet<string> orders = [];
    private readonly List<(string Order, DateTimeOffset At, IReadOnlyList<(string LineId, int Quantity)> Bought)> waiting = [];
    private readonly List<Merge> merges = [];
    private long generationStart;

    public CartModel()
    {
    }

    private CartModel(CartModel other)
    {
        lines = other.lines.ToDictionary(entry => entry.Key, entry => entry.Value.Clone());
        numbers = new(other.numbers);
        plain = new(other.plain);
        seen = new(other.seen);
        gone = [.. other.gone];
        orders = [.. other.orders];
        waiting = [.. other.waiting];
        merges = [.. other.merges.Select(merge => merge.Clone())];
        generationStart = other.generationStart;
    }

    /// <summary>All lines.</summary>
    public IEnumerable<(string LineId, int Quantity, bool IsSaved)> Lines => lines.Select(entry => (entry.Key, entry.Value.Quantity, entry.Value.IsSaved));

    public IEnumerable<KeyValuePair<string, int>> Active => lines.Where(entry => !entry.Value.IsSaved).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Quantity));

    public CartModel Clone() => new(this);

    public long NumberOf(string device) => numbers.GetValueOrDefault(device);

    public int PartsOf(string lineId) => lines.TryGetValue(lineId, out var line) ? line.Parts.Count(part => !part.IsFolded) : 0;

    /// <summary>Applies a device's operations; each that is not refused makes the next version, which passes all that were given.</summary>
    public List<Ruling> Apply(string device, IReadOnlyList<Operation> operations, bool areRedirected, ref long version, long given, DateTimeOffset now, Tariff tariff)
    {
        var rulings = new List<Ruling>(operations.Count);
        foreach (var operation in operations)
        {
            var last = numbers.GetValueOrDefault(device);
            if (operation.DeviceSeq <= last)
            {
                rulings.Add(new Ruling(OperationOutcome.Duplicate));
                continue;
            }

            if (operation.DeviceSeq > last + 1)
            {
                rulings.Add(new Ruling(OperationOutcome.OutOfOrder));
                continue;
            }

            numbers[device] = operation.DeviceSeq;
            if (!areRedirected)
            {
                seen[device] = (Math.Max(seen.GetValueOrDefault(device).Seen, Math.Min(operation.BaseVersion, version)), now);
            }

            var isClosed = areRedirected || operation.BaseVersion < generationStart;
            var ruling = isClosed && operation.Edit is not Edit.Add ? Ruling.Refused("CART_CLOSED")
                : Apply(device, operation, areRedirected ? 0 : operation.BaseVersion, Math.Max(version, given) + 1, now, tariff);
            version = ruling.IsDone ? Math.Max(version, given) + 1 : version;
            rulings.Add(isClosed && ruling.IsDone ? Ruling.Told(MergeNoteKind.Transferred) : ruling);
        }

        return rulings;
    }

    /// <summary>What became of plain operations under their key; null when they had no effect.</summary>
    public IReadOnlyList<OperationOutcome>? OutcomesOf(string key) => plain.GetValueOrDefault(key);

    /// <summary>Applies operations that no device numbered: each has seen what it is applied to.</summary>
    public void ApplyPlain(string key, IReadOnlyList<Operation> operations, bool areRedirected, ref long version, long given, DateTimeOffset now, Tariff tariff)
    {
        var outcomes = new List<OperationOutcome>(operations.Count);
        foreach (var operation in operations)
        {
            var next = Math.Max(version, given) + 1;
            var isDone = (!areRedirected || operation.Edit is Edit.Add) && Apply(PlainDevice, operation, areRedirected ? 0 : version, next, now, tariff).IsDone;
            version = isDone ? next : version;
            outcomes.Add(isDone ? OperationOutcome.Applied : OperationOutcome.Rejected);
        }

        plain[key] = outcomes;
    }

    /// <summary>The owner bought elsewhere: it is taken off, the oldest parts first; during a checkout only noted.</summary>
    public void Bought(string order, DateTimeOffset at, IReadOnlyList<(string LineId, int Quantity)> bought, bool isOpen, bool isInCheckout)
    {
        if (!orders.Add(order))
        {
            return;
        }

        if (isOpen)
        {
            TakeOff(at, bought);
        }
        else if (isInCheckout)
        {
            waiting.Add((order, at, bought));
        }
    }

    /// <summary>A checkout was given up.</summary>
    public void Reopened()
    {
        foreach (var (_, at, bought) in waiting)
        {
            TakeOff(at, bought);
        }

        waiting.Clear();
    }

    /// <summary>Everything that was not saved is sold.</summary>
    public void Sold(long version)
    {
        foreach (var (lineId, _) in Active.ToList())
        {
            lines.Remove(lineId);
        }

        gone.Clear();
        waiting.Clear();
        generationStart = version;
    }

    /// <summary>Nobody used it for so long that it was given up, with the numbers of its devices.</summary>
    public void Forget(bool isKept, long version)
    {
        lines.Clear();
        gone.Clear();
        numbers.Clear();
        seen.Clear();
        generationStart = isKept ? version : 0;
        if (!isKept)
        {
            orders.Clear();
        }
    }

    /// <summary>A guest's cart comes in.</summary>
    public void MergeIn(CartModel guest, string guestCartId, string mergeId, MergeStrategy strategy, long version, DateTimeOffset now)
    {
        var merge = new Merge(mergeId, version, now);
        foreach (var lineId in lines.Keys.Union(guest.lines.Keys).ToList())
        {
            var (mine, theirs) = (lines.GetValueOrDefault(lineId), guest.lines.GetValueOrDefault(lineId));
            var (c, g) = (mine?.Quantity ?? 0, theirs?.Quantity ?? 0);
            var wasSaved = mine is { IsSaved: true };
            var merged = (mine is { IsSaved: true } && theirs is null) || (mine is { IsSaved: false } && theirs is { IsSaved: true }) ? c
                : mine is null && theirs is { IsSaved: true } ? g
                : strategy switch
                {
                    MergeStrategy.Sum => Math.Min(c + g, MostOf(lineId)),
                    MergeStrategy.GuestWins => g,
                    MergeStrategy.CustomerWins => c,
                    _ => Math.Max(c, g),
                };
            var added = new Part("~" + mergeId, 1, version, merged > c ? merged - c : merged, false);
            if (merged < c)
            {
                merge.Replaced[lineId] = mine!.Clone();
            }

            if (merged == 0 && mine is not null)
            {
                Remove(lineId);
            }
            else if (merged != c)
            {
                var line = mine ?? (lines[lineId] = new Line { AddedAt = theirs!.AddedAt });
                gone.Remove(lineId);
                if (merged < c)
                {
                    line.Parts.Clear();
                }

                line.Parts.Add(added);
                line.IsSaved = (mine?.IsSaved ?? true) && (theirs?.IsSaved ?? true);
            }
            else if (mine is { IsSaved: true } && theirs is { IsSaved: false })
            {
                mine.IsSaved = false;
            }

            if (wasSaved && lines.GetValueOrDefault(lineId) is { IsSaved: false })
            {
                merge.TakenFromSaved.Add(lineId);
            }
        }

        merges.Add(merge);
        foreach (var (device, number) in guest.numbers)
        {
            numbers[$"{guestCartId}/{device}"] = number;
        }
    }

    /// <summary>The oldest parts of a line are folded: whoever has not seen all of them is told that their base is too old.</summary>
    public void Fold(string lineId, int oldest) => lines[lineId].FoldedThrough = lines[lineId].Parts[oldest - 1].Version;

    /// <summary>Of a guest's cart: what it held is in the customer's.</summary>
    public void MovedOut()
    {
        lines.Clear();
        gone.Clear();
    }

    public void Undo(string mergeId)
    {
        var merge = merges.Single(known => known.Id == mergeId);
        merge.IsUndone = true;
        foreach (var lineId in lines.Keys.Union(merge.Replaced.Keys).ToList())
        {
            var line = lines.GetValueOrDefault(lineId);
            var before = merge.Replaced.GetValueOrDefault(lineId) is { Parts.Count: > 0 } replaced ? replaced : null;
            if (line is null)
            {
                if (before is not null)
                {
                    lines[lineId] = before;
                    gone.Remove(lineId);
                }

                continue;
            }

            line.IsSaved |= merge.TakenFromSaved.Contains(lineId);
            line.Parts.RemoveAll(part => part.Device == merge.Device);
            if (before is not null)
            {
                Restore(line, before, MostOf(lineId));
            }

            if (line.Parts.Count == 0)
            {
                Remove(lineId);
            }
        }
    }

    /// <summary>What differs from the stored cart; null when nothing does. Then notes which parts of lines that changed since a version were folded.</summary>
    public string? Compare(SharedCart cart, long since, DateTimeOffset now)
    {
        if (cart.Lines.Length != lines.Count)
        {
            return $"has lines {string.Join(", ", cart.Lines.Select(line => $"{line.Quantity} {line.Sku}"))} and should have {lines.Count} lines";
        }

        foreach (var stored in cart.Lines)
        {
            if (!lines.TryGetValue(stored.LineId, out var line))
            {
                return $"has a line {stored.Sku} that should not be there";
            }

            if (stored.Quantity != line.Quantity || stored.IsSaved != line.IsSaved)
            {
                return $"has {stored.Quantity} {stored.Sku}{(stored.IsSaved ? " saved" : "")} and should have {line.Quantity}{(line.IsSaved ? " saved" : "")}";
            }

            if (stored.ChangedVersion > since && Fold(stored, line, now) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private Ruling Apply(string device, Operation operation, long @base, long version, DateTimeOffset now, Tariff tariff)
    {
        switch (operation.Edit)
        {
            case Edit.Add add:
                return Add(device, operation.DeviceSeq, add, version, now, tariff);
            case Edit.SetQuantity set:
                return Set(device, operation.DeviceSeq, set, @base, version);
            case Edit.Remove remove:
                var lineId = IdOf(remove.Line);
                return !lines.ContainsKey(lineId) && !gone.Contains(lineId) ? Ruling.Refused("LINE_NOT_FOUND") : TakeSeen(lineId, device, operation.DeviceSeq, @base);
            case Edit.Clear:
                return lines.Keys.Concat(merges.SelectMany(merge => merge.Replaced.Keys)).Distinct().ToList()
                    .ConvertAll(id => TakeSeen(id, device, operation.DeviceSeq, @base, onlyUnsaved: true)).Find(ruling => ruling.Note is not null) is { Note: not null } told ? told : Ruling.Done;
            case Edit.MoveToSaved move:
                return Save(move.Line, true);
            case Edit.MoveToCart move:
                return Save(move.Line, false);
            case Edit.Nothing:
                return Ruling.Refused("OPERATION_INVALID");
            default:
                return Ruling.Done;
        }
    }

    private Ruling Add(string device, long seq, Edit.Add add, long version, DateTimeOffset now, Tariff tariff)
    {
        var article = Shop.Articles.FirstOrDefault(article => article.Sku == add.Sku && article.Options.SequenceEqual(add.Options));
        if (article is null || add.Quantity < 1 || add.Quantity > article.Most)
        {
            return Ruling.Refused(article is null ? "SKU_UNKNOWN" : "QUANTITY_OUT_OF_RANGE");
        }

        if (!tariff.IsSold(add.Sku))
        {
            return Ruling.Refused("NOT_FOR_SALE");
        }

        if (lines.TryGetValue(article.LineId, out var line) && line.Quantity + add.Quantity > article.Most)
        {
            return Ruling.Refused("QUANTITY_OUT_OF_RANGE");
        }

        line ??= lines[article.LineId] = new Line { AddedAt = now };
        line.Parts.Add(new Part(device, seq, version, add.Quantity, false));
        line.IsSaved = false;
        gone.Remove(article.LineId);
        merges.ForEach(merge => merge.TakenFromSaved.Remove(article.LineId));
        return Ruling.Done;
    }

    private Ruling Set(string device, long seq, Edit.SetQuantity set, long @base, long version)
    {
        var lineId = IdOf(set.Line);
        var line = lines.GetValueOrDefault(lineId);

        // Of a line that is not there nobody knows the measure: it counts as pieces.
        if (set.Quantity < 1 || set.Quantity > (line is null ? MostPieces : MostOf(lineId)))
        {
            return Ruling.Refused("QUANTITY_OUT_OF_RANGE");
        }

        if (line is null)
        {
            return Ruling.Refused("LINE_NOT_FOUND");
        }

        if (line.Parts.Any(part => part.IsSet && !part.IsSeenBy(device, seq, @base)))
        {
            // It loses; that is told, so it counts as done.
            return Ruling.Told(MergeNoteKind.SetLost);
        }

        if (line.Parts.Where(part => !part.IsSeenBy(device, seq, @base)).Sum(part => part.Quantity) + set.Quantity > MostOf(lineId))
        {
            return Ruling.Refused("QUANTITY_OUT_OF_RANGE");
        }

        var ruling = TakeSeen(lineId, device, seq, @base, keepsLine: true);
        merges.FindAll(merge => merge.Version <= @base).ForEach(merge => merge.TakenFromSaved.Remove(lineId));
        line.Parts.Add(new Part(device, seq, version, set.Quantity, true));
        return ruling;
    }

    private Ruling Save(LineReference reference, bool isSaved)
    {
        if (!lines.TryGetValue(IdOf(reference), out var line))
        {
            return Ruling.Refused("LINE_NOT_FOUND");
        }

        line.IsSaved = isSaved;
        merges.ForEach(merge => merge.TakenFromSaved.Remove(IdOf(reference)));
        return Ruling.Done;
    }

    private Ruling TakeSeen(string lineId, string device, long seq, long @base, bool onlyUnsaved = false, bool keepsLine = false)
    {
        foreach (var before in merges.Where(merge => !merge.IsUndone).Select(merge => merge.Replaced.GetValueOrDefault(lineId)).OfType<Line>())
        {
            if (!onlyUnsaved || !before.IsSaved || lines.GetValueOrDefault(lineId) is { IsSaved: false })
            {
                before.Parts.RemoveAll(part => part.IsSeenBy(device, seq, @base));
            }
        }

        if (!lines.TryGetValue(lineId, out var line) || (onlyUnsaved && line.IsSaved))
        {
            return Ruling.Done;
        }

        line.Parts.RemoveAll(part => part.IsSeenBy(device, seq, @base));
        if (line.Parts.Count > 0)
        {
            return Ruling.Told(@base < line.FoldedThrough ? MergeNoteKind.BaseTooOld : MergeNoteKind.UnseenKept);
        }

        if (!keepsLine)
        {
            Remove(lineId);
        }

        return Ruling.Done;
    }

    private void TakeOff(DateTimeOffset at, IReadOnlyList<(string LineId, int Quantity)> bought)
    {
        foreach (var (lineId, quantity) in bought)
        {
            var line = lines.GetValueOrDefault(lineId);
            if (line is { IsSaved: true })
            {
                continue;
            }

            var beyond = quantity;
            if (line is not null && line.AddedAt <= at)
            {
                var own = Own(line);
                Lower(line, quantity);
                beyond -= own - Own(line);
                if (line.Parts.Count == 0)
                {
                    Remove(lineId);
                }
            }

            // What a merge had replaced does not come back as far as it was bought.
            foreach (var before in merges.Where(merge => !merge.IsUndone).Select(merge => merge.Replaced.GetValueOrDefault(lineId)).OfType<Line>().Where(before => before.AddedAt <= at))
            {
                Lower(before, beyond);
            }
        }

        static int Own(Line line) => line.Parts.Where(part => part.IsFolded || !part.Device.StartsWith("~m-", StringComparison.Ordinal)).Sum(part => part.Quantity);
    }

    private void Remove(string lineId)
    {
        lines.Remove(lineId);
        gone.Add(lineId);
    }

    // The oldest parts go first.
    private static void Lower(Line line, int by)
    {
        foreach (var part in line.Parts.OrderByDescending(part => part.IsFolded))
        {
            var taken = Math.Min(by, part.Quantity);
            part.Quantity -= taken;
            by -= taken;
        }

        line.Parts.RemoveAll(part => part.Quantity == 0);
    }

    private static int MostOf(string lineId) => Shop.ArticleOf(Shop.SkuOf(lineId)).Most;

    // As many as there is room for.
    private static void Restore(Line line, Line before, int most)
    {
        Lower(before, Math.Max(0, before.Quantity + line.Quantity - most));
        line.Parts.AddRange(before.Parts);
    }

    private string? Fold(CartLine stored, Line line, DateTimeOffset now)
    {
        if (stored.Contributions.Length > MostParts)
        {
            return $"keeps {stored.Contributions.Length} parts of {stored.Sku}";
        }

        var (detailed, foldedQuantity) = (0, 0);
        foreach (var contribution in stored.Contributions)
        {
            foldedQuantity += contribution.Device.Length == 0 ? contribution.Quantity : 0;
            detailed += contribution.Device.Length == 0 ? 0 : 1;
        }

        var before = line.Parts.Count(part => !part.IsFolded);
        var seenByAll = seen.Values.Where(device => device.Used > now - DeviceLifetime).Select(device => device.Seen).DefaultIfEmpty(long.MaxValue).Min();
        foreach (var part in line.Parts.Where(part => !part.IsFolded))
        {
            var kept = stored.Contributions.FirstOrDefault(contribution =>
                contribution.Device == part.Device && contribution.Seq == part.Seq && (part.Device != PlainDevice || contribution.Version == part.Version));
            if (kept is not null)
            {
                if (kept.Quantity != part.Quantity || kept.Version != part.Version)
                {
                    return $"has {kept.Quantity} {stored.Sku} of {part.Device} {part.Seq} at {kept.Version} and should have {part.Quantity} at {part.Version}";
                }

                continue;
            }

            part.IsFolded = true;
            part.FoldedVersion = stored.CompactedVersion;
            if (before < InDetail - 1 || (part.Version > seenByAll && before < MostParts - 1))
            {
                return $"folded {part.Device} {part.Seq} of {stored.Sku}, which not every live device has seen";
            }

            if (merges.Any(merge => merge.Device == part.Device && !merge.IsUndone && merge.At + UndoWindow > now))
            {
                return $"folded {part.Device} of {stored.Sku}, which can still be undone";
            }
        }

        // What an undo brought back may have been folded apart.
        if (stored.Contributions.Count(contribution => contribution.Device.Length == 0) == 1)
        {
            var version = stored.Contributions.First(contribution => contribution.Device.Length == 0).Version;
            line.Parts.ForEach(part => part.FoldedVersion = version);
        }

        return foldedQuantity == line.Parts.Where(part => part.IsFolded).Sum(part => part.Quantity) && detailed == line.Parts.Count(part => !part.IsFolded)
            ? null
            : $"folded {stored.Sku} wrongly";
    }

    private static string IdOf(LineReference reference) => Shop.Articles.First(article => ReferenceEquals(article.Line, reference)).LineId;

    private sealed class Part(string device, long seq, long version, int quantity, bool isSet)
    {
        public string Device => device;

        public long Seq => seq;

        public long Version { get; set; } = version;

        public int Quantity { get; set; } = quantity;

        public bool IsSet => isSet;

        public bool IsFolded { get; set; }

        public long FoldedVersion { get; set; }

        public bool IsSeenBy(string by, long bySeq, long @base) =>
            IsFolded ? FoldedVersion <= @base : Version <= @base || (device == by && seq < bySeq);

        public Part Clone() => new(device, seq, Version, Quantity, isSet) { IsFolded = IsFolded, FoldedVersion = FoldedVersion };
    }

    private sealed class Line
    {
        public List<Part> Parts { get; private init; } = [];

        public bool IsSaved { get; set; }

        /// <summary>Of what was said to be folded; what is read from the stored cart is not noted here.</summary>
        public long FoldedThrough { get; set; }

        public DateTimeOffset AddedAt { get; init; }

        public int Quantity => Parts.Sum(part => part.Quantity);

        public Line Clone() => new() { Parts = [.. Parts.Select(part => part.Clone())], IsSaved = IsSaved, FoldedThrough = FoldedThrough, AddedAt = AddedAt };
    }

    private sealed class Merge(string id, long version, DateTimeOffset at)
    {
        public string Id => id;

        public string Device { get; } = "~" + id;

        public DateTimeOffset At => at;

        public long Version => version;

        public bool IsUndone { get; set; }

        public Dictionary<string, Line> Replaced { get; private init; } = [];

        public HashSet<string> TakenFromSaved { get; private init; } = [];

        public Merge Clone() => new(id, version, at)
        {
            IsUndone = IsUndone, TakenFromSaved = [.. TakenFromSaved], Replaced = Replaced.ToDictionary(entry => entry.Key, entry => entry.Value.Clone()),
        };
    }
}

/// <summary>What the rules say of one operation.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Note">How it is not done as it says; null when it is. Whether what it had not seen was folded is not told apart.</param>
/// <param name="Reason">Why it is refused.</param>
internal readonly record struct Ruling(OperationOutcome Outcome, MergeNoteKind? Note = null, string Reason = "")
{
    public static Ruling Done { get; } = new(OperationOutcome.Applied);

    public bool IsDone => Outcome is OperationOutcome.Applied or OperationOutcome.Merged;

    public static Ruling Told(MergeNoteKind note) => new(OperationOutcome.Merged, note);

    public static Ruling Refused(string reason) => new(OperationOutcome.Rejected, null, reason);
}
