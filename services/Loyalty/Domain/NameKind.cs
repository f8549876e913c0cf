namespace Omnichannel.Loyalty.Domain;

/// <summary>What somebody can be reached by.</summary>
public enum NameKind
{
    /// <summary>An e-mail address.</summary>
    Email = 1,

    /// <summary>A phone number.</summary>
    Phone = 2,
}
