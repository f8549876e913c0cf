using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Text;

namespace Omnichannel.Loyalty.Transport;

/// <summary>
/// Finds cards for whoever knows code and PIN. The PIN is a keyed hash of the card under the installation's key: it can be told again and checked, and stands nowhere. A wrong
/// PIN looks like a code that does not exist, and both count as guesses.
/// </summary>
public sealed class GiftCards(GuessLimits guesses, WalletQueries queries, KeyedHash hash)
{
    private static readonly GuessKind Cards = new("loyalty.gift-card");

    /// <summary>Answers a call that names a card by its code; that there is none such counts.</summary>
    internal async Task<T> Answer<T>(string typed, Guesser who, Func<string, Task<T>> answer)
    {
        // What is no code is nobody's: it counts for whoever types it.
        var code = CardCodes.Read(typed);
        return await guesses.Answer(
            Cards, who, code is null ? [] : [code], CardNotFound.Name, () => code is null ? throw new RefusedException(new CardNotFound()) : answer(code)).ConfigureAwait(false);
    }

    /// <summary>The card, while it belongs to whoever has it.</summary>
    internal Task<WalletView> Find(string typed, string pin, Guesser who, CancellationToken cancellation) => Answer(
        typed,
        who,
        async code => await queries.FindCard(code, cancellation).ConfigureAwait(false) is { Wallet.MemberId: null } card && Fits(card.Wallet, pin)
            ? card
            : throw new RefusedException(new CardNotFound()));

    /// <summary>A card's PIN.</summary>
    internal string PinOf(Wallet card)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash.Of("gift-card-pin", $"{card.WalletId}\n{card.Code}"));
        return (number % (ulong)Math.Pow(10, CardCodes.PinLength)).ToString("D" + CardCodes.PinLength.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a PIN is the card's; takes as long either way.</summary>
    internal bool Fits(Wallet card, string pin) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(PinOf(card)), Encoding.UTF8.GetBytes(pin.Trim()));
}
