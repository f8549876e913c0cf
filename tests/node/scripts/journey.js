// One shopper's journey across web, app and store, and everything that follows from it, from outside: HTTP and SSE as pages and apps speak them, grpc-js as tills
// and agents do. The guest's page edits its cart by the web client, and the till by the .NET client, which the test that runs this script has: it is asked by
// { till: ... } and answers with a line. Every call is repeated with its idempotency key until it is answered, as real devices do: the processes may die and come back at any moment.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { generateSync } = require('otplib');
const { JsonClient, HttpError, GrpcError, grpcClient, emit, inputs, proveLedger } = require('../lib');

const MARKET = 'IT';
const PATIENCE_MS = 180_000;
const LONG_WAIT_MS = 20_000;

main().then(() => process.exit(0), failure => {
  console.error(failure);
  emit({ failed: failure.message });
  process.exit(1);
});

async function main() {
  const told = inputs();
  const { http, grpc, tokens, run, carrierPayload } = (await told.next()).value;
  const world = new World(http, grpc, tokens, run, carrierPayload);
  world.askTill = async scans => {
    emit({ till: scans });
    return (await told.next()).value;
  };
  for (const step of [prepare, guestBecomesCustomer, sellAtTheTill, shipAnOrder, countPoints, readTheMail, returnAtTheTill, countTheShelves, askTheAgent]) {
    await step(world);
    emit({ done: step.name });
  }
  emit({ over: true });
}

class World {
  constructor(http, grpc, tokens, run, carrierPayload) {
    this.http = http;
    this.tokens = tokens;
    this.run = run;
    this.carrierPayload = carrierPayload;
    this.customer = tokens.customerId;
    this.devices = tokens.devices;
    const json = token => new Reliable(new JsonClient(http, { token }), () => {});
    const rpc = (service, token) => new Proxy({}, {
      get: (_, method) => (request, options = {}) => reliably(() => grpcClientOf(grpc, service)[method](request, { token, ...options })),
    });
    this.anonymous = json(undefined);
    this.web = json(tokens.web);
    this.app = json(tokens.app);
    this.ops = json(tokens.ops);
    this.guestOf = token => json(token);
    this.till = {
      cart: rpc('omnichannel.cart.v1.CartService', tokens.till), checkout: rpc('omnichannel.cart.v1.CheckoutService', tokens.till),
      catalogue: rpc('omnichannel.cart.v1.CatalogueService', tokens.till), returns: rpc('omnichannel.returns.v1.ReturnsService', tokens.till),
      holds: rpc('omnichannel.loyalty.v1.HoldService', tokens.till),
      tills: rpc('omnichannel.loyalty.v1.TillService', tokens.till),
    };
    this.payments = { checkout: rpc('omnichannel.cart.v1.CheckoutService', tokens.service) };
    this.agent = { support: rpc('omnichannel.support.v1.SupportContextService', tokens.agent), loyalty: rpc('omnichannel.loyalty.v1.LoyaltyService', tokens.agent) };
  }

  key(name) { return `${this.run}-${name}`; }
  seq(device) { this.sequences ??= {}; return this.sequences[device] = (this.sequences[device] ?? 0) + 1; }

  // One operation of a device (the token's), sent again until answered: its number makes it happen once.
  async operate(client, device, cartId, operation, baseVersion = 0) {
    const deviceSeq = this.seq(`${cartId}/${device}`);
    const body = { deviceId: device, operations: [{ deviceSeq, baseVersion, occurredAt: new Date().toISOString(), ...operation }] };
    const answer = await client.post(`/v1/carts/${cartId}:apply`, body);
    const [result] = answer.results;
    assert.ok(['OPERATION_OUTCOME_APPLIED', 'OPERATION_OUTCOME_MERGED', 'OPERATION_OUTCOME_DUPLICATE'].includes(result.outcome), JSON.stringify(result));
    return answer.cart;
  }
}

