namespace Omnichannel.Messaging.Domain;

/// <summary>The parts of a contact that can be replaced by themselves.</summary>
[Flags]
public enum ContactParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>How the person is addressed.</summary>
    Name = 1,

    /// <summary>E-mail address.</summary>
    Email = 2,

    /// <summary>Phone number.</summary>
    Phone = 4,

    /// <summary>Language.</summary>
    Language = 8,

    /// <summary>Time zone.</summary>
    TimeZone = 16,

    /// <summary>Everything that a form asks for.</summary>
    Details = Name | Email | Phone | Language | TimeZone,

    /// <summary>The apps that take push messages.</summary>
    PushTokens = 32,

    /// <summary>The whole contact.</summary>
    All = Details | PushTokens,
}
