using Microsoft.AspNetCore.Http;
using Omnichannel.Returns.V1;

namespace Omnichannel.WebConsole.Visitors;

/// <summary>What somebody says who withdraws from a contract: the law lets nobody ask for more.</summary>
/// <param name="WithdrawalId">Names it, so that a form that is sent twice declares once.</param>
/// <param name="Name">As typed.</param>
/// <param name="Email">As typed.</param>
/// <param name="Units">How many units of each line.</param>
public sealed record WithdrawalInput(string WithdrawalId, string Name, string Email, IReadOnlyDictionary<string, int> Units)
{
    /// <summary>Of a form.</summary>
    public const string IdField = "withdrawal";

    /// <summary>Of a form.</summary>
    public const string NameField = "name";

    /// <summary>Of a form.</summary>
    public const string EmailField = "email";

    /// <summary>Of a form: what was read is confirmed.</summary>
    public const string HashField = "statement";

    private const string UnitsField = "units.";

    /// <summary>Nothing said yet: everything that can be withdrawn from.</summary>
    public static WithdrawalInput Of(WithdrawalRight right) =>
        new(Guid.NewGuid().ToString(), "", "", right.Lines.Where(line => line.Quantity > 0).ToDictionary(line => line.LineId, line => line.Quantity, StringComparer.Ordinal));

    /// <summary>As a form has it.</summary>
    public static WithdrawalInput Of(IFormCollection form) => new(
        form[IdField].ToString(), form[NameField].ToString().Trim(), form[EmailField].ToString().Trim(),
        form.Where(field => field.Key.StartsWith(UnitsField, StringComparison.Ordinal) && int.TryParse(field.Value.ToString(), out var units) && units > 0)
            .ToDictionary(field => field.Key[UnitsField.Length..], field => int.Parse(field.Value.ToString(), System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal));

    /// <summary>The form's field for a line.</summary>
    public static string FieldOf(string lineId) => UnitsField + lineId;

    /// <summary>Declares it. Nothing chosen is refused here: the contract reads it as everything.</summary>
    public DeclareWithdrawalRequest? ToRequest(string token, string language)
    {
        if (Name.Length == 0 || Units.Count == 0)
        {
            return null;
        }

        var request = new DeclareWithdrawalRequest { Token = token, WithdrawalId = WithdrawalId, Name = Name, Email = Email, Language = language };
        request.Lines.Add(Units.Select(units => new WithdrawnUnits { LineId = units.Key, Quantity = units.Value }));
        return request;
    }
}