async function prepare(world) {
  const { ops, agent, customer } = world;
  const item = (sku, gtin, title, category, price) =>
    ({ sku, gtins: [gtin], title: { texts: { en: title, it: title } }, category, prices: [{ market: MARKET, currencyCode: 'EUR', unitPrice: price }] });
  await ops.post('/v1/items:upsert', { items: [
    item('LAMP', '4006381333931', 'Desk lamp', 'home/lighting', '49.90'), item('MUG', '5901234123457', 'Mug', 'home/kitchen', '12.00'),
    item('SCARF', '96385074', 'Scarf', 'fashion/accessories', '35.00'),
    { ...item('HAM', '2212345000005', 'Prosciutto', 'food/ham', '19.90'), measure: 'MEASURE_GRAM' }] });
  await ops.put(`/v1/markets/${MARKET}/measureCodes`, { measureCodes: [{ prefix: '22', itemDigits: 5, valueDigits: 5, decimals: 3, kind: 'KIND_WEIGHT' }] });
  await ops.post('/v1/stores:upsert', { stores: [{ storeId: 'milano-1', name: 'Milano', market: MARKET, timeZone: 'Europe/Rome', pickupOffered: true }] });
  // Enough for every journey that is made on one system: ham is counted in grams.
  const level = (sku, locationId, more = {}) => ({ sku, locationId, quantity: 100_000, asOf: '2026-01-01T00:00:00Z', ...more });
  await ops.post('/v1/stock:set', { levels: ['LAMP', 'MUG', 'SCARF', 'HAM'].flatMap(sku => [level(sku, 'milano-1'), level(sku, 'warehouse', { shipToMarkets: [MARKET] })]) });
  world.stock = await stockOf(world);
  await ops.put(`/v1/markets/${MARKET}/shippingOptions`, { shippingOptions: [
    { shippingOptionId: 'standard', title: { texts: { en: 'Standard' } }, cost: { currencyCode: 'EUR', amountMinor: '490' }, minDays: 2, maxDays: 4 }] });
  await ops.post('/v1/programs', { document: JSON.stringify({
    program_id: 'default', effective_from: new Date(Date.now() - 1000).toISOString(), points_name: { en: 'points' }, pending_days: 0, expiry_days: 365, restore_grace_days: 30,
    earn_rules: [{ rule_id: 'base', points_per_unit: 1 }], redemption_rates: [{ currency_code: 'EUR', points: 100, amount_minor: 100 }], minimum_redemption: 1, time_zone: 'Europe/Rome',
    tiers: [{ tier_id: 'basic', title: { en: 'Basic' } }], staff_limits: [{ role: 'AGENT', per_call: 10_000 }] }) },
    { idempotencyKey: world.key('program') });
  await ops.post('/v1/coupons:issue', { codes: [world.coupon = `ONCE-${world.run}`.toUpperCase()], terms: { percent: '10', maxRedemptions: 1 } }, { idempotencyKey: world.key('coupon') });
  await world.app.put(`/v1/contacts/${customer}`, { details: { name: 'Cliente', email: `${customer}@shop.example`, language: 'it', timeZone: 'Europe/Rome' } });
  await world.app.post('/v1/members', { memberId: customer }, { idempotencyKey: world.key('enrol') });
  await agent.loyalty.adjustPoints({ member_id: customer, points: 1000, reason: 'Goodwill after a call' }, { idempotencyKey: world.key('goodwill') });
}

// 1. A guest fills a cart on the web and signs in; the app, which has a cart of its own, watches the merge.
async function guestBecomesCustomer(world) {
  const { web, app, customer } = world;
  const mine = (await app.get('/v1/carts:active', { query: { market: MARKET } })).cart;
  world.cartId = mine.cartId;
  await world.operate(app, world.devices.app, mine.cartId, { add: { sku: 'MUG', quantity: 1 } });
  world.watch = new CartWatch(app, mine.cartId);
  await world.watch.until(cart => quantities(cart).MUG === 1);

  const session = await world.anonymous.post('/v1/guestSessions', { channel: 'WEB' });
  const guest = world.guestOf(session.access_token ?? session.accessToken);
  const guestCart = (await guest.get('/v1/carts:active', { query: { market: MARKET } })).cart;
  assert.notEqual(guestCart.cartId, mine.cartId);
  const page = await WebPage.open(world, session);
  await page.cart.add('LAMP');
  await page.cart.add('MUG', 2);
  await page.settle();
  assert.deepEqual([page.cart.view.cartId, quantities(page.cart.view)], [guestCart.cartId, { LAMP: 1, MUG: 2 }]);
  await refused(404, () => web.get(`/v1/carts/${guestCart.cartId}`));

  const body = { guestToken: session.access_token ?? session.accessToken, market: MARKET, strategy: 'MERGE_STRATEGY_MAX', language: 'it' };
  const [merged, again] = await Promise.all([
    web.post('/v1/carts:mergeGuest', body, { idempotencyKey: world.key('merge-web') }), web.post('/v1/carts:mergeGuest', body, { idempotencyKey: world.key('merge-app') })]);
  assert.equal(merged.mergeId, again.mergeId);
  assert.deepEqual(quantities(merged.cart), { MUG: 2, LAMP: 1 });
  const lines = Object.fromEntries(merged.lines.map(line => [line.sku, line]));
  assert.equal(lines.LAMP.outcome, 'MERGE_OUTCOME_ADDED');
  assert.equal(lines.MUG.outcome, 'MERGE_OUTCOME_RAISED');
  for (const line of merged.lines) assert.ok(line.explanation.length > 5, 'each line is explained');
  assert.equal(merged.cart.ownerId, customer);
  page.signIn(world.tokens.web);
  await page.settle();
  assert.deepEqual([page.redirect, quantities(page.cart.view)], [{ from: guestCart.cartId, to: mine.cartId }, { MUG: 2, LAMP: 1 }]);
  await page.cart.close();
  await world.watch.until(cart => same(quantities(cart), { MUG: 2, LAMP: 1 }));
}

