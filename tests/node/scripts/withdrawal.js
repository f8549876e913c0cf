// A withdrawal from outside: a guest buys three vases by the dear way, withdraws from two of them under /p without a script, gets the acknowledgement at once, posts them, and is refunded to the
// cent, with their part of the standard delivery.
'use strict';
const assert = require('node:assert/strict');
const { JsonClient, grpcClient, emit, inputs } = require('../lib');

const MARKET = 'IT';
const PATIENCE_MS = 120_000;

main().then(() => process.exit(0), failure => {
  console.error(failure);
  emit({ failed: failure.message });
  process.exit(1);
});

async function main() {
  const { http, grpc, tokens, run } = (await inputs().next()).value;
  const ops = new JsonClient(http, { token: tokens.ops });
  const agent = new JsonClient(http, { token: tokens.agent });
  const session = await new JsonClient(http).post('/v1/guestSessions', { channel: 'WEB' });
  const guest = new JsonClient(http, { token: session.access_token ?? session.accessToken });
  const payments = grpcClient(grpc, 'omnichannel.cart.v1.CheckoutService', { token: tokens.service, deadlineMs: 20_000 });
  const key = name => ({ idempotencyKey: `${run}-${name}` });
  const money = amountMinor => ({ currencyCode: 'EUR', amountMinor: String(amountMinor) });
  const item = (sku, price, more) => ({ sku, title: { texts: { en: sku, it: sku } }, category: 'home', prices: [{ market: MARKET, currencyCode: 'EUR', unitPrice: price }], ...more });
  const option = (shippingOptionId, cost) => ({ shippingOptionId, title: { texts: { en: shippingOptionId } }, cost: money(cost), minDays: 2, maxDays: 4 });
  const email = `guest-${run}@shop.example`;

  await ops.post('/v1/items:upsert', { items: [item('VASE', '33.33'), item('ENGRAVED', '10.00', { withdrawalException: 'WITHDRAWAL_EXCEPTION_MADE_TO_ORDER' })] });
  await ops.post('/v1/stock:set', { levels: ['VASE', 'ENGRAVED'].map(sku => ({ sku, locationId: 'warehouse', shipToMarkets: [MARKET], quantity: 1000, asOf: '2026-01-01T00:00:00Z' })) });
  await ops.put(`/v1/markets/${MARKET}/shippingOptions`, { shippingOptions: [option('standard', 490), option('express', 990)] });

  // 1. A guest buys: the cart says of each line, before the purchase, whether its contract can be withdrawn from.
  const { cart } = await guest.get('/v1/carts:active', { query: { market: MARKET } });
  await guest.post(`/v1/carts/${cart.cartId}/lines`, { sku: 'VASE', quantity: 3 }, key('vases'));
  const filled = (await guest.post(`/v1/carts/${cart.cartId}/lines`, { sku: 'ENGRAVED', quantity: 1 }, key('engraved'))).cart;
  assert.deepEqual(Object.fromEntries(filled.lines.map(line => [line.sku, line.withdrawalException])), { VASE: 'WITHDRAWAL_EXCEPTION_UNSPECIFIED', ENGRAVED: 'WITHDRAWAL_EXCEPTION_MADE_TO_ORDER' });
  const { checkout } = await guest.post(`/v1/carts/${cart.cartId}/checkouts`, {
    expectedVersion: filled.version, shippingOptionId: 'express', contact: { name: 'Ada', email, language: 'it', timeZone: 'Europe/Rome' },
    delivery: { recipientName: 'Ada', address: { addressLines: ['Via Brera 1'], postalCode: '20121', locality: 'Milano', regionCode: 'IT' } },
  }, key('begin'));
  const ready = await eventually('the checkout is ready', async () => {
    const now = (await guest.get(`/v1/carts/${cart.cartId}/checkouts/${checkout.checkoutId}`)).checkout;
    return now.state === 'CART_STATE_READY' ? now : undefined;
  });
  assert.deepEqual([ready.totals.due.amountMinor, ready.totals.standardShipping.amountMinor], [String(9999 + 1000 + 990), '490']);
  const tenders = [{ kind: 'TENDER_KIND_CARD', reference: `${run}-card`, amount: { currency_code: 'EUR', amount_minor: ready.totals.due.amountMinor } }];
  const { order_id: orderId } = (await eventually('it is sold', async () => {
    const answer = await payments.completeCheckout({ cart_id: cart.cartId, checkout_id: checkout.checkoutId, tenders }, key('paid'));
    return /CHECKED_OUT/.test(answer.checkout.state) ? answer : undefined;
  })).checkout;
  const order = await eventually('the order is there', () => guest.get(`/v1/orders/${orderId}`).then(found => found.order, () => undefined));
  const lineOf = sku => order.lines.find(line => line.sale.sku === sku).sale.lineId;
  await ops.post(`/v1/orders/${orderId}/shipments`, { carrierCode: 'dhl', trackingNumber: '00340434161094042564', lines: [] }, key('shipment'));
  await ops.post('/v1/trackingEvents:ingest', { reports: [{ carrierCode: 'dhl', event: { trackingNumber: '00340434161094042564', occurredAt: new Date().toISOString(), status: 'SHIPMENT_STATUS_DELIVERED' } }] });
  await eventually('Returns knows that they came', async () => {
    const answer = await agent.send('GET', `/v1/orders/${orderId}/returnEligibility`);
    return answer.json?.lines?.find(line => line.lineId === lineOf('VASE'))?.returnableQuantity === 3;
  });

  // 2. Two steps under /p: from two of the three vases, not from what was engraved.
  const page = new Visitor(http);
  const tracked = await page.submit('/p/orders', { number: order.orderNumber, contact: email });
  assert.match(tracked.text, /Recedere dal contratto qui/);
  const choice = await page.submit(`/p/withdraw?number=${order.orderNumber}`, { number: order.orderNumber, contact: email }, '/p/withdraw');
  assert.doesNotMatch(choice.text, /<script/i);
  assert.match(choice.text, /su misura/);
  assert.doesNotMatch(choice.text, new RegExp(`name="units.${lineOf('ENGRAVED')}"`));
  const withdrawalId = fieldOf(choice.text, 'withdrawal');
  const check = await page.post(choice.path, { __RequestVerificationToken: fieldOf(choice.text, '__RequestVerificationToken'), withdrawal: withdrawalId, name: 'Ada Lovelace', email, [`units.${lineOf('VASE')}`]: '2' });
  assert.match(check.text, /Conferma recesso/);
  assert.match(check.text, /Ada Lovelace/);
  assert.equal((await agent.send('GET', `/v1/withdrawalEvidence/${withdrawalId}`)).status, 404);
  const done = await page.post(`${choice.path}/confirm`, {
    __RequestVerificationToken: fieldOf(check.text, '__RequestVerificationToken'), withdrawal: withdrawalId, statement: fieldOf(check.text, 'statement'),
  });
  assert.match(done.text, /Hai esercitato il recesso/);

  // 3. The acknowledgement, at once, with the content, the date and the time; the proof is as it was written.
  const { evidence, intact, seal } = await agent.get(`/v1/withdrawalEvidence/${withdrawalId}`);
  assert.ok(intact);
  assert.deepEqual([evidence.name, evidence.email, evidence.withdrawal.lines.map(line => line.toReturn)], ['Ada Lovelace', email, [2]]);
  const mail = await eventually('it is acknowledged', async () => (await ops.get('/v1/mailbox', { query: { contactId: `withdrawal-${withdrawalId}` } })).items?.[0]);
  assert.match(mail.title, new RegExp(order.orderNumber));
  for (const part of [seal, 'Ada Lovelace', 'VASE', evidence.withdrawal.rmaCode, 'Europe/Rome']) assert.ok(mail.text.includes(part), `${part} is not in: ${mail.text}`);
  await eventually('Returns knows that it left', async () => (await agent.get(`/v1/withdrawalEvidence/${withdrawalId}`)).evidence.withdrawal.acknowledgedAt);

  // 4. Posted, looked at, refunded: two vases, and of the standard delivery the part that they are of the goods.
  const { returnId } = evidence.withdrawal;
  await ops.post(`/v1/returns/${returnId}:reportPosted`, { carrierCode: 'dhl', trackingNumber: 'R1' }, key('posted'));
  await ops.post(`/v1/returns/${returnId}:receive`, { lines: [] }, key('received'));
  await ops.post(`/v1/returns/${returnId}:inspect`, { inspections: [{ lineId: lineOf('VASE'), quantity: 2, grade: 'INSPECTION_GRADE_A', disposition: 'DISPOSITION_RESTOCKED' }] }, key('looked'));
  const delivery = Math.round(490 * 6666 / 10999);
  const refunded = await eventually('the money is on its way', async () => {
    const [paid] = (await guest.get(`/v1/orders/${orderId}/payments`)).payments.tenders;
    return Number(paid.beingRefunded?.amountMinor ?? 0) + Number(paid.refunded?.amountMinor ?? 0) || undefined;
  });
  assert.equal(refunded, 6666 + delivery);
  emit({ over: true, refunded });
}

// A browser without scripts: it keeps cookies, and follows.
class Visitor {
  constructor(http) {
    this.http = http;
    this.cookies = new Map();
  }

  async submit(path, fields, action = path) {
    const form = await this.ask(path);
    return this.post(action, { __RequestVerificationToken: fieldOf(form.text, '__RequestVerificationToken'), ...fields });
  }

  post(path, fields) {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async ask(path, options = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.http + path, { ...options, redirect: 'manual', headers: { cookie, 'accept-language': 'it' } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
      this.cookies.set(name, value);
    }
    const text = await answer.text();
    if (answer.status === 302) return this.ask(answer.headers.get('location'));
    assert.equal(answer.status, 200, `${path}: ${answer.status} ${text.replace(/<[^>]*>/g, ' ').slice(0, 600)}`);
    return { path, text: decode(text) };
  }
}

function decode(html) {
  return html.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))).replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function fieldOf(html, name) {
  const found = new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html);
  assert.ok(found, `no field ${name} in: ${html.slice(-1500)}`);
  return found[1];
}

async function eventually(what, look) {
  for (const since = Date.now(); Date.now() - since < PATIENCE_MS; await new Promise(resolve => setTimeout(resolve, 40))) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`It did not come to pass that ${what}.`);
}
