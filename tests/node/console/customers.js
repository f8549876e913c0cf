// A customer with what the platform knows of them: consents, a sale in a store, an order in two parcels of which one is late. What comes from outside looks like HTML, or runs
// from right to left.
'use strict';
const { world, token, call, interactive } = require('./console.js');

const HTML = '<img src=x onerror="document.title=1">';
const HEBREW = 'שרה כהן';
const DAY = 86_400_000;
const PATIENCE_MS = 30_000;
const at = days => new Date(Date.now() + days * DAY).toISOString();

/** A new customer: { suffix, customer, email, people, sold, order, scan }. People are tokens: app, till, agent, ops. `scan` tells of a parcel, A or B. */
async function newCustomer() {
  const suffix = Math.random().toString(36).slice(2, 8);
  const customer = `anna-${suffix}`;
  const who = { suffix, customer, email: `anna.${suffix}@shop.example`, scan: (...scans) => scan(who, ...scans) };
  who.people = await makePeople(who);
  who.sold = await sellInStore(who);
  who.order = await sellOnline(who);
  return who;
}

async function makePeople({ suffix, customer, email }) {
  const people = {
    app: await token({ sub: customer, role: 'customer', channel: 'APP', device_id: `phone-${suffix}` }),
    till: await token({ sub: `till-${suffix}`, role: 'terminal', store_id: 'milano-1', actor: 'associate-7' }),
    agent: await token({ sub: 'agent-3', role: 'agent' }),
    ops: await token({ sub: 'ops-1', role: 'ops' }),
  };
  await call('PUT', `/v1/contacts/${customer}`, people.app, { details: { email, language: 'it', timeZone: 'Europe/Rome' } });
  await call('PUT', `/v1/customers/${customer}/profile`, people.app, { profile: { name: `${HTML} ${HEBREW}`, language: 'it', timeZone: 'Europe/Rome', birthday: '--05-12', interests: ['lamps'] } });
  await call('POST', '/v1/members', people.app, { memberId: customer });
  await call('POST', `/v1/contacts/${customer}/consents`, people.app, { purpose: 'CONSENT_PURPOSE_MARKETING', medium: 'MEDIUM_EMAIL', granted: false });
  await call('POST', `/v1/contacts/${customer}/consents`, people.app, { purpose: 'CONSENT_PURPOSE_SERVICE', medium: 'MEDIUM_EMAIL', granted: true, wordingVersion: 'service-2' });
  await call('POST', `/v1/customers/${customer}/identities`, people.agent,
    { identity: { kind: 'IDENTITY_KIND_EMAIL', value: email }, assurance: 'IDENTITY_ASSURANCE_VERIFIED', evidence: 'code by e-mail' });
  return people;
}

// As the README's tour has it: a cart from the app, taken over by a till and sold there.
async function sellInStore({ suffix, customer, people: { app, till } }) {
  const { cart } = await call('GET', '/v1/carts:active?market=IT', app);
  await call('POST', `/v1/carts/${cart.cartId}/lines`, app, { sku: 'MUG-02', quantity: 2 });
  const { code } = await call('POST', `/v1/carts/${cart.cartId}/handoffs`, app, {});
  await call('POST', '/v1/handoffs:claim', till, { code });
  const { cart: full } = await call('POST', `/v1/carts/${cart.cartId}/lines`, till, { sku: 'LAMP-01', quantity: 1 });
  const { checkout } = await call('POST', `/v1/carts/${cart.cartId}:checkoutInStore`, till, {
    expectedVersion: full.version, tenders: [{ kind: 'TENDER_KIND_CARD', reference: `terminal-${suffix}`, amount: full.totals.due }],
  });
  return come('the sale is an order', () => call('GET', `/v1/customers/${customer}/orders`, app).then(({ orders = [] }) => orders.find(({ orderNumber }) => orderNumber === checkout.orderNumber)));
}

// A marketplace's order in two parcels, one of which is late.
async function sellOnline(who) {
  const { suffix, customer, people: { ops } } = who;
  const { order } = await call('POST', '/v1/orders:record', ops, {
    order: {
      source: 'marketplace', externalId: `M-${suffix}`, customerId: customer, market: 'IT', currencyCode: 'EUR', channel: 'CHANNEL_WEB', placedAt: at(-3),
      lines: [
        { lineId: '1', sku: 'LAMP-01', title: `Desk lamp ${HTML}`, quantity: 2, unitPrice: '49.90', options: { colour: 'oak' } },
        { lineId: '2', sku: 'SCARF-03', title: `צעיף צמר`, quantity: 1, unitPrice: '35.00', discount: { currencyCode: 'EUR', amountMinor: '500' } },
      ],
      shipping: { currencyCode: 'EUR', amountMinor: '490' },
      tenders: [{ kind: 'TENDER_KIND_WALLET', reference: `wallet-${suffix}`, amount: { currencyCode: 'EUR', amountMinor: '13470' } }],
    },
  });
  const { promise } = await call('POST', `/v1/orders/${order.orderId}/promises`, ops, { earliestAt: at(1), latestAt: at(2) });
  await call('POST', `/v1/orders/${order.orderId}/promises/${promise.promiseId}:revise`, ops, { earliestAt: at(1.5), latestAt: at(2.5), reason: 'STRIKE_AT_THE_HUB' });
  for (const [number, lineId, quantity] of [['A', '1', 2], ['B', '2', 1]]) {
    await call('POST', `/v1/orders/${order.orderId}/shipments`, ops,
      { carrierCode: number === 'A' ? 'dhl' : 'gls', trackingNumber: parcel(suffix, number), trackingUri: number === 'A' ? 'https://carrier.example/track?n=1' : 'javascript:alert(1)', lines: [{ lineId, quantity }] });
  }
  await scan(who, 'dhl', 'A', [[-2, 'PICKED_UP', 'Milano', `Collected ${HTML}`], [-1.5, 'IN_TRANSIT', 'Bologna', 'At the hub'], [-1, 'IN_TRANSIT', 'Firenze', 'At the hub'], [-0.6, 'DELAYED', 'Firenze', 'Strike']], at(4));
  await scan(who, 'gls', 'B', [[-2, 'PICKED_UP', 'Milano', 'Collected'], [-1.2, 'OUT_FOR_DELIVERY', 'Roma', 'On the van'], [-1, 'DELIVERED', 'Roma', 'Delivered']]);
  return order;
}

