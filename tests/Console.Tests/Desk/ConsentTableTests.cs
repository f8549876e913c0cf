using Omnichannel.Messaging.V1;
using Omnichannel.WebConsole.Desk;

namespace Omnichannel.WebConsole.Tests.Desk;

public sealed class ConsentTableTests
{
    [Fact]
    public void Of_DecisionsInForce_StandInTheirCells()
    {
        Consent[] inForce =
        [
            new() { Purpose = ConsentPurpose.Marketing, Medium = Medium.Email, Granted = true },
            new() { Purpose = ConsentPurpose.Service, Medium = Medium.Push, Granted = false },
        ];

        var rows = ConsentTable.Of(inForce);

        Assert.Equal(ConsentTable.Purposes, rows.Select(row => row.Purpose));
        Assert.Equal([inForce[0], null, null], rows[0].Cells);
        Assert.Equal([null, null, inForce[1]], rows[1].Cells);
        Assert.All(rows[2].Cells, Assert.Null);
    }
}
