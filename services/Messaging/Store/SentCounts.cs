using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Messaging.Store;

/// <summary>How much was sent lately, what is on its way included. A caller holds what it counts until it has decided, so that no two messages take the last place.</summary>
internal static class SentCounts
{
    /// <summary>Advertising to the message's contact; the contact is locked.</summary>
    public static async Task<int> Marketing(UnitOfWork unit, MessageRow row) => row.LegalClass is not LegalClass.Marketing
        ? 0
        : (int)await unit.Sql.QueryFirst<long>(
            """
            select count(*) from messages
            where contact_id = @ContactId and message_id <> @MessageId and legal_class = @marketing and (sent_at > @since or state = @queued)
            """,
            new { row.ContactId, row.MessageId, queued = (long)MessageState.Queued, marketing = LegalClass.Marketing.Name(), since = (unit.Now - Permission.CapWindow).ToMicros() });

    /// <summary>
    /// Everything but transactional and statutory messages to each address that this message may go to, whoever's contact it stood in. Addresses are locked in the order of their hashes, so
    /// that two messages never wait for each other.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Medium, int>> ToAddresses(UnitOfWork unit, MessageRow row, Contact? contact, AddressHashes hashes)
    {
        var sent = new Dictionary<Medium, int>();
        if (row.LegalClass.IsOwed() || contact is null)
        {
            return sent;
        }

        var addresses = row.Media.Where(medium => contact.AddressFor(medium).Length > 0).Select(medium => (Medium: medium, Hash: hashes.OfBox(medium, contact.AddressFor(medium))));
        foreach (var (medium, hash) in addresses.OrderBy(address => address.Hash, StringComparer.Ordinal))
        {
            await unit.Sql.Lock($"address/{hash}");
            sent[medium] = (int)await unit.Sql.QueryFirst<long>(
                """
                select count(*) from messages
                where box_hash = @hash and box_hash <> '' and message_id <> @MessageId and legal_class <> @transactional and legal_class <> @statutory and (sent_at > @since or state = @queued)
                """,
                new { hash, row.MessageId, queued = (long)MessageState.Queued, transactional = LegalClass.Transactional.Name(), statutory = LegalClass.Statutory.Name(), since = (unit.Now - Permission.AddressCapWindow).ToMicros() });
        }

        return sent;
    }
}