// 2. The till joins the live cart, scans a scarf and a piece of ham with its weight in the code, and sells all with a coupon and points: once, although it sends the sale
// three times.
async function sellAtTheTill(world) {
  const { app, till, cartId } = world;
  const handoff = await app.post(`/v1/carts/${cartId}/handoffs`, {}, { idempotencyKey: world.key('handoff') });
  assert.match(handoff.qrSvg, /<svg/);
  const claimed = await till.cart.claimHandoff({ code: handoff.code }, { idempotencyKey: world.key('claim') });
  assert.equal(claimed.cart.cart_id, cartId);
  await refused('NOT_FOUND', () => till.cart.claimHandoff({ code: handoff.code }, { idempotencyKey: world.key('claim-again') }));
  const { item } = await till.catalogue.lookupItem({ scan: '96385074', market: MARKET, store_id: 'milano-1' });
  assert.equal(item.sku, 'SCARF');
  const ham = await till.catalogue.lookupItem({ scan: '2212345004553', market: MARKET, store_id: 'milano-1' });
  assert.deepEqual([ham.item.sku, ham.item.measure, ham.quantity, ham.price.unit_price], ['HAM', 'MEASURE_GRAM', 455, '19.9']);
  const scanned = await world.askTill({ cartId, market: MARKET, scans: [{ sku: item.sku, quantity: 1 }, { sku: ham.item.sku, quantity: ham.quantity }] });
  assert.deepEqual(quantities(scanned), { MUG: 2, LAMP: 1, SCARF: 1, HAM: 455 });
  await world.watch.until(cart => quantities(cart).SCARF === 1 && quantities(cart).HAM === 455);

  // 49.90 + 2 x 12.00 + 35.00 + 455 g x 19.90 = 9.05: 117.95; coupon 10 % = 11.80; 500 points = 5.00; due 101.15.
  const sale = {
    cart_id: cartId, expected_version: scanned.version, coupon_codes: [world.coupon], points_to_redeem: 500,
    tenders: [{ kind: 'TENDER_KIND_CARD', reference: world.key('card'), amount: { currency_code: 'EUR', amount_minor: '10115' } }],
  };
  const answers = await Promise.all([1, 2, 3].map(() => completed(() => till.checkout.checkoutInStore(sale, { idempotencyKey: world.key('sale') }))));
  assert.equal(new Set(answers.map(answer => answer.checkout.order_id)).size, 1);
  world.storeOrder = answers[0].checkout.order_id;
  assert.equal(answers[0].checkout.totals.due.amount_minor, '10115');
  await world.watch.until(cart => (cart.lines ?? []).length === 0 && Number(cart.generation) === 2);
}

