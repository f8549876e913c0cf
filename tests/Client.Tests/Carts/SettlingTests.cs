using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Tests.Carts;

public sealed class SettlingTests
{
    private static readonly LogContent _fresh = new("log-1", "c1", [new NumberedCart("c1", 1, 0) { LastSeen = Edits.Cart(4) }], []);

    [Fact]
    public void Append_NumbersFromOne_WithTheVersionThatWasSeen()
    {
        var book = Book(2);
        Assert.Equal([(1L, 4L), (2L, 4L)], book.Of("c1").Values.Select(kept => (kept.Operation.DeviceSeq, kept.Operation.BaseVersion)));
        Assert.Equal(3, book.Cart("c1").NextNumber);
    }

    [Fact]
    public void Answered_AndNotStable_StaysInTheLog_AndNotInTheView()
    {
        var settlement = Settle(Book(2), Edits.Answer(Edits.Cart(6), 5, Edits.Result(1), Edits.Result(2)));
        Assert.Equal(2, settlement.Step.Book.Of("c1").Count);
        Assert.Equal(0, settlement.Step.Book.Draft().View().Pending);
        Assert.Equal((3, null), (settlement.Due, settlement.Stopped));
    }

    [Fact]
    public void Stable_GoesFromTheLog()
    {
        var settlement = Settle(Book(2), Edits.Answer(Edits.Cart(6), 6, Edits.Result(1), Edits.Result(2, OperationOutcome.Duplicate)));
        Assert.Empty(settlement.Step.Book.Of("c1"));
        Assert.Equal(2, settlement.Step.Change.Removed.Count);
        Assert.Empty(settlement.Step.Change.Put);
    }

    [Fact]
    public void OutOfOrder_GoesAgainFromTheNumberThatIsDue_WithWhatWasAnswered()
    {
        var answered = Settle(Book(3), Edits.Answer(Edits.Cart(7), 4, Edits.Result(1), Edits.Result(2), Edits.Result(3))).Step.Book;
        var later = answered.Append([Edits.Add("CUP")]).Book;
        var settlement = Settling.Take(later, "c1", Counting.Batch(later, "c1", 4, 10, 1000), Edits.Answer(Edits.Cart(5), 4, Edits.OutOfOrder(4, 2)));
        Assert.Equal((2, "OUT_OF_ORDER"), (settlement.Due, settlement.Stopped));
        Assert.Equal([false, true, true, true], settlement.Step.Book.Of("c1").Values.Select(kept => !kept.IsAnswered));
        Assert.Equal([2L, 3L, 4L], Counting.Batch(settlement.Step.Book, "c1", settlement.Due, 10, 1000).Select(operation => operation.DeviceSeq));
    }

    [Fact]
    public void DeviceLimit_LeavesTheEditWaiting()
    {
        var limit = new OperationResult { DeviceSeq = 1, Outcome = OperationOutcome.Rejected, Refusal = new Refusal { Reason = "DEVICE_LIMIT" } };
        var settlement = Settle(Book(2), Edits.Answer(Edits.Cart(6), 6, limit, Edits.OutOfOrder(2, 1)));
        Assert.Equal((1, "DEVICE_LIMIT"), (settlement.Due, settlement.Stopped));
        Assert.Equal(2, settlement.Step.Book.Draft().View().Pending);
        Assert.Empty(settlement.Refusals);
    }

    [Fact]
    public void RemarksAndRefusals_AreTold()
    {
        var merged = new OperationResult { DeviceSeq = 1, Outcome = OperationOutcome.Merged, LineId = "id-MUG", Note = new MergeNote { Kind = MergeNoteKind.SetLost } };
        var refused = new OperationResult { DeviceSeq = 2, Outcome = OperationOutcome.Rejected, Refusal = new Refusal { Reason = "SKU_UNKNOWN" } };
        var settlement = Settle(Book(2), Edits.Answer(Edits.Cart(6), 6, merged, refused));
        Assert.Equal(MergeNoteKind.SetLost, Assert.Single(settlement.Remarks).Note.Kind);
        Assert.Equal("SKU_UNKNOWN", Assert.Single(settlement.Refusals).Refusal.Reason);
    }

    [Fact]
    public void FreshLog_UnderANameThatCountedBefore_CountsOnFromThere()
    {
        var (step, taken) = Counting.Align(Book(2), "c1", 8, Edits.Cart(5), 5);
        Assert.Equal(7, taken);
        Assert.Equal([8L, 9L], step.Book.Of("c1").Values.Select(kept => kept.Operation.DeviceSeq));
        Assert.Equal((10, 7), (step.Book.Cart("c1").NextNumber, step.Book.Cart("c1").SentThrough));
    }

