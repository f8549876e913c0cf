using Omnichannel.Platform.Domain;

namespace Omnichannel.Returns.Domain;

/// <summary>What is needed of lines that come back for some reasons.</summary>
/// <param name="Reasons">Empty for every reason.</param>
/// <param name="Photos">At least so many of a line.</param>
public sealed record EvidenceRequirement(IReadOnlyList<ReturnReason> Reasons, int Photos, IReadOnlyList<ReturnQuestion> Questions)
{
    /// <summary>Most photos that a rule may ask of a line.</summary>
    public const int MostPhotos = 5;

    /// <summary>Whether it holds for a reason.</summary>
    public bool IsFor(ReturnReason reason) => Reasons.Count == 0 || Reasons.Contains(reason);
}

/// <summary>A question that is to be answered.</summary>
public sealed record ReturnQuestion(string QuestionId, Words Text);

/// <summary>An answer to one.</summary>
public sealed record ReturnAnswer(string QuestionId, string Text);

/// <summary>What was sent along, against what is needed.</summary>
public static class Evidence
{
    /// <summary>Why it is not enough, or too much; null when it is right.</summary>
    /// <param name="answer">By which rule.</param>
    /// <param name="line">What was sent along.</param>
    /// <param name="by">Who asks: staff see the goods, or hear of them.</param>
    /// <param name="field">The line's path in the request.</param>
    public static Refusal? WhyNot(LineEligibility answer, NewReturnLine line, Actor by, string field)
    {
        var asked = answer.Rule.Evidence.Where(required => required.IsFor(line.Reason)).ToArray();
        var questions = asked.SelectMany(required => required.Questions).Select(question => question.QuestionId).ToArray();
        if (line.Answers.FirstOrDefault(given => !questions.Contains(given.QuestionId)) is { } odd)
        {
            return new QuestionNotAsked(odd.QuestionId, $"{field}.answers");
        }

        var photos = asked.Select(required => required.Photos).DefaultIfEmpty(0).Max();
        var unanswered = questions.Where(question => !line.Answers.Any(given => given.QuestionId == question && !string.IsNullOrWhiteSpace(given.Text))).ToArray();
        return by.Role is ActorRole.Customer or ActorRole.Guest or ActorRole.Assistant && (line.Photos.Count < photos || unanswered.Length > 0)
            ? new EvidenceMissing(line.LineId, answer.Decision, photos, unanswered)
            : null;
    }
}