// 3. A second order from the app is shipped; news of the parcel comes late, twice and in the wrong order.
async function shipAnOrder(world) {
  const { app, ops, payments, cartId, customer } = world;
  const cart = await world.operate(app, world.devices.app, cartId, { add: { sku: 'LAMP', quantity: 1 } });
  const began = await app.post(`/v1/carts/${cartId}/checkouts`, {
    expectedVersion: cart.version, shippingOptionId: 'standard',
    contact: { name: 'Cliente', email: `${customer}@shop.example`, language: 'it', timeZone: 'Europe/Rome' },
    delivery: { recipientName: 'Cliente', address: { addressLines: ['Via Brera 1'], postalCode: '20121', locality: 'Milano', regionCode: 'IT' } },
  }, { idempotencyKey: world.key('begin') });
  const checkoutId = began.checkout.checkoutId;
  const ready = await eventually('the checkout is ready', async () => {
    const { checkout } = await app.get(`/v1/carts/${cartId}/checkouts/${checkoutId}`);
    return checkout.state === 'CART_STATE_READY' || checkout.state === 'READY' ? checkout : undefined;
  });
  assert.equal(ready.totals.due.amountMinor, '5480');
  await refused(403, () => app.post(`/v1/carts/${cartId}/checkouts/${checkoutId}:complete`, { tenders: [] }, { idempotencyKey: world.key('self-paid') }));
  const paid = { cart_id: cartId, checkout_id: checkoutId, tenders: [{ kind: 'TENDER_KIND_CARD', reference: world.key('card-2'), amount: { currency_code: 'EUR', amount_minor: '5480' } }] };
  const done = await completed(() => payments.checkout.completeCheckout(paid, { idempotencyKey: world.key('paid') }));
  world.webOrder = done.checkout.order_id;

  await eventually('both orders are in the app', async () => {
    const { orders } = await app.get(`/v1/customers/${customer}/orders`);
    return same(orders.map(order => order.orderId).sort(), [world.storeOrder, world.webOrder].sort());
  });
  const trackingNumber = world.carrierPayload?.trackingNumber ?? `JD0${world.run.replace(/\D/g, '').padStart(10, '7').slice(-10)}`;
  const carrierCode = world.carrierPayload?.carrierCode ?? 'dhl';
  await ops.post(`/v1/orders/${world.webOrder}/shipments`, { carrierCode, trackingNumber, lines: [] }, { idempotencyKey: world.key('shipment') });
  const at = minutes => new Date(Date.now() + minutes * 60_000).toISOString();
  const news = (status, minutes) => ({ carrierCode, event: { trackingNumber, occurredAt: at(minutes), status: `SHIPMENT_STATUS_${status}` } });
  const times = { PICKED_UP: news('PICKED_UP', -50), IN_TRANSIT: news('IN_TRANSIT', -40), OUT_FOR_DELIVERY: news('OUT_FOR_DELIVERY', -20), DELIVERED: news('DELIVERED', -5) };
  const ingest = async (...reports) => (await ops.post('/v1/trackingEvents:ingest', { reports })).results;
  const statusIs = expected => eventually(`the parcel is ${expected}`, async () => {
    const { order } = await app.get(`/v1/orders/${world.webOrder}`);
    const status = order.shipments[0].status.replace('SHIPMENT_STATUS_', '');
    return status === expected ? order : undefined;
  });

  await ingest(times.IN_TRANSIT);
  await statusIs('IN_TRANSIT');
  // Nobody is told that a parcel is under way when it has been delivered: the news goes on when this message is out, however long a process was away.
  await eventually('the shipped message is there', async () => (await mailbox(world)).some(isShipped));
  await ingest(times.PICKED_UP, times.IN_TRANSIT);
  await statusIs('IN_TRANSIT');
  await ingest(times.OUT_FOR_DELIVERY, times.PICKED_UP);
  await statusIs('OUT_FOR_DELIVERY');
  if (world.carrierPayload) {
    const [answer] = await ingest({ carrierCode, rawPayload: world.carrierPayload.json });
    assert.ok(!answer.refusal, JSON.stringify(answer));
    assert.ok(answer.acceptedEvents + answer.duplicateEvents > 0, 'the real answer brought events');
  }
  await ingest(times.DELIVERED, times.DELIVERED);
  await ingest(times.OUT_FOR_DELIVERY, times.IN_TRANSIT, times.DELIVERED);
  const order = await statusIs('DELIVERED');
  assert.match(order.status, /DELIVERED/);
  const { explanation, language } = await app.get(`/v1/orders/${world.webOrder}:explain`, { query: { language: 'it' } });
  assert.equal(language, 'it');
  assert.ok(explanation.length > 10);
}

