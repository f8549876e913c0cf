using System.Text;
using Omnichannel.Platform.Domain;
using Omnichannel.Returns.Domain;
using Omnichannel.Returns.Store;

namespace Omnichannel.Returns.Tests.Domain;

/// <summary>What shoppers must send along, and what is a photo.</summary>
public sealed class EvidenceTests
{
    private static readonly ReturnQuestion What = new("what", new Words(new Dictionary<string, string> { ["en"] = "What is broken?" }));
    private static readonly ReturnPolicy Asking = Some.With(rule => rule with
    {
        Evidence = [new EvidenceRequirement([ReturnReason.Defective, ReturnReason.DamagedInTransit], 2, [What]), new EvidenceRequirement([], 1, [])],
    });

    private readonly OrderReturns order = Some.Fresh(Some.Order([Some.Line("1", 3, 1000)]));

    [Fact]
    public void Photos_AndAnswers_AreNeededByReason_OfShoppers()
    {
        Assert.Empty(PolicyCheck.Find(Asking, []));
        var missing = Assert.IsType<EvidenceMissing>(Refused(ReturnReason.Defective, photos: 1));
        Assert.Equal(("2", "what", "1"), (missing.Facts["photos"], missing.Facts["questions"], missing.Facts["line_id"]));
        Assert.IsType<EvidenceMissing>(Refused(ReturnReason.Defective, photos: 2, new ReturnAnswer("what", "  ")));
        Assert.Equal("1", Refused(ReturnReason.TooSmall, photos: 0)!.Facts["photos"]);
        Assert.Null(Refused(ReturnReason.Defective, photos: 2, new ReturnAnswer("what", "the wick")));
        Assert.Null(Refused(ReturnReason.TooSmall, photos: 1));
        Assert.Equal("lines[0].answers", Assert.IsType<QuestionNotAsked>(Refused(ReturnReason.TooSmall, photos: 1, new ReturnAnswer("what", "the wick"))).Field);
        Assert.Null(Return.Create(Asked(ReturnReason.Defective, 0) with { By = Some.Till }, order, Asking, Some.Now).Refusal);
    }

    [Fact]
    public void WhatWasSentAlong_StaysWithTheLine_AndSurvivesTheContract()
    {
        var begun = Some.Begun(order, Asked(ReturnReason.Defective, 2, new ReturnAnswer("what", "the wick")), Asking);

        var line = begun.ToProto().ToDomain().Lines[0];
        Assert.Equal(["p0", "p1"], line.Photos);
        Assert.Equal([new ReturnAnswer("what", "the wick")], line.Answers);
        Assert.Equal(Asking.ToProto(), Asking.ToProto().ToDomain().ToProto());
        Assert.Null(ReturnReplay.Of(begun, [begun], order.Order, Some.Policy).Refusal);
        Assert.Contains("We need 2 photos of each item that comes back for a defect or damage in transit.", PolicyWords.Explain(Asking, Asking.Rules[0], "en").CategoryWindowActions, StringComparison.Ordinal);
    }

    [Fact]
    public void Requirements_ThatContradictThemselves_AreAuthoringErrors()
    {
        var policy = Some.With(rule => rule, Some.Rule("bad", PolicyScope.Everything with { Reasons = [ReturnReason.TooSmall] }, 1) with
        {
            Evidence =
            [
                new EvidenceRequirement([ReturnReason.Defective], 6, []), new EvidenceRequirement([], 0, []),
                new EvidenceRequirement([], 0, [What, What with { Text = Words.None }]),
            ],
        });

        Assert.Equal(
            [
                "policy.rules[1].evidence[0].reasons", "policy.rules[1].evidence[0].photos", "policy.rules[1].evidence[1]", "policy.rules[1].evidence[2].questions[1].question_id",
                "policy.rules[1].evidence[2].questions[1].text",
            ],
            PolicyCheck.Find(policy, []).Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("FFD8FFE000104A46494600", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000000D49484452", "image/png")]
    [InlineData("524946461234567857454250565038", "image/webp")]
    [InlineData("000000186674797068656963", "image/heic")]
    [InlineData("89504E470D0A1A0A0000000D41414141", null)]
    [InlineData("5249464612345678574156456D", null)]
    [InlineData("000000186674797069736F6D", null)]
    [InlineData("25504446", null)]
    [InlineData("4D5A", null)]
    [InlineData("", null)]
    public void Photo_IsWhatItsFirstBytesSay(string begins, string? type) => Assert.Equal(type, Photo.ContentType([.. Convert.FromHexString(begins), .. new byte[100]]));

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<html><body onload=alert(1)>")]
    [InlineData("GIF89a")]
    [InlineData("\u00ff\u00d8")]
    public void Photo_IsNothingThatAPageWouldRun(string content) => Assert.Null(Photo.ContentType(Encoding.UTF8.GetBytes(content.PadRight(100))));

    [Fact]
    public void Photo_OfTheFirstBytesOnly_IsNone() => Assert.Null(Photo.ContentType([0xFF, 0xD8, 0xFF]));

    private Refusal? Refused(ReturnReason reason, int photos, params ReturnAnswer[] answers) => Return.Create(Asked(reason, photos, answers), order, Asking, Some.Now).Refusal;

    private static NewReturn Asked(ReturnReason reason, int photos, params ReturnAnswer[] answers) => Some.Asks("a", "1", 1) with
    {
        Lines = [new NewReturnLine("1", 1, reason, "", Resolution.Refund) { Photos = [.. Enumerable.Range(0, photos).Select(number => $"p{number}")], Answers = answers }],
    };
}
