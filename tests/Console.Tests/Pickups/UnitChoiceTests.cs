using Omnichannel.Orders.V1;
using Omnichannel.WebConsole.Pickups;

namespace Omnichannel.WebConsole.Tests.Pickups;

public sealed class UnitChoiceTests
{
    private readonly UnitChoice choice = new();
    private readonly Pickup pickup = new()
    {
        Lines = { new PickupLine { LineId = "1", Quantity = 3, ReadyQuantity = 2, WaitingQuantity = 1 }, new PickupLine { LineId = "2", Quantity = 2, WaitingQuantity = 2 } },
    };

    [Fact]
    public void Usual_IsAllThatIsReady_ElseAllThatWaits()
    {
        Assert.Equal([("1", 2)], Chosen());
        pickup.Lines[0].ReadyQuantity = 0;
        Assert.Equal([("1", 1), ("2", 2)], Chosen());
    }

    [Fact]
    public void Choice_StaysWithinWhatIsThere_UntilItIsForgotten()
    {
        choice.Choose("1", 9);
        choice.Choose("2", 1);
        Assert.Equal([("1", 3), ("2", 1)], Chosen());
        choice.Choose("1", -1);
        choice.Choose("2", 0);
        Assert.Empty(choice.Lines(pickup));
        choice.Forget();
        Assert.Equal([("1", 2)], Chosen());
    }

    private IEnumerable<(string, int)> Chosen() => choice.Lines(pickup).Select(line => (line.LineId, line.Quantity));
}