// 4. Points were pending and are active; of twenty redemptions of all of them at once, one succeeds; the statement adds up.
async function countPoints(world) {
  const { web, app, till, ops, customer } = world;
  // Store order: net 101.15 => lines' points; web order: 49.90 => 49. The rule is per line, so the sum is read from the statement and checked against the balance.
  const balance = await eventually('points of both orders are active', async () => {
    const entries = await statement(app, customer);
    const orders = new Set(entries.filter(entry => entry.kind === 'ENTRY_KIND_ACTIVATE').map(entry => entry.orderId));
    const answer = await app.get(`/v1/members/${customer}/balance`);
    return orders.has(world.storeOrder) && orders.has(world.webOrder) && Number(answer.balance.pending) === 0 ? answer.balance : undefined;
  });
  const entries = await statement(app, customer);
  const sum = account => entries.flatMap(entry => entry.postings).filter(posting => posting.account === `LEDGER_ACCOUNT_${account}`).reduce((total, posting) => total + Number(posting.points), 0);
  assert.equal(sum('ACTIVE'), Number(balance.active));
  assert.equal(entries.flatMap(entry => entry.postings).reduce((total, posting) => total + Number(posting.points), 0), 0);
  assert.equal(sum('REDEEMED'), 500);
  for (const order of [world.storeOrder, world.webOrder]) {
    const of = kind => entries.filter(entry => entry.kind === kind && entry.orderId === order).reduce((total, entry) => total + Math.abs(Number(entry.points)), 0);
    assert.ok(of('ENTRY_KIND_EARN_PENDING') > 0);
    assert.equal(of('ENTRY_KIND_EARN_PENDING'), of('ENTRY_KIND_ACTIVATE'));
  }

  // A till spends for whoever is there: the app shows a code.
  const { presence } = await present(world);
  await assert.rejects(till.holds.holdPoints({ member_id: customer, points: '1' }, { idempotencyKey: world.key('bare-id') }), { reason: 'PRESENCE_REQUIRED' });

  const all = Number(balance.active);
  const attempts = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
    const key = world.key(`redeem-${i}`);
    try {
      if (i % 3 === 2) return (await till.holds.holdPoints({ member_id: customer, points: String(all), presence_id: presence.presence_id }, { idempotencyKey: key })).hold.hold_id;
      return (await [web, app][i % 3].post(`/v1/members/${customer}/holds`, { points: String(all) }, { idempotencyKey: key })).hold.holdId;
    } catch (failure) {
      assert.equal(failure.reason, 'INSUFFICIENT_POINTS', failure.message);
      return undefined;
    }
  }));
  const [hold, ...more] = attempts.filter(Boolean);
  assert.ok(hold, 'one redemption succeeds');
  assert.equal(more.length, 0, 'only one');
  await app.post(`/v1/members/${customer}/holds/${hold}:capture`, { points: String(all - 100) }, { idempotencyKey: world.key('capture') });
  world.activePoints = Number((await app.get(`/v1/members/${customer}/balance`)).balance.active);
  assert.equal(world.activePoints, 100);
  const { findings, proof } = await reliably(() => proveLedger(ops, { memberId: customer }));
  assert.deepEqual(findings, []);
  assert.deepEqual([proof.valid, proof.members], [true, '1']);
}

// A code may be over before a till that was down has passed it on: the app shows the next one.
async function present(world) {
  const { app, till, customer } = world;
  const { secret, digits, periodSeconds: period, scanPrefix } = await app.post(`/v1/members/${customer}:provisionCode`, {});
  for (let shown = 1; ; shown++) {
    try {
      const scan = scanPrefix + generateSync({ secret, algorithm: 'sha256', digits, period });
      return await till.tills.provePresence({ scan }, { idempotencyKey: world.key(`presence-${shown}`) });
    } catch (failure) {
      if (failure.reason !== 'PRESENCE_NOT_PROVED' || shown === 3) throw failure;
    }
  }
}

// 5. One confirmation, one shipped and one delivered message, in Italian; a campaign without consent was not sent; each says why.
async function readTheMail(world) {
  const { ops, app, customer } = world;
  const mail = () => mailbox(world);
  const named = (items, pattern) => items.filter(item => pattern.test(`${item.journeyId}/${item.stepId}`) && !/out/.test(item.journeyId));
  const count = (pattern, order) => items.filter(item => pattern.test(`${item.journeyId}/${item.stepId}`) && item.subjectId.startsWith(order)).length;
  const items = await eventually('all messages are there', async () => {
    const found = await mail();
    return named(found, /confirmation/).length >= 2 && [/shipped/, /delivered/].every(pattern => named(found, pattern).length >= 1) ? found : undefined;
  });
  assert.equal(count(/confirmation/, world.webOrder), 1);
  assert.equal(count(/confirmation/, world.storeOrder), 1);
  for (const item of items) assert.equal(item.language, 'it', `${item.journeyId} is in Italian`);
  const receipt = items.find(item => /confirmation/.test(item.stepId + item.journeyId) && item.subjectId.startsWith(world.storeOrder));
  assert.match(receipt.text, /455 g Prosciutto/);
  for (const pattern of [/shipped/, /delivered/]) assert.equal(named(items, pattern).length, 1, String(pattern));
  const explained = await app.get(`/v1/messages/${items[0].messageId}:explain`, { query: { language: 'it' } });
  assert.ok(explained.explanation.length > 10 && explained.decisions.length > 0);

  const campaign = await ops.post('/v1/campaigns', {
    campaignId: world.key('sale'), legalClass: 'LEGAL_CLASS_MARKETING', purpose: 'CONSENT_PURPOSE_MARKETING', medium: 'MEDIUM_EMAIL',
    title: { texts: { en: 'Sale' } }, text: { texts: { en: 'Everything must go' } }, contactIds: [customer],
  }, { idempotencyKey: world.key('campaign') });
  const suppressed = await eventually('the campaign is decided', async () => {
    const explanation = await app.get(`/v1/messages/${campaign.results[0].messageId}:explain`, { query: { language: 'en' } });
    return explanation.message.state === 'MESSAGE_STATE_SUPPRESSED' ? explanation : undefined;
  });
  assert.match(suppressed.message.reason, /CONSENT/);
  assert.ok(suppressed.explanation.length > 10);
  assert.ok(!(await mail()).some(item => item.title === 'Sale'));
}

