// A gift card from outside: bought on the web, used for a part of an order in the app, the rest paid by card, a part of the order returned at a till, the change spent at the till together
// with store credit. After each step the card's balance, its buyer's liability and the order's ledger agree to the cent.
'use strict';
const assert = require('node:assert/strict');
const { JsonClient, grpcClient, emit, inputs, proveLedger } = require('../lib');

const MARKET = 'IT';
const PATIENCE_MS = 120_000;

main().then(() => process.exit(0), failure => {
  console.error(failure);
  emit({ failed: failure.message });
  process.exit(1);
});

async function main() {
  const { http, grpc, tokens, run, buyer, friend } = (await inputs().next()).value;
  const json = token => new JsonClient(http, { token });
  const rpc = (service, token) => grpcClient(grpc, service, { token, deadlineMs: 20_000 });
  const [web, app, ops] = [tokens.buyer, tokens.friend, tokens.ops].map(json);
  const till = { checkout: rpc('omnichannel.cart.v1.CheckoutService', tokens.till), cart: rpc('omnichannel.cart.v1.CartService', tokens.till), returns: rpc('omnichannel.returns.v1.ReturnsService', tokens.till) };
  const payments = rpc('omnichannel.cart.v1.CheckoutService', tokens.service);
  const key = name => ({ idempotencyKey: `${run}-${name}` });
  const money = amountMinor => ({ currencyCode: 'EUR', amountMinor: String(amountMinor) });
  const item = (sku, price, more) => ({ sku, title: { texts: { en: sku, it: sku } }, category: 'home', prices: [{ market: MARKET, currencyCode: 'EUR', unitPrice: price }], ...more });
  const contact = who => ({ name: who, email: `${who}@shop.example`, language: 'it', timeZone: 'Europe/Rome' });

  await ops.post('/v1/items:upsert', { items: [item('VASE', '33.33'), item('GIFT-50', '50.00', { giftCard: true })] });
  await ops.post('/v1/stores:upsert', { stores: [{ storeId: 'milano-1', name: 'Milano', market: MARKET, timeZone: 'Europe/Rome', pickupOffered: true }] });
  await ops.post('/v1/stock:set', { levels: [{ sku: 'VASE', locationId: 'milano-1' }, { sku: 'VASE', locationId: 'warehouse', shipToMarkets: [MARKET] }].map(level => ({ quantity: 1000, asOf: '2026-01-01T00:00:00Z', ...level })) });
  await ops.put(`/v1/markets/${MARKET}/shippingOptions`, { shippingOptions: [{ shippingOptionId: 'standard', title: { texts: { en: 'Standard' } }, cost: money(490), minDays: 2, maxDays: 4 }] });
  const owed = async () => {
    const month = new Date().toISOString().slice(0, 7);
    const { liabilities } = await ops.get('/v1/wallets:liability', { query: { month } });
    return Number(liabilities.find(each => each.closing.currencyCode === 'EUR')?.closing.amountMinor ?? 0);
  };
  const before = await owed();

  // 1. Bought on the web: one card, worth something once it is paid.
  const bought = await sell(web, buyer, [{ sku: 'GIFT-50', quantity: 1 }], [], 5000, 'gift');
  const card = await eventually('the card is there', async () => (await web.get(`/v1/customers/${buyer}/wallets`)).wallets?.find(wallet => wallet.orderId === bought.orderId));
  assert.deepEqual([card.state, card.balance.amountMinor], ['WALLET_STATE_ACTIVE', '5000']);
  assert.equal(await owed() - before, 5000);
  const printed = await web.post(`/v1/giftCards/${card.walletId}:show`, {});
  await refused('WALLET_NOT_FOUND', () => app.post(`/v1/giftCards/${card.walletId}:show`, {}));
  await refused('GIFT_CARD_NOT_FOUND', () => app.post('/v1/giftCards:lookUp', { code: printed.code, pin: '00000000' === printed.pin ? '1' : '00000000' }));
  const balance = async () => Number((await app.post('/v1/giftCards:lookUp', printed)).wallet.balance.amountMinor);
  assert.equal(await balance(), 5000);

  // 2. Two vases in the app: 66.66 and postage 4.90 make 71.56; the card pays 50.00 of it, a payment card the rest.
  const order = await sell(app, friend, [{ sku: 'VASE', quantity: 2 }], [{ giftCard: printed }], 2156, 'vases', async checkout => {
    assert.deepEqual([checkout.totals.due.amountMinor, checkout.toPay.amountMinor], ['7156', '2156']);
    assert.deepEqual(checkout.walletTenders.map(tender => [tender.kind, tender.amount.amountMinor]), [['TENDER_KIND_GIFT_CARD', '5000']]);
    assert.equal(await balance(), 0);
  });
  const ledger = async () => (await app.get(`/v1/orders/${order.orderId}/payments`)).payments;
  await eventually('the order is there', async () => { try { return await ledger(); } catch { return undefined; } });
  const [gift, bank] = (await ledger()).tenders;
  assert.deepEqual([gift.kind, gift.captured.amountMinor, bank.kind, bank.captured.amountMinor], ['TENDER_KIND_GIFT_CARD', '5000', 'TENDER_KIND_CARD', '2156']);
  assert.equal(await owed() - before, 0);

  // 3. One vase comes back to a till: its 33.33 go back in proportion to how it was paid, the card's part to the card, by itself.
  await ops.post(`/v1/orders/${order.orderId}/shipments`, { carrierCode: 'dhl', trackingNumber: '00340434161094042557', lines: [] }, key('shipment'));
  await ops.post('/v1/trackingEvents:ingest', { reports: [{ carrierCode: 'dhl', event: { trackingNumber: '00340434161094042557', occurredAt: new Date().toISOString(), status: 'SHIPMENT_STATUS_DELIVERED' } }] });
  const lineId = (await app.get(`/v1/orders/${order.orderId}`)).order.lines[0].sale.lineId;
  await eventually('it can be returned', async () => {
    try {
      const { lines } = await app.get(`/v1/orders/${order.orderId}/returnEligibility`);
      return lines.find(line => line.lineId === lineId)?.returnableQuantity === 2;
    } catch (failure) {
      if (failure.status === 404) return undefined;
      throw failure;
    }
  });
  const { goodsReturn } = await app.post('/v1/returns', { orderId: order.orderId, lines: [{ lineId, quantity: 1, resolution: 'RESOLUTION_REFUND', reason: 'RETURN_REASON_TOO_SMALL' }] }, key('return'));
  await till.returns.completeReturnInStore({ rma_code: goodsReturn.rmaCode, inspections: [{ line_id: lineId, quantity: 1, grade: 'INSPECTION_GRADE_A', disposition: 'DISPOSITION_RESTOCKED' }] }, key('finish'));
  const refunded = await eventually('the card has its part again', async () => {
    const [paidByCard, paidByBank] = (await ledger()).tenders;
    return Number(paidByCard.refunded.amountMinor) > 0 ? { card: Number(paidByCard.refunded.amountMinor), bank: Number(paidByBank.beingRefunded.amountMinor) } : undefined;
  });
  assert.equal(refunded.card + refunded.bank, 3333);
  assert.ok(Math.abs(refunded.card - 3333 * 5000 / 7156) < 1, `${refunded.card} of 33.33 went to the card`);
  assert.equal(await balance(), refunded.card);
  assert.equal(await owed() - before, refunded.card);

  // 4. At the till: store credit of 5.00 and what the card has pay first, cash pays what they leave.
  await ops.post(`/v1/customers/${friend}/storeCredit:issue`, { amount: money(500), market: MARKET, reason: 'A vase came late' }, key('credit'));
  const cart = (await app.get('/v1/carts:active', { query: { market: MARKET } })).cart;
  await app.post(`/v1/carts/${cart.cartId}/lines`, { sku: 'VASE', quantity: 1 }, key('fill'));
  const { code } = await app.post(`/v1/carts/${cart.cartId}/handoffs`, {}, key('handoff'));
  const joined = await till.cart.claimHandoff({ code }, key('claim'));
  const sale = {
    cart_id: cart.cartId, expected_version: joined.cart.version, wallets: [{ store_credit: {} }, { gift_card: printed }],
    tenders: [{ kind: 'TENDER_KIND_CARD', reference: `${run}-rest`, amount: { currency_code: 'EUR', amount_minor: String(3333 - 500 - refunded.card) } }],
  };
  const answers = await Promise.all([1, 2, 3].map(() => sold(() => till.checkout.checkoutInStore(sale, key('sale')))));
  assert.equal(new Set(answers.map(answer => answer.checkout.order_id)).size, 1);
  assert.deepEqual(answers[0].checkout.wallet_tenders.map(tender => tender.amount.amount_minor), ['500', String(refunded.card)]);
  assert.equal(await balance(), 0);
  assert.equal(await owed() - before, 0);
  const { findings, proof } = await proveLedger(ops);
  assert.deepEqual(findings, []);
  assert.ok(proof.valid);
  emit({ over: true, refunded });

  // Fills the cart, begins the checkout, has the rest paid; answers the sold checkout.
  async function sell(client, customer, lines, wallets, toPay, name, look = () => {}) {
    const { cart } = await client.get('/v1/carts:active', { query: { market: MARKET } });
    let version = cart.version;
    for (const [i, line] of lines.entries()) {
      version = (await client.post(`/v1/carts/${cart.cartId}/lines`, line, key(`${name}-line-${i}`))).cart.version;
    }
    const isShipped = lines.some(line => line.sku === 'VASE');
    const { checkout } = await client.post(`/v1/carts/${cart.cartId}/checkouts`, {
      expectedVersion: version, wallets, contact: contact(customer), shippingOptionId: isShipped ? 'standard' : '',
      ...(isShipped ? { delivery: { recipientName: customer, address: { addressLines: ['Via Brera 1'], postalCode: '20121', locality: 'Milano', regionCode: 'IT' } } } : {}),
    }, key(`${name}-begin`));
    const ready = await eventually('the checkout is ready', async () => {
      const now = (await client.get(`/v1/carts/${cart.cartId}/checkouts/${checkout.checkoutId}`)).checkout;
      return now.state === 'CART_STATE_READY' ? now : undefined;
    });
    await look(ready);
    const tenders = [{ kind: 'TENDER_KIND_CARD', reference: `${run}-${name}`, amount: { currency_code: 'EUR', amount_minor: String(toPay) } }];
    const done = await sold(() => payments.completeCheckout({ cart_id: cart.cartId, checkout_id: checkout.checkoutId, tenders }, key(`${name}-paid`)));
    return { orderId: done.checkout.order_id };
  }
}

async function sold(call) {
  return eventually('the sale is complete', async () => {
    const answer = await call();
    return /CHECKED_OUT/.test(answer.checkout.state) ? answer : undefined;
  });
}

async function refused(reason, call) {
  try {
    await call();
  } catch (failure) {
    assert.equal(failure.reason, reason, failure.message);
    return;
  }
  throw new Error(`Expected ${reason}, but it succeeded.`);
}

async function eventually(what, look) {
  for (const since = Date.now(); Date.now() - since < PATIENCE_MS; await new Promise(resolve => setTimeout(resolve, 40))) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`It did not come to pass that ${what}.`);
}