    [Fact]
    public void SentAndUnanswered_BelowTheNumberThatIsDue_HasHappened()
    {
        var (step, taken) = Counting.Align(Book(3).Send("c1", 3).Book, "c1", 3, Edits.Cart(6), 5);
        Assert.Equal(0, taken);
        Assert.Equal([true, true, false], step.Book.Of("c1").Values.Select(kept => kept.IsAnswered));
    }

    [Fact]
    public void NumbersThatTheLogHasNoMore_AreUsedUpByEmptyOperations()
    {
        var settled = Settle(Book(3), Edits.Answer(Edits.Cart(7), 7, Edits.Result(1), Edits.Result(2), Edits.Result(3))).Step.Book;
        var later = settled.Append([Edits.Add("CUP")]).Book;
        var batch = Counting.Batch(Counting.Align(later, "c1", 2, Edits.Cart(5), 5).Step.Book, "c1", 2, 10, 1000);
        Assert.Equal([2L, 3L, 4L], batch.Select(operation => operation.DeviceSeq));
        Assert.Equal([CartOperation.OperationOneofCase.None, CartOperation.OperationOneofCase.None, CartOperation.OperationOneofCase.Add], batch.Select(operation => operation.OperationCase));
    }

    [Fact]
    public void CartThatBeganAnew_HasSeenNothingOfTheOldVersions()
    {
        var before = Edits.Cart(4);
        before.CreatedAt = new() { Seconds = 1 };
        var after = Edits.Cart(4);
        after.CreatedAt = new() { Seconds = 2 };
        var book = OperationBook.Of(_fresh).See(before).Book.Append([Edits.Remove("MUG")]).Book;
        Assert.Equal(0, Counting.Align(book, "c1", 1, after, 4).Step.Book.Of("c1")[1].Operation.BaseVersion);
    }

    [Fact]
    public void Batch_StopsBeforeItIsTooLarge()
    {
        var book = Book(10);
        Assert.Equal(4, Counting.Batch(book, "c1", 1, 4, 1000).Count);
        Assert.Single(Counting.Batch(book, "c1", 1, 10, 1));
    }

    [Fact]
    public void BeforeTheCartIsKnown_EditsWait_AndGoToIt()
    {
        var book = OperationBook.Of(new LogContent("log-1", "", [], [])).Append([Edits.Add("MUG")]).Book;
        var followed = book.Follow(Edits.Cart("c9", 0)).Book;
        Assert.Equal("c9", followed.Current);
        Assert.Equal(1, Assert.Single(followed.Of("c9").Values).Number);
        Assert.Empty(followed.Of(""));
        Assert.Equal(2, followed.Cart("c9").NextNumber);
    }

    public static TheoryData<string, ApplyOperationsResponse> Nonsense => new()
    {
        { "no cart", new ApplyOperationsResponse { Results = { Edits.Result(1) } } },
        { "too few results", Edits.Answer(Edits.Cart(6), 6) },
        { "another number", Edits.Answer(Edits.Cart(6), 6, Edits.Result(9)) },
        { "no outcome", Edits.Answer(Edits.Cart(6), 6, Edits.Result(1, OperationOutcome.Unspecified)) },
        { "stable beyond its version", Edits.Answer(Edits.Cart(6), 7, Edits.Result(1)) },
        { "a number that is due after it", Edits.Answer(Edits.Cart(6), 6, Edits.OutOfOrder(1, 4)) },
        { "an outcome of tomorrow", Edits.Answer(Edits.Cart(6), 6, Edits.Result(1, (OperationOutcome)99)) },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Answer_ThatMakesNoSense_IsNotBelieved(string why, ApplyOperationsResponse answer) =>
        Assert.True(Settling.Nonsense(Counting.Batch(Book(1), "c1", 1, 10, 1000), answer) is not null, why);

    private static OperationBook Book(int edits) => OperationBook.Of(_fresh).Append(Enumerable.Range(0, edits).Select(_ => Edits.Add("MUG"))).Book;

    private static Settlement Settle(OperationBook book, ApplyOperationsResponse answer)
    {
        var batch = Counting.Batch(book, "c1", 1, 1000, 1_000_000);
        Assert.Null(Settling.Nonsense(batch, answer));
        return Settling.Take(book.Send("c1", batch[^1].DeviceSeq).Book, "c1", batch, answer);
    }
}
