using Omnichannel.Messaging.V1;
using Omnichannel.TestKit;
using Omnichannel.WebConsole.Mailbox;
using Omnichannel.WebConsole.Texts;

namespace Omnichannel.WebConsole.Tests.Mailbox;

public sealed class MessageWordsTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    public void EveryState_Medium_ClassAndGroup_HasItsWord(string language)
    {
        var words = In(language);

        AllDiffer(Enum.GetValues<MessageState>().Select(state => MessageWords.Of(words, state)));
        AllDiffer(Enum.GetValues<Medium>().Select(medium => MessageWords.Of(words, medium)));
        AllDiffer(Enum.GetValues<LegalClass>().Select(kind => MessageWords.Of(words, kind)));
        AllDiffer(StateGroups.All.Select(group => words[$"mailbox.group.{group.Name}"]));

        static void AllDiffer(IEnumerable<string> words)
        {
            var all = words.ToList();
            Assert.Equal(all.Distinct(), all);
        }
    }

    /// <summary>What the services decide by is data and constants of theirs; here it is read where it is written.</summary>
    [Fact]
    public void EveryJourney_AndEveryFactThatEndsOne_HasAText()
    {
        var words = In("it");
        var journeys = File.ReadAllLines(Repository.PathOf("services", "Messaging", "Journeys", "journeys.yaml"));
        var ids = journeys.Where(line => line.StartsWith("- id: ", StringComparison.Ordinal)).Select(line => line[6..].Trim()).ToList();
        var facts = journeys.SelectMany(line => line.Split("cancel_when: [") is [_, var list] ? list[..list.IndexOf(']', StringComparison.Ordinal)].Split(", ") : []).Distinct().ToList();

        Assert.True(ids.Count > 15 && facts.Count > 5);
        Assert.All(ids, id => Assert.True(words.Has($"mailbox.journey.{id}"), id));
        Assert.All(facts, fact => Assert.True(words.Has($"mailbox.reason.{fact}"), fact));
    }

    [Fact]
    public void WhatHasNoText_IsShownByItsName()
    {
        var words = In("en");

        Assert.Equal("NEW_REASON", MessageWords.Reason(words, "NEW_REASON"));
        Assert.Equal("new-journey", MessageWords.SubjectOf(words, new Message { JourneyId = "new-journey" }));
        Assert.Equal("Campaign spring", MessageWords.SubjectOf(words, new Message { CampaignId = "spring", JourneyId = "campaign" }));
        Assert.Equal("", MessageWords.Reason(words, ""));
    }

    [Fact]
    public void Facts_AreSaidAsPeopleSayThem()
    {
        var decision = new SendDecision { Check = "CONSENT" };
        decision.Facts.Add(new Dictionary<string, string> { ["medium"] = "EMAIL", ["decided_at"] = "2026-03-02T12:00:00Z", ["source"] = "unsubscribe", ["wording_version"] = "", ["cap"] = "3" });

        Assert.Equal(
            [("At most", "3"), ("Decided", "2026-03-02 12:00:00 UTC"), ("Medium", "E-mail"), ("By", "unsubscribe")], MessageWords.Facts(In("en"), decision));
    }

    [Fact]
    public void EveryState_IsInOneGroup() =>
        Assert.Equal(Enum.GetValues<MessageState>().Where(state => state is not MessageState.Unspecified).Order(), StateGroups.All.SelectMany(group => group.States).Order());

    [Theory]
    [InlineData("NotSent", 3)]
    [InlineData("Suppressed", 1)]
    [InlineData("Unspecified", 0)]
    [InlineData("<script>", 0)]
    [InlineData(null, 0)]
    public void States_AreReadFromAnAddress(string? name, int count) => Assert.Equal(count, StateGroups.Read(name).Count);

    private static Wording In(string language)
    {
        var words = new Wording(new Wordings());
        words.Choose(language, null);
        return words;
    }
}