const parcel = (suffix, name) => `${suffix.toUpperCase()}-${name}`;

function scan({ suffix, people }, carrierCode, name, scans, estimatedDeliveryAt) {
  return call('POST', '/v1/trackingEvents:ingest', people.ops, {
    reports: scans.map(([days, status, place, description]) => ({
      carrierCode, event: { trackingNumber: parcel(suffix, name), occurredAt: at(days), status: `SHIPMENT_STATUS_${status}`, place, description, ...(estimatedDeliveryAt ? { estimatedDeliveryAt } : {}) },
    })),
  });
}

/**
 * A sale of the web shop as it is an order. `who` buys: { suffix, customer, web }, a token with the channel WEB; `line` is what: { sku, quantity }; `details` are { contact, delivery }.
 */
async function buyOnline({ suffix, customer, web }, line, details) {
  const payments = await token({ sub: 'payments', role: 'service' });
  const { cart } = await call('GET', '/v1/carts:active?market=IT', web);
  const { cart: full } = await call('POST', `/v1/carts/${cart.cartId}/lines`, web, line);
  const { checkout } = await call('POST', `/v1/carts/${cart.cartId}/checkouts`, web, { expectedVersion: full.version, shippingOptionId: 'standard', ...details });
  await come('the checkout is ready', async () =>
    (await call('GET', `/v1/carts/${cart.cartId}/checkouts/${checkout.checkoutId}`, web)).checkout.state.endsWith('READY'));
  await call('POST', `/v1/carts/${cart.cartId}/checkouts/${checkout.checkoutId}:complete`, payments,
    { tenders: [{ kind: 'TENDER_KIND_CARD', reference: `card-${suffix}`, amount: checkout.totals.due }] });
  return come('the sale is an order', () => call('GET', `/v1/customers/${customer}/orders`, web).then(({ orders = [] }) => orders[0]));
}

/**
 * A member of the loyalty program with a purchase that earned, points by hand, a coupon and store credit: { suffix, member, cardNumber, app, ops, order, coupon }. App and ops are tokens.
 */
async function newMember() {
  const suffix = Math.random().toString(36).slice(2, 8);
  const member = `vera-${suffix}`;
  const [app, ops] = [await token({ sub: member, role: 'customer', channel: 'APP' }), await token({ sub: `ops-${suffix}`, role: 'ops' })];
  const { member: { cardNumber } } = await call('POST', '/v1/members', app, { memberId: member });
  const { order } = await call('POST', '/v1/orders:record', ops, {
    order: {
      source: 'marketplace', externalId: `V-${suffix}`, customerId: member, market: 'IT', currencyCode: 'EUR', channel: 'CHANNEL_WEB', placedAt: new Date().toISOString(),
      lines: [{ lineId: '1', sku: 'LAMP-01', title: `Desk lamp ${HTML}`, quantity: 2, unitPrice: '49.90' }],
      tenders: [{ kind: 'TENDER_KIND_CARD', reference: `card-${suffix}`, amount: { currencyCode: 'EUR', amountMinor: '9980' } }],
    },
  });
  await call('POST', `/v1/members/${member}:adjustPoints`, ops, { points: '300', reason: `Sorry ${HTML}` });
  const { coupons: [coupon] } = await call('POST', '/v1/coupons:issue', ops, { terms: { percent: '10', memberId: member }, count: 1 });
  await call('POST', `/v1/customers/${member}/storeCredit:issue`, ops, { amount: { currencyCode: 'EUR', amountMinor: '2500' }, market: 'IT', reason: 'Sorry' });
  await come('the purchase has earned', async () => (await call('GET', `/v1/members/${member}`, app)).member.balance.pending === '99');
  return { suffix, member, cardNumber, app, ops, order, coupon: coupon.code };
}

/** The page at a width, in these colours, and in a language where one is given. It is loaded again where that takes a new cookie. */
async function dress(visit, width, colours, language) {
  const { context, page } = visit;
  await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
  const wanted = [{ name: 'theme', value: colours, url: world.address }, ...(language ? [{ name: 'lang', value: language, url: world.address }] : [])];
  const kept = await context.cookies();
  if (wanted.some(({ name, value }) => kept.find(cookie => cookie.name === name)?.value !== value)) {
    await context.addCookies(wanted);
    await page.reload();
    await interactive(page);
  }
}

async function come(what, look) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await new Promise(resolve => setTimeout(resolve, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`It did not come to pass that ${what}.`);
}

module.exports = { HTML, HEBREW, newCustomer, newMember, buyOnline, dress, come };
