using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Tests.Simulation;
using Omnichannel.Stories.Format;

namespace Omnichannel.Stories.Telling;

/// <summary>A device as it must behave: what it keeps, shows and is told.</summary>
internal sealed class ModelDevice(StoryDevice device, ModelCart own)
{
    private readonly List<ModelEdit> edits = [];
    private ImmutableArray<ShownLine> seenLines = [];

    public string Name => device.Name;

    public bool IsTill => device.Role == "TERMINAL";

    /// <summary>The cart of whoever uses it, or the one that it joined.</summary>
    public ModelCart Own { get; private set; } = own;

    /// <summary>The cart that it shows; null before it was told.</summary>
    public ModelCart? Current { get; private set; }

    /// <summary>The version that it has seen.</summary>
    public long Seen { get; private set; }

    /// <summary>When a till's part in the cart ends.</summary>
    public DateTimeOffset JoinedUntil { get; set; }

    /// <summary>Its last call that carried edits.</summary>
    public Call? Copy { get; private set; }

    public List<ToldNote> Notes { get; } = [];

    public List<ToldRefusal> Refusals { get; } = [];

    public List<ToldRedirect> Redirects { get; } = [];

    /// <summary>Something that no server has yet.</summary>
    public bool HasNew => edits.Exists(edit => !edit.IsAnswered && edit.Number > NumberOf(CartOf(edit)));

    /// <summary>What was answered is lost, and still kept here.</summary>
    public bool HasLost => edits.Exists(edit => edit.IsAnswered && IsOpen(edit));

    /// <summary>The server expects numbers that the device has used: it takes a client one call or two to find out.</summary>
    public bool IsBehind => HasLost || (Next() is { } call && call.Edits[0].Number > NumberOf(call.Cart) + 1);

    /// <summary>A loss shows in the version of the cart, which is lower than what was seen; else only in what is stable.</summary>
    public bool SeesThatItWentBack => Own.Version < Seen;

    /// <summary>In its last sync it sent what the server had together with what it had not.</summary>
    public bool HasMixed { get; private set; }

    public void Make(int step, Edit edit)
    {
        var number = edits.Count(made => made.Cart == Current) + 1;
        edits.Add(new ModelEdit(step, edit, Seen) { Cart = Current, Number = number });
    }

    /// <summary>The customer's session from now on.</summary>
    public void SignIn(ModelCart customer) => Own = customer;

    /// <summary>The call that it makes next, of earlier carts first; null when all is answered.</summary>
    public Call? Next() => edits.Where(IsOpen).GroupBy(CartOf).OrderBy(cart => cart.Key == (Current ?? Own)).FirstOrDefault() is { } first ? new Call(first.Key, Own, [.. first]) : null;

    /// <summary>
    /// A call sets out. What arrives late is a copy of it, unless clients may put their calls together in different ways: then there is none.
    /// </summary>
    public void Send(Call call)
    {
        foreach (var edit in call.Edits)
        {
            edit.Cart = call.Cart;
        }

        var known = call.Edits.Count(edit => edit.Number <= NumberOf(call.Cart));
        HasMixed |= known > 0 && known < call.Edits.Length;
        Copy = known == 0 && !IsBehind ? call : Copy is { } copy && copy.Edits.SequenceEqual(call.Edits) ? copy : null;
    }

    /// <summary>An answer arrived.</summary>
    public void Hear(Call call, List<Ruling> rulings)
    {
        var cart = call.Cart.MovedTo ?? call.Cart;
        foreach (var (edit, ruling) in call.Edits.Zip(rulings.TakeLast(call.Edits.Length)))
        {
            (edit.IsAnswered, edit.IsKept) = (true, cart.Version > cart.StableVersion);
            if (ruling.Note is { } note)
            {
                Tell(Notes, new ToldNote(edit.Step, ContractNames.NameOf(note)));
            }
            else if (ruling.Reason.Length > 0)
            {
                Tell(Refusals, new ToldRefusal(edit.Step, ruling.Reason));
            }
        }
    }

    /// <summary>It sees its cart.</summary>
    public void Look()
    {
        if (Current is { } before && before != Own)
        {
            Redirects.Add(new ToldRedirect(before.Id, Own.Id));
        }

        (Current, Seen, HasMixed) = (Own, Own.Version, false);
        seenLines = [.. Own.Model.Lines.Select(line => LineOf(Shop.Articles.First(article => article.LineId == line.LineId), line.Quantity, line.IsSaved))];
    }

