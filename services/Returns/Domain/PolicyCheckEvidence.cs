namespace Omnichannel.Returns.Domain;

/// <content>What shoppers must send along.</content>
public static partial class PolicyCheck
{
    private const int MostQuestions = 10;

    private static void CheckEvidence(List<PolicyFault> faults, PolicyRule rule, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rule.Evidence.Count; i++)
        {
            var (required, at) = (rule.Evidence[i], Invariant($"{path}.evidence[{i}]"));
            Require(faults, AllKnownOnce(required.Reasons, ReturnReason.None), $"{at}.reasons", "must be known values, each once");
            Require(
                faults, rule.Scope.Reasons.Count == 0 || rule.Scope.Reasons.Any(required.IsFor), $"{at}.reasons", "contradicts the scope: no reason of it is among them");
            Require(faults, required.Photos is >= 0 and <= EvidenceRequirement.MostPhotos, $"{at}.photos", $"must be from 0 to {EvidenceRequirement.MostPhotos}");
            Require(faults, required.Photos != 0 || required.Questions.Count > 0, at, "asks for nothing");
            Require(faults, required.Questions.Count <= MostQuestions, $"{at}.questions", $"must have at most {MostQuestions} elements");
            for (var j = 0; j < required.Questions.Count && j < MostQuestions; j++)
            {
                var question = required.Questions[j];
                Require(faults, question.QuestionId.Length is > 0 and <= 64 && !question.QuestionId.Contains(','), Invariant($"{at}.questions[{j}].question_id"), "is required, at most 64 characters, no commas");
                Require(faults, seen.Add(question.QuestionId), Invariant($"{at}.questions[{j}].question_id"), "is in the rule twice");
                Require(faults, question.Text.Texts.Count > 0, Invariant($"{at}.questions[{j}].text"), "is required");
            }
        }
    }
}
