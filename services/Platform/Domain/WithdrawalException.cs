namespace Omnichannel.Platform.Domain;

/// <summary>Why the right to withdraw from a contract at a distance does not cover something: the letters of Article 16 of Directive 2011/83/EU.</summary>
public enum WithdrawalException
{
    /// <summary>It does.</summary>
    None,

    /// <summary>(b) Its price follows a financial market.</summary>
    PriceFluctuates,

    /// <summary>(c) Made to the customer's specification, or clearly personalised.</summary>
    MadeToOrder,

    /// <summary>(d) It perishes soon.</summary>
    Perishable,

    /// <summary>(e) Sealed for health or hygiene: lost by unsealing it.</summary>
    SealedHygiene,

    /// <summary>(f) Mixed inseparably with other things once it is delivered.</summary>
    Mixed,

    /// <summary>(i) A sealed recording or program: lost by unsealing it.</summary>
    SealedRecording,

    /// <summary>(j) A newspaper or magazine.</summary>
    Periodical,

    /// <summary>(l) Lodging, transport, catering or leisure for a date.</summary>
    DatedService,

    /// <summary>(m) Digital content without a carrier: lost when it begins with the customer's consent.</summary>
    DigitalContent,
}