    /// <summary>What the cart of the last answer becomes with what has no answer yet: an addition adds, a set replaces, a removal removes.</summary>
    public Shown Shows()
    {
        var lines = seenLines.ToDictionary(KeyOf);
        var pending = edits.Where(edit => !edit.IsAnswered).ToList();
        pending.ForEach(edit => Draw(lines, edit.Edit));
        return new Shown(Current?.Id ?? "", [.. lines.OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => line.Value)], pending.Count);
    }

    /// <summary>What a call says: numbers that the server has lost, and the device has no more, are used up by operations that say nothing.</summary>
    public List<Operation> Operations(Call call)
    {
        var first = call.Edits[0].Number;
        var due = Math.Min(first, NumberOf(call.Cart) + 1);
        return [.. Enumerable.Range((int)due, (int)(first - due)).Select(number => new Operation(number, 0, new Edit.Nothing())), .. call.Edits.Select(edit => edit.Operation)];
    }

    private bool IsOpen(ModelEdit edit) => !edit.IsAnswered || (edit.IsKept && edit.Number > NumberOf(CartOf(edit)));

    private ModelCart CartOf(ModelEdit edit) => edit.Cart ?? Current ?? Own;

    private long NumberOf(ModelCart cart) => cart.MovedTo is { } customer ? customer.Model.NumberOf($"{cart.Id}/{Name}") : cart.Model.NumberOf(Name);

    private static void Tell<T>(List<T> told, T what)
    {
        if (!told.Contains(what))
        {
            told.Add(what);
        }
    }

    private static void Draw(Dictionary<string, ShownLine> lines, Edit edit)
    {
        switch (edit)
        {
            case Edit.Add add:
                var line = LineOf(add.Sku, add.Options, add.Quantity, false);
                lines[KeyOf(line)] = line with { Quantity = add.Quantity + (lines.GetValueOrDefault(KeyOf(line))?.Quantity ?? 0) };
                break;
            case Edit.SetQuantity set:
                Change(lines, set.Line, line => line with { Quantity = set.Quantity });
                break;
            case Edit.Remove remove:
                lines.Remove(KeyOf(LineOf(remove.Line.Sku, remove.Line.Options, 0, false)));
                break;
            case Edit.MoveToSaved move:
                Change(lines, move.Line, line => line with { Saved = true });
                break;
            case Edit.MoveToCart move:
                Change(lines, move.Line, line => line with { Saved = false });
                break;
            default:
                foreach (var (key, _) in lines.Where(entry => !entry.Value.Saved).ToList())
                {
                    lines.Remove(key);
                }

                break;
        }
    }

    private static void Change(Dictionary<string, ShownLine> lines, LineReference reference, Func<ShownLine, ShownLine> change)
    {
        var key = KeyOf(LineOf(reference.Sku, reference.Options, 0, false));
        if (lines.TryGetValue(key, out var line))
        {
            lines[key] = change(line);
        }
    }

    private static ShownLine LineOf(Article article, int quantity, bool isSaved) => LineOf(article.Sku, article.Options, quantity, isSaved);

    private static ShownLine LineOf(string sku, ImmutableArray<Option> options, int quantity, bool isSaved) =>
        new(sku, options.ToImmutableSortedDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal), quantity, isSaved);

    private static string KeyOf(ShownLine line) => string.Join('\0', line.Options.SelectMany(option => new[] { option.Key, option.Value }).Prepend(line.Sku));
}

/// <summary>An edit in a device's log.</summary>
/// <param name="step">The step that made it.</param>
/// <param name="edit">What it says.</param>
/// <param name="seen">The version that the device had seen.</param>
internal sealed class ModelEdit(int step, Edit edit, long seen)
{
    public int Step => step;

    public Edit Edit => edit;

    /// <summary>The cart that it is for; null while the device does not know its cart.</summary>
    public ModelCart? Cart { get; set; }

    public required int Number { get; init; }

    /// <summary>As the device knows.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>What it was answered by was not stable.</summary>
    public bool IsKept { get; set; } = true;

    public Operation Operation => new(Number, seen, edit);
}

/// <summary>A call that carries edits.</summary>
/// <param name="Cart">The cart that they were made for.</param>
/// <param name="As">The cart of whose session it comes with.</param>
/// <param name="Edits">In the order of their numbers.</param>
internal sealed record Call(ModelCart Cart, ModelCart As, ImmutableArray<ModelEdit> Edits);
