using System.Text.RegularExpressions;
using Omnichannel.Messaging.Domain;
using Omnichannel.Messaging.Store;
using Omnichannel.Messaging.Transport;
using Omnichannel.Platform.Text;

namespace Omnichannel.Messaging.Tests.Transport;

public sealed partial class ExplanationsTests
{
    public static TheoryData<string> Languages => [.. Phrases.Spoken];

    [Fact]
    public void EveryStateHasASentence_AndEveryReasonThatADecisionGives()
    {
        var reasons = Reason().Matches(File.ReadAllText(TestKit.Repository.PathOf("services/Messaging/Domain/Permission.cs"))).Select(match => match.Groups[1].Value).ToHashSet();
        var ended = Keys("ended.").ToList();

        Assert.Equal(Enum.GetNames<MessageState>().Where(name => name is not "None").Order(StringComparer.Ordinal), Keys("state."));
        Assert.Equal(["NO_CONSENT", "NO_CONTACT", "QUIET_HOURS", "TOO_LATE", "UNSUBSCRIBED"], reasons.Intersect(["NO_CONSENT", "NO_CONTACT", "QUIET_HOURS", "TOO_LATE", "UNSUBSCRIBED"]).Order(StringComparer.Ordinal));
        Assert.Empty(reasons.Except(ended));
        Assert.Equal(["BOUNCED_BEFORE", "NOTHING_TO_CORRECT", "PROVIDER_AWAY"], ended.Except(reasons));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void WhateverBecomesOfAMessage_IsSaid(string language)
    {
        var said = new HashSet<string>();
        foreach (var state in Enum.GetValues<MessageState>().Where(state => state is not MessageState.None))
        {
            foreach (var reason in Keys("ended.").Concat(Keys("waits.")).Distinct().Append("CART_BOUGHT").Append(""))
            {
                var (text, spoken) = Explanations.Of(new MessageRow { StateNumber = (long)state, Reason = reason, TriggerName = "omnichannel.orders.v1.OrderPlaced" }, language);

                Assert.Equal(language, spoken);
                Assert.Matches("[.。]$", text);
                Assert.DoesNotMatch(@"[{}\[\]|]|  |\(\)|（）| [.,]", text);
                said.Add(text);
            }
        }

        // Each of them; those of messages that were not allowed or not true any longer also without a reason.
        Assert.Equal(Explanations.Texts.Keys.Count + 2, said.Count);
    }

    private static IEnumerable<string> Keys(string prefix) =>
        Explanations.Texts.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => key[prefix.Length..]).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(?:End\(MessageState\.\w+, |Capped\(|\(false, |DeadlineAt \? )""([A-Z_]+)""")]
    private static partial Regex Reason();
}
