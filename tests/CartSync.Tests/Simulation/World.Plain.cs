using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using OperationOutcome = Omnichannel.CartSync.Domain.OperationOutcome;

namespace Omnichannel.CartSync.Tests.Simulation;

/// <summary>Plain edits of pages that keep no log: a request is sent again under its key until it is answered, and is done once.</summary>
internal sealed partial class World
{
    // Keys are remembered for a day.
    private static readonly TimeSpan PlainPatience = TimeSpan.FromHours(20);

    private int plainInTheAir;

    private async Task EditPlainly()
    {
        var open = plainEdits.Where(IsOpen).ToList();
        if (open.Count > 0 && Dice.Chance(60))
        {
            await SendPlain(Dice.Pick(open));
            return;
        }

        var device = Dice.Pick(devices);
        if (device.CartId.Length == 0)
        {
            return;
        }

        var operations = new Operation[1 + Dice.Next(3)];
        for (var i = 0; i < operations.Length; i++)
        {
            var article = Dice.Pick(Shop.Articles);
            operations[i] = new Operation(0, Operation.SeesAll, Dice.Next(12) switch
            {
                < 6 => new Edit.Add(article.Sku, article.Options, 1 + Dice.Next(4), null),
                < 8 => new Edit.Remove(article.Line),
                < 10 => new Edit.SetQuantity(article.Line, 1 + Dice.Next(8)),
                10 => new Edit.MoveToSaved(article.Line),
                _ => new Edit.Add("NONE", [], 1, null),
            });
        }

        var edit = new PlainEdit(device, device.CartId, Key(device, "edit") with { IsEdit = true }, operations, Dice.Chance(40), Clock.Now);
        plainEdits.Add(edit);
        await SendPlain(edit);
    }

    private bool IsOpen(PlainEdit edit) => edit.Answer is null && edit.MadeAt + PlainPatience > Clock.Now && IsAdmitted(edit.Device, edit.CartId);

    private async Task SendPlain(PlainEdit edit)
    {
        // As in Arrive: the model reads from the stored cart what was folded.
        var most = models.Values.Max(model => Shop.Articles.Max(article => model.PartsOf(article.LineId)));
        if (most + operationsInTheAir + edit.Operations.Length > 46 && !isQuiet)
        {
            return;
        }

        var actor = edit.Device.Actor;
        Say($"{edit.Device.Name} edits {Name(edit.CartId)} plainly ({edit.Key.Key})");
        plainInTheAir++;
        operationsInTheAir += edit.Operations.Length;
        var answer = await Call(new Intent { Plain = edit }, replica => replica.Devices.ApplyPlain(
            edit.CartId, NewOwner(actor, edit.CartId), edit.Key, edit.Operations, edit.IsWhole, actor, default));
        plainInTheAir--;
        operationsInTheAir -= edit.Operations.Length;
        if (!answer.Came || answer.Refusal is "CONCURRENT_CHANGE" or "CART_IN_CHECKOUT")
        {
            Say($"... {(answer.Came ? answer.Refusal : "no answer")}");
            return;
        }

        edit.Answer = answer.IsRefused ? answer.Refusal! : "DONE";
        var told = answer.IsRefused ? Enumerable.Repeat(false, edit.Operations.Length)
            : answer.Result!.Recorded is { } recorded ? ApplyOperationsResponse.Parser.ParseFrom(recorded.Bytes).Results.Select(result => IsDone((OperationOutcome)result.Outcome))
            : answer.Result.Answer.Select(result => IsDone(result.Outcome));
        var outcomes = models.Values.Select(model => model.OutcomesOf(edit.Key.Key)).OfType<IReadOnlyList<OperationOutcome>>().ToList();
        Say($"... {edit.Answer}");
        if (outcomes.Count > 1 || !told.SequenceEqual(outcomes.Count == 0 ? Enumerable.Repeat(false, edit.Operations.Length) : outcomes[0].Select(IsDone)))
        {
            Fail($"{edit.Key.Key} is answered {string.Join(", ", told)} and should be {string.Join(", ", outcomes.SelectMany(outcome => outcome))}");
        }
    }

    private static bool IsDone(OperationOutcome outcome) => outcome is OperationOutcome.Applied or OperationOutcome.Merged;

    private void FollowPlain(SharedCart? before, SharedCart cart, CartModel model, WatchedJob job, DateTimeOffset now, Tariff tariff)
    {
        if (job.Intent is not { Plain: { } edit } intent || (before?.Phase ?? CartPhase.Open) is not CartPhase.Open || cart.Phase is not CartPhase.Open
            || cart.AppliedMerges.Length != (before?.AppliedMerges.Length ?? 0) || (before?.Version ?? 0) == cart.Version)
        {
            return;
        }

        if (models.Values.Any(other => other.OutcomesOf(edit.Key.Key) is not null))
        {
            Fail($"{edit.Key.Key} is done twice");
        }

        var (version, given) = (before?.Version ?? 0, before?.Given ?? 0);
        var operations = edit.Operations;
        if (cart.Id != edit.CartId)
        {
            // What follows a guest's cart that moved: whoever still comes as the guest has seen it closed.
            var follows = edit.Device.Actor.Role is not Platform.Domain.ActorRole.Guest && now - intent.Closed!.MovedTo!.StartedAt <= TimeSpan.FromHours(24);
            operations = follows ? operations : [.. operations.Select(operation => operation with { Edit = new Edit.Nothing() })];
        }

        model.ApplyPlain(edit.Key.Key, operations, cart.Id != edit.CartId, ref version, given, now, tariff);
        if (version != cart.Version)
        {
            Fail($"{Name(cart)} is at version {cart.Version} and should be at {version} after {edit.Key.Key}");
        }
    }
}