// 6. A return that was begun in the app, of the scarf and some of the ham, is finished at the till: one refund instruction, the points of exactly these goods go back.
async function returnAtTheTill(world) {
  const { app, till, agent, customer } = world;
  const { order } = await app.get(`/v1/orders/${world.storeOrder}`);
  const [scarf, ham] = ['SCARF', 'HAM'].map(sku => order.lines.map(line => line.sale).find(sale => sale.sku === sku));
  assert.deepEqual([ham.measure, ham.quantity, ham.unitPrice, ham.lineTotal.amountMinor], ['MEASURE_GRAM', 455, '19.9', '905']);
  const { lineId } = scarf;
  const eligibility = await eventually('the order can be returned', async () => {
    // Returns learns of an order by its event: until then there is none.
    const answer = await unlessUnknown(() => app.get(`/v1/orders/${world.storeOrder}/returnEligibility`));
    return answer?.lines.find(line => line.lineId === lineId)?.returnableQuantity === 1 ? answer : undefined;
  });
  assert.ok(eligibility.lines.every(line => line.decision || line.refusal), 'the deciding rule is named');
  assert.match(eligibility.lines.find(line => line.lineId === ham.lineId).explanation, /455 g/);
  const body = { orderId: world.storeOrder, lines: [{ lineId, quantity: 1, resolution: 'RESOLUTION_REFUND', reason: 'RETURN_REASON_TOO_SMALL' }, { lineId: ham.lineId, quantity: 155, resolution: 'RESOLUTION_REFUND', reason: 'RETURN_REASON_DAMAGED_IN_TRANSIT' }] };
  const begun = await app.post('/v1/returns', body, { idempotencyKey: world.key('return') });
  await refused(409, () => app.post('/v1/returns', body, { idempotencyKey: world.key('return-again') }));
  const rma = begun.goodsReturn.rmaCode;
  const finish = { rma_code: rma, inspections: [
    { line_id: lineId, quantity: 1, grade: 'INSPECTION_GRADE_A', disposition: 'DISPOSITION_RESTOCKED' },
    { line_id: ham.lineId, quantity: 155, grade: 'INSPECTION_GRADE_C', disposition: 'DISPOSITION_NOT_RESTOCKED' }] };
  const finished = await Promise.all([1, 2, 3].map(() => till.returns.completeReturnInStore(finish, { idempotencyKey: world.key('finish') })));
  world.returnId = finished[0].goods_return.return_id;
  assert.equal(new Set(finished.map(answer => answer.goods_return.refund.refund_id)).size, 1);

  // 155 g of 455: that part of what was paid, and of the points.
  const part = whole => Math.round(Number(whole) * 155 / 455);
  assert.equal(Number(finished[0].goods_return.refund.amount.amount_minor), Number(scarf.netTotal.amountMinor) + part(ham.netTotal.amountMinor));
  // One point per whole euro that was paid for the line.
  const pointsOf = sale => Math.floor(Number(sale.netTotal.amountMinor) / 100);
  const reversed = await eventually('the points are reversed', async () => {
    const entries = (await statement(app, customer)).filter(entry => entry.returnId === world.returnId);
    return entries.some(entry => entry.kind === 'ENTRY_KIND_CLAWBACK') && entries.some(entry => entry.kind === 'ENTRY_KIND_RESTORE') ? entries : undefined;
  });
  const total = kind => reversed.filter(entry => entry.kind === kind).reduce((sum, entry) => sum + Math.abs(Number(entry.points)), 0);
  assert.equal(total('ENTRY_KIND_CLAWBACK'), pointsOf(scarf) + part(pointsOf(ham)));
  assert.equal(total('ENTRY_KIND_RESTORE'), Number(scarf.pointsRedeemed) + part(ham.pointsRedeemed));
  const isRefund = entry => entry.event_name === 'omnichannel.orders.v1.RefundRequested' && entry.facts.return_id === world.returnId;
  const timeline = await eventually('the refund is on the timeline', async () => {
    const entries = await wholeTimeline(agent, customer);
    return entries.some(isRefund) ? entries : undefined;
  });
  assert.equal(timeline.filter(isRefund).length, 1);
}

// 7. What was sold is gone from the shelves and the warehouse, and the scarf, that was put back, is there again.
async function countTheShelves(world) {
  const expected = { store: { LAMP: -1, MUG: -2, SCARF: 0, HAM: -455 }, warehouse: { LAMP: -1, MUG: 0, SCARF: 0, HAM: 0 } };
  await eventually('stock is as it was sold', async () => {
    const now = await stockOf(world);
    const moved = place => Object.fromEntries(Object.keys(expected[place]).map(sku => [sku, now[place][sku] - world.stock[place][sku]]));
    return same({ store: moved('store'), warehouse: moved('warehouse') }, expected);
  });
}

