using Omnichannel.Cart.V1;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Telling;

namespace Omnichannel.Client.Tests.Stories;

public sealed class StoryFormatTests
{
    private const int Seeds = 200;

    [Fact]
    public void Seed_ToldTwice_IsTheSameToTheLetter()
    {
        var story = StoryJson.Write(Author.Write(7));
        Assert.NotEmpty(story);
        Assert.Equal(story, StoryJson.Write(Author.Write(7)));
        Assert.NotEqual(story, StoryJson.Write(Author.Write(8)));
    }

    [Fact]
    public void Story_ReadFromItsJson_IsTheSame()
    {
        var json = StoryJson.Write(Author.Write(7));
        Assert.Equal(json, StoryJson.Write(StoryJson.Read(json)));
    }

    // What never happens proves nothing.
    [Fact]
    public void Stories_HaveInThemWhatTheyAreToPlay()
    {
        var stories = Enumerable.Range(0, Seeds).Select(Author.Write).ToList();
        var steps = stories.SelectMany(story => story.Steps).ToList();
        Assert.Empty(typeof(Step).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Step))).Except(steps.Select(step => step.GetType())));
        Assert.Empty(Enum.GetValues<Fate>().Except(steps.OfType<SyncStep>().SelectMany(sync => sync.Network)));
        Assert.Equal([Fate.RequestLost, Fate.AnswerLost], steps.OfType<TryStep>().SelectMany(attempt => attempt.Network).Distinct().Order());
        Assert.Empty(new[]
        {
            CartOperation.OperationOneofCase.Add, CartOperation.OperationOneofCase.SetQuantity, CartOperation.OperationOneofCase.RemoveLine, CartOperation.OperationOneofCase.MoveToSaved,
            CartOperation.OperationOneofCase.MoveToCart, CartOperation.OperationOneofCase.Clear,
        }.Except(steps.OfType<EditStep>().Select(edit => edit.Operation.OperationCase)));

        var ends = stories.SelectMany(story => story.End).ToList();
        Assert.Empty(new[] { MergeNoteKind.UnseenKept, MergeNoteKind.SetLost, MergeNoteKind.Transferred, MergeNoteKind.BaseTooOld }.Select(kind => ContractNames.NameOf(kind)).Except(ends.SelectMany(end => end.Notes).Select(note => note.Kind)));
        Assert.Empty(new[] { "SKU_UNKNOWN", "NOT_FOR_SALE", "QUANTITY_OUT_OF_RANGE", "LINE_NOT_FOUND", "CART_CLOSED" }.Except(ends.SelectMany(end => end.Refusals).Select(refusal => refusal.Reason)));
        Assert.Contains(ends, end => !end.Redirects.IsEmpty);
        Assert.Contains(stories, story => story.Steps.OfType<PassStep>().Any(pass => TimeSpan.FromSeconds(pass.Seconds) > TimeSpan.FromDays(1)));
        Assert.Contains(steps.OfType<ShowStep>(), show => show.Shows.Pending > 0);
        Assert.Contains(ends, end => end.Shows.Lines.Any(line => line.Saved));
    }
}
