using Omnichannel.Orders.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Warehouse;

namespace Omnichannel.WebConsole.Tests.Warehouse;

/// <summary>What somebody has in hand, and what each step tells of it.</summary>
public sealed class WorkDraftTests
{
    private readonly WorkDraft draft = new();

    [Fact]
    public void Untouched_TellsAllThatAStepHasNotHad()
    {
        var item = Item(new WorkLine { LineId = "1", Quantity = 5, PickedQuantity = 3, PackedQuantity = 1, AnnouncedQuantity = 1 }, new WorkLine { LineId = "2", Quantity = 2, PickedQuantity = 2 });

        Assert.Equal([("1", 2)], Told(draft.ToPick(item)));
        Assert.Equal([("1", 4), ("2", 2)], Told(draft.ToPack(item)));
        Assert.Equal([("1", 4), ("2", 2)], Told(draft.ToSend(item)));
    }

    [Fact]
    public void Typed_IsWhatIsInHand_AndNeverMoreThanNoParcelHas()
    {
        var item = Item(new WorkLine { LineId = "1", Quantity = 5, PickedQuantity = 4, AnnouncedQuantity = 1 });
        draft.Take(item.Lines[0], 2);
        Assert.Equal([("1", 1)], Told(draft.ToPick(item)));
        Assert.Equal([("1", 2)], Told(draft.ToSend(item)));

        draft.Take(item.Lines[0], 9);
        Assert.Equal([("1", 4)], Told(draft.ToSend(item)));
        draft.Take(item.Lines[0], -1);
        Assert.Empty(draft.ToSend(item));
        draft.Forget();
        Assert.Equal([("1", 4)], Told(draft.ToSend(item)));
    }

    [Fact]
    public void Measured_IsOneThing()
    {
        Assert.False(WorkDraft.IsCounted(new WorkLine { Measure = Measure.Gram }));
        Assert.True(WorkDraft.IsCounted(new WorkLine { Measure = Measure.Piece }));
    }

    private static WorkItem Item(params WorkLine[] lines) => new() { OrderId = "o1", Lines = { lines } };

    private static IEnumerable<(string, int)> Told(IReadOnlyList<LineQuantity> units) => units.Select(part => (part.LineId, part.Quantity));
}