// 8. The agent sees all of it, in order, from one call.
async function askTheAgent(world) {
  const { agent, customer } = world;
  const context = await eventually('the context is complete', async () => {
    const answer = await agent.support.getContext({ customer_id: customer, language: 'en' });
    return answer.orders.length === 2 && answer.returns.length === 1 && answer.loyalty && answer.messages.length > 0 ? answer : undefined;
  });
  assert.deepEqual(context.orders.map(order => order.order_id).sort(), [world.storeOrder, world.webOrder].sort());
  assert.equal(context.order_count, 2);
  // Lamp, two mugs, scarf, ham: what is weighed is one thing.
  assert.equal(context.orders.find(order => order.order_id === world.storeOrder).item_count, 5);
  assert.equal(context.returns[0].return_id, world.returnId);
  const happened = { OrderPlaced: 2, CartMerged: 1, GuestLinked: 1, CartHandedOff: 1, PromiseMade: 1, PromiseKept: 1, OrderDelivered: 2, ReturnResolved: 1, CartCheckedOut: 2 };
  const namesOf = all => all.map(entry => entry.event_name.split('.').pop());
  // Events of several services come to the timeline in any order; none may come twice.
  const entries = await eventually('the timeline is complete', async () => {
    const learned = await wholeTimeline(agent, customer);
    return Object.entries(happened).every(([name, times]) => namesOf(learned).filter(found => found === name).length >= times) ? learned : undefined;
  });
  const times = entries.map(entry => Number(entry.occurred_at.seconds) * 1e9 + Number(entry.occurred_at.nanos));
  assert.deepEqual(times, [...times].sort((a, b) => b - a), 'newest first');
  assert.equal(new Set(entries.map(entry => entry.entry_id)).size, entries.length, 'each event once');
  const names = namesOf(entries);
  for (const [name, times] of Object.entries(happened)) {
    assert.equal(names.filter(found => found === name).length, times, `${name} ${times} times`);
  }
  assert.equal(names.filter(name => name === 'PromiseBroken').length, 0);
  // App, web (guest, merge), store, app, store.
  const whole = await agent.support.getContext({ customer_id: customer, language: 'en' });
  assert.equal(whole.channel_switches, 4);
  assert.ok(['CHANNEL_WEB', 'CHANNEL_APP', 'CHANNEL_STORE'].every(channel => whole.channels.includes(channel)), whole.channels.join());
  emit({ switches: whole.channel_switches, entries: names.length });
  world.watch.close();
}

// ---- helpers

// The guest's page: the client for web pages, with a log of its own.
class WebPage {
  static async open({ http }, session) {
    const { DeviceCart, MemoryOperationLog, OmnichannelClient } = await import('../../../gateway/Clients/web/dist/index.js');
    const page = new WebPage();
    page.token = session.access_token ?? session.accessToken;
    page.client = new OmnichannelClient({ address: http, token: async () => page.token, deviceId: session.device_id ?? session.deviceId, longestPauseMs: 500 });
    page.cart = await DeviceCart.open(page.client, new MemoryOperationLog(), { market: MARKET });
    page.cart.on('redirected', redirect => { page.redirect = redirect; });
    page.cart.start();
    return page;
  }

  signIn(token) {
    this.token = token;
    this.client.forgetToken();
  }

  settle() { return this.cart.settle(AbortSignal.timeout(PATIENCE_MS)); }
}

class Reliable {
  constructor(client) { this.client = client; }
  get(path, options) { return reliably(() => this.client.get(path, options)); }
  post(path, body, options) { return reliably(() => this.client.post(path, body, options)); }
  put(path, body, options) { return reliably(() => this.client.put(path, body, options)); }
  events(path, options) { return this.client.events(path, options); }
}

// What passes by itself: nobody there, not ready, no answer in time, somebody else was quicker.
function isPassing(failure) {
  if (failure instanceof GrpcError) return ['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED'].includes(failure.code) || (failure.code === 'ABORTED' && failure.reason === 'CONCURRENT_CHANGE') || failure.reason === 'RATE_LIMITED';
  if (failure instanceof HttpError) return [429, 502, 503, 504].includes(failure.status) || failure.reason === 'CONCURRENT_CHANGE';
  return failure instanceof TypeError || failure.name === 'TimeoutError' || failure.name === 'AbortError' || /ECONN|socket|fetch failed/.test(failure.message);
}

