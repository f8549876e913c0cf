// Signs webhooks as their senders do and posts them: answers {status, reason, body} for each delivery.
// `by` is standardwebhooks or svix (those packages sign), or stripe, twilio, easypost, aftership (signed as their documentation says).
'use strict';
const { createHash, createHmac } = require('crypto');
const { serve } = require('../lib/script');
const standardwebhooks = require('standardwebhooks');
const svix = require('svix');

const mac = (algorithm, secret, text, encoding) => createHmac(algorithm, secret).update(text).digest(encoding);

/** Headers of a delivery; `secrets` are several while one replaces another. */
const schemes = {
  standardwebhooks: delivery => standard('webhook', standardwebhooks.Webhook, delivery),
  svix: delivery => standard('svix', svix.Webhook, delivery),
  // Svix's package, under the names of the standard.
  'svix-as-standard': delivery => standard('webhook', svix.Webhook, delivery),
  stripe: ({ secrets, timestamp, body }) => ({
    'stripe-signature': [`t=${timestamp}`, ...secrets.map(secret => `v1=${mac('sha256', secret, `${timestamp}.${body}`, 'hex')}`), 'v0=00'].join(','),
  }),
  twilio: ({ secrets, url, body, type }) => {
    const fields = type === 'application/x-www-form-urlencoded' ? [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1)) : [];
    return { 'x-twilio-signature': mac('sha1', secrets[0], url + fields.flat().join(''), 'base64') };
  },
  easypost: ({ secrets, body }) => ({ 'x-hmac-signature': `hmac-sha256-hex=${mac('sha256', secrets[0].normalize('NFKD'), body, 'hex')}` }),
  aftership: ({ secrets, body }) => ({ 'aftership-hmac-sha256': mac('sha256', secrets[0], body, 'base64') }),
};

function standard(names, Webhook, { secrets, id, timestamp, body }) {
  const signatures = secrets.map(secret => new Webhook(secret).sign(id, new Date(timestamp * 1000), body));
  return { [`${names}-id`]: id, [`${names}-timestamp`]: String(timestamp), [`${names}-signature`]: signatures.join(' ') };
}

serve({
  /** `altered` replaces what was signed: body, url, or headers by name. */
  async deliver({ by, url, secrets, deliveryId: id, secondsFromNow = 0, body, type = 'application/json', hashInQuery = false, altered = {} }) {
    const timestamp = Math.floor(Date.now() / 1000) + secondsFromNow;
    const address = hashInQuery ? `${url}?bodySHA256=${createHash('sha256').update(body).digest('hex')}` : url;
    const headers = schemes[by]({ secrets, id, timestamp, body, type, url: address });
    const answer = await fetch(altered.url ?? address, {
      method: 'POST',
      headers: { 'content-type': type, ...headers, ...(altered.headers ?? {}) },
      body: altered.body ?? body,
    });
    const text = await answer.text();
    return { status: answer.status, reason: text ? JSON.parse(text).reason : '', body: text };
  },
});
