using Omnichannel.Returns.V1;
using Omnichannel.WebConsole.ReturnDesk;

namespace Omnichannel.WebConsole.Tests.ReturnDesk;

/// <summary>What is said of goods: never of more than can be meant.</summary>
public sealed class GoodsDraftTests
{
    private readonly GoodsDraft draft = new();

    [Fact]
    public void Untouched_AllThatIsOutstandingCame_AndAllThatIsHereIsAsNew()
    {
        var back = Back(new ReturnLine { LineId = "1", Quantity = 3, ReceivedQuantity = 1 }, new ReturnLine { LineId = "2", Quantity = 2, ReceivedQuantity = 2 });

        Assert.Equal([("1", 2)], draft.Received(back).Select(line => (line.LineId, line.Quantity)));
        Assert.Equal([("1", 1, Disposition.Restocked, InspectionGrade.A), ("2", 2, Disposition.Restocked, InspectionGrade.A)], Found(back));
    }

    [Fact]
    public void Missing_IsOnlyWhatDidNotCome_AndHasNoGrade()
    {
        var back = Back(new ReturnLine { LineId = "1", Quantity = 3, ReceivedQuantity = 1 });
        draft.Say(back.Lines[0], new Look { Disposition = Disposition.Missing, Quantity = 9, Grade = InspectionGrade.D, Note = " an empty box " });

        Assert.Equal([("1", 2, Disposition.Missing, InspectionGrade.Unspecified)], Found(back));
        Assert.Equal("an empty box", draft.Found(back)[0].Note);
    }

    [Fact]
    public void WhatWasLookedAt_IsNotLookedAtAgain()
    {
        var seen = new Inspection { LineId = "1", Quantity = 2, Grade = InspectionGrade.B, Disposition = Disposition.Restocked };
        var missing = new Inspection { LineId = "1", Quantity = 1, Disposition = Disposition.Missing };
        var line = new ReturnLine { LineId = "1", Quantity = 4, ReceivedQuantity = 3, Inspections = { seen, missing } };

        Assert.Equal((1, 1), (GoodsDraft.Waiting(line), GoodsDraft.Outstanding(line)));
        Assert.Equal([Disposition.Restocked, Disposition.NotRestocked, Disposition.ProcessingRequired, Disposition.Missing], GoodsDraft.DispositionsOf(line));
    }

    [Fact]
    public void WhatStays_DoesNotCome_AndWhatIsToBeRepaired_DoesNotGoOnSale()
    {
        var back = Back(
            new ReturnLine { LineId = "1", Quantity = 1, Resolution = Resolution.Keep }, new ReturnLine { LineId = "2", Quantity = 1, Resolution = Resolution.Donate },
            new ReturnLine { LineId = "3", Quantity = 1, ReceivedQuantity = 1, Resolution = Resolution.Repair });

        Assert.Empty(draft.Received(back));
        Assert.Equal([("3", 1, Disposition.ProcessingRequired, InspectionGrade.A)], Found(back));
        Assert.DoesNotContain(Disposition.Restocked, GoodsDraft.DispositionsOf(back.Lines[2]));
    }

    [Fact]
    public void Nothing_IsSaidOfWhatIsOver_NorOfNoUnits()
    {
        var back = Back(new ReturnLine { LineId = "1", Quantity = 1, ReceivedQuantity = 1, Inspections = { new Inspection { LineId = "1", Quantity = 1, Disposition = Disposition.NotRestocked } } }, new ReturnLine { LineId = "2", Quantity = 2 });
        draft.Take(back.Lines[1], 0);
        draft.Say(back.Lines[1], new Look { Quantity = 0 });
        Assert.Empty(draft.Received(back));
        Assert.Empty(draft.Found(back));

        draft.Forget();
        Assert.Equal([("2", 2, Disposition.Missing, InspectionGrade.Unspecified)], Found(back));
    }

    private IEnumerable<(string LineId, int Quantity, Disposition Disposition, InspectionGrade Grade)> Found(Return back) =>
        draft.Found(back).Select(found => (found.LineId, found.Quantity, found.Disposition, found.Grade));

    private static Return Back(params ReturnLine[] lines) => new() { Lines = { lines } };
}