async function reliably(call) {
  for (const wait = new Wait('an answer'); ;) {
    try {
      return await call();
    } catch (failure) {
      if (!isPassing(failure) || wait.isOver) throw failure;
      wait.goesOn(failure.message);
      await pause(50);
    }
  }
}

// Says once what is waited for so long: whoever ends the journey for its whole time sees where it stood.
class Wait {
  constructor(what) { Object.assign(this, { what, since: Date.now() }); }

  get isOver() { return Date.now() - this.since > PATIENCE_MS; }

  goesOn(last) {
    if (this.isTold || Date.now() - this.since < LONG_WAIT_MS) return;
    this.isTold = true;
    emit({ waits: this.what, last });
  }
}

async function unlessUnknown(call) {
  try {
    return await call();
  } catch (failure) {
    if (failure.status === 404) return undefined;
    throw failure;
  }
}

// A checkout that answers COMPLETING is asked again with the same key, as the contract says.
async function completed(call) {
  return eventually('the sale is complete', async () => {
    const answer = await call();
    return /CHECKED_OUT/.test(answer.checkout.state) ? answer : undefined;
  });
}

async function eventually(what, look) {
  for (const wait = new Wait(what); !wait.isOver; await pause(40)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    wait.goesOn();
  }
  throw new Error(`It did not come to pass that ${what}.`);
}

async function refused(expected, call) {
  try {
    await call();
  } catch (failure) {
    assert.equal(failure.status ?? failure.code, expected, failure.message);
    return;
  }
  throw new Error(`Expected ${expected}, but it succeeded.`);
}

async function statement(client, member) {
  const entries = [];
  for (let pageToken = ''; ;) {
    const page = await client.get(`/v1/members/${member}/entries`, { query: { pageSize: 200, pageToken } });
    entries.push(...page.entries);
    if (!(pageToken = page.nextPageToken)) return entries;
  }
}

async function wholeTimeline(agent, customer) {
  const entries = [];
  for (let page_token = ''; ;) {
    const page = await agent.support.listTimeline({ customer_id: customer, page_size: 50, page_token });
    entries.push(...page.entries);
    if (!(page_token = page.next_page_token)) return entries;
  }
}

// The app's live view of a cart: snapshot and changes by event stream, taken up again by version after a break.
class CartWatch {
  constructor(client, cartId) {
    this.closing = new AbortController();
    this.running = this.#run(client, cartId);
  }

  async until(predicate) {
    await eventually('the app sees the cart change', async () => this.cart && predicate(this.cart));
  }

  close() { this.closing.abort(); }

  async #run(client, cartId) {
    while (!this.closing.signal.aborted) {
      try {
        for await (const event of client.events(`/v1/carts/${cartId}:watch`, { lastEventId: this.version, signal: this.closing.signal })) {
          if (event.event === 'error') break;
          this.#take(event.data);
          this.version = event.id;
        }
      } catch {
        // The server is away: the loop comes back.
      }
      await pause(50);
    }
  }

  #take({ snapshot, change }) {
    if (snapshot) {
      this.cart = snapshot;
    } else if (change) {
      const lines = new Map((this.cart?.lines ?? []).map(line => [line.lineId, line]));
      for (const id of change.removedLineIds ?? []) lines.delete(id);
      for (const line of change.changedLines ?? []) lines.set(line.lineId, line);
      this.cart = { ...change.header, lines: [...lines.values()] };
    }
  }
}

async function stockOf({ anonymous }) {
  const { availabilities } = await anonymous.get('/v1/availability', { query: { market: MARKET, skus: ['LAMP', 'MUG', 'SCARF', 'HAM'] } });
  const by = quantity => Object.fromEntries(availabilities.map(item => [item.sku, quantity(item)]));
  return { warehouse: by(item => item.shippableQuantity), store: by(item => item.stores?.find(store => store.storeId === 'milano-1')?.quantity ?? 0) };
}

async function mailbox({ ops, customer }) {
  return (await ops.get('/v1/mailbox', { query: { contactId: customer, pageSize: 200 } })).items;
}

function isShipped({ journeyId, stepId }) { return /shipped/.test(`${journeyId}/${stepId}`); }

const clients = new Map();
function grpcClientOf(address, service) {
  const key = `${address}/${service}`;
  if (!clients.has(key)) clients.set(key, grpcClient(address, service, { deadlineMs: 10_000 }));
  return clients.get(key);
}

function quantities(cart) {
  const found = {};
  for (const line of cart.lines ?? []) found[line.sku] = (found[line.sku] ?? 0) + line.quantity;
  return found;
}

function same(a, b) {
  try { assert.deepEqual(a, b); return true; } catch { return false; }
}

function pause(ms) { return new Promise(resolve => setTimeout(resolve, ms)); }
