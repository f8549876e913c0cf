// A store's page: goods that were sold elsewhere are picked, their customer comes, and they are handed over against the code that only the customer reads, in parts, or without a
// code. What was not so is taken back, and what is to be sent leaves in a parcel.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { come, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const suffix = Math.random().toString(36).slice(2, 8);
  const [customer, store] = [`carla-${suffix}`, `bari-${suffix}`];
  const app = await token({ sub: customer, role: 'customer', channel: 'APP', device_id: `phone-${suffix}` });
  const order = await sell(suffix, customer, store, app);
  const [pickup] = order.pickups;

  const counter = await visitor(browser);
  await letIn(counter);
  await sit(counter, 'main', { subject: `associate-${suffix}`, role: 'associate', store_id: store });
  const { page } = counter;
  await page.goto('/pickups');
  await interactive(page);
  const work = page.locator(`[data-pickup="${pickup.pickupId}"]`);
  await work.waitFor();
  assert.equal(await page.locator('.work > li').count(), 1);
  await work.locator('[data-do="accept"]').click();
  await page.locator(`[data-pickup="${pickup.pickupId}"][data-status="Picking"]`).waitFor();
  await work.locator('[data-do="ready"]').click();
  await page.locator(`[data-pickup="${pickup.pickupId}"][data-status="Ready"]`).waitFor();
  check('a store sees its own work, picks it and says that it is ready');

  const visit = await visitor(browser, { width: 390, height: 844 });
  await letIn(visit);
  await sit(visit, 'main', { subject: customer, role: 'customer', channel: 'WEB' });
  await visit.page.goto(`/orders/${order.orderId}`);
  await visit.page.locator('.sentence').getByText(/ready to be collected at Bari Vecchia, Via Venezia 1, 70122 Bari/).waitFor();
  const code = await visit.page.locator('.pickup .code bdi').textContent();
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await fits(visit.page);
  assert.deepEqual(await axeFindings(visit.page), [], 'axe, order to be collected');
  await screenshot(visit.page, 'order-390-pickup', { fullPage: true });
  check('its customer reads where, until when, and the code');

  await call('POST', `/v1/pickups/${pickup.pickupId}:arrive`, app, { note: 'bay 4' });
  await work.locator('.there').getByText('bay 4').waitFor();
  assert.equal(await page.getByText(code).count(), 0, 'staff do not see codes');
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, pickups');
  await screenshot(page, 'pickups-1280', { fullPage: true });
  check('a customer who is there is seen first');

  await page.locator('input[name="code"]').fill('0000-0000');
  await page.locator('form.counter button').click();
  await page.getByRole('alert').locator('code', { hasText: 'PICKUP_NOT_FOUND' }).waitFor();
  await page.locator('input[name="code"]').fill(code.toLowerCase());
  await page.locator('form.counter button').click();
  const counterPanel = page.locator('.found');
  const units = counterPanel.locator('input[data-line]');
  const handedOver = counterPanel.locator('[data-event="Collected"]');
  await units.fill('0');
  await counterPanel.locator('[data-do="collect"]').click();
  await counterPanel.getByRole('alert').getByText('Say how many units.').waitFor();
  await units.fill('1');
  await counterPanel.locator('[data-do="collect"]').click();
  await handedOver.getByText(/^1 × /).waitFor();
  await counterPanel.getByText('of 2', { exact: true }).waitFor();
  await work.waitFor();
  check('a part is handed over against the code, and to no other');

  await handedOver.getByRole('button', { name: 'Take back: Handed over' }).click();
  await counterPanel.locator('[data-do="undo-confirm"]').click();
  await page.getByRole('alert').locator('code', { hasText: 'REASON_REQUIRED' }).waitFor();
  await counterPanel.getByLabel('Why it is not so').fill('It was another customer.');
  await dressed(counter, 'pickups-390-undo', 390);
  await counterPanel.locator('[data-do="undo-confirm"]').click();
  await handedOver.getByText('Taken back').waitFor();
  await counterPanel.getByText('of 3', { exact: true }).waitFor();
  assert.equal(await units.inputValue(), '3');
  check('what was not so is taken back, with a reason');

  await counterPanel.locator('[data-do="close"]').click();
  await counterPanel.waitFor({ state: 'detached' });
  await work.locator('[data-do="open"]').click();
  await counterPanel.locator('[data-do="collect"]').click();
  await counterPanel.getByRole('alert').getByText('Without a code').waitFor();
  await counterPanel.getByLabel('What you checked instead of a code').fill('Identity card CA00000AA');
  await dressed(counter, 'pickups-1280-counter', 1280);
  await counterPanel.locator('[data-do="collect"]').click();
  await handedOver.getByText('Identity card CA00000AA').waitFor();
  await page.locator('.nothing').waitFor();
  await visit.page.locator('.head').getByText('Delivered').waitFor();
  check('whoever has no code is handed the goods by who they are');

  await counterPanel.locator('[data-do="close"]').click();
  await page.locator('[data-do="over"]').click();
  await page.locator(`[data-pickup="${pickup.pickupId}"][data-status="Collected"]`).waitFor();
  await dress(counter, 390, 'dark', 'it');
  const sent = page.locator(`[data-pickup="${await assign(suffix, customer, store)}"]`);
  await sent.getByText('Da spedire da qui.').waitFor();
  await sent.locator('[data-do="ready"]').click();
  await sent.getByText('Imballato', { exact: true }).waitFor();
  await sent.locator('[data-do="open"]').click();
  await counterPanel.locator('[data-do="send"]').click();
  await counterPanel.getByRole('alert').getByText('Un pacco ha un numero di spedizione.').waitFor();
  await counterPanel.getByLabel('Corriere').fill('dhl');
  await counterPanel.getByLabel('Numero di spedizione').fill(`BARI-${suffix.toUpperCase()}`);
  await dressed(counter, 'pickups-390-dark-it', 390);
  await counterPanel.locator('[data-do="send"]').click();
  await sent.waitFor({ state: 'detached' });
  check('what is to be sent leaves in a parcel, and what is over can be seen');

  await visit.page.goto('/pickups');
  await visit.page.getByRole('heading', { name: 'This page is for others' }).waitFor();
  check('the page is not for customers');

  for (const one of [counter, visit]) {
    assert.deepEqual(one.faults, []);
    await one.context.close();
  }
};

// The counter as it is read on a screen so wide.
async function dressed({ page }, name, width) {
  await page.setViewportSize({ width, height: 900 });
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], `axe, ${name}`);
  await screenshot(page, name, { fullPage: true });
}

// An order from elsewhere that this store sends: its pickup's id.
async function assign(suffix, customer, store) {
  const ops = await token({ sub: 'ops-1', role: 'ops' });
  const { order } = await call('POST', '/v1/orders:record', ops, {
    order: {
      source: 'marketplace', externalId: `S-${suffix}`, customerId: customer, market: 'IT', currencyCode: 'EUR', channel: 'CHANNEL_WEB', placedAt: new Date().toISOString(),
      lines: [{ lineId: '1', sku: 'LAMP-01', title: 'Desk lamp', quantity: 2, unitPrice: '49.90' }],
      tenders: [{ kind: 'TENDER_KIND_WALLET', reference: `wallet-s-${suffix}`, amount: { currencyCode: 'EUR', amountMinor: '9980' } }],
    },
  });
  const { pickup } = await call('POST', `/v1/orders/${order.orderId}/pickups`, ops, { storeId: store, lines: [{ lineId: '1', quantity: 2 }] });
  return pickup.pickupId;
}

// At a till of one store, to be collected at another.
async function sell(suffix, customer, store, app) {
  const ops = await token({ sub: 'ops-1', role: 'ops' });
  const till = await token({ sub: `till-${suffix}`, role: 'terminal', store_id: 'milano-1', actor: 'associate-7' });
  await call('POST', '/v1/stores:upsert', ops, {
    stores: [{
      storeId: store, name: 'Bari Vecchia', market: 'IT', timeZone: 'Europe/Rome', pickupOffered: true,
      address: { addressLines: ['Via Venezia 1'], postalCode: '70122', locality: 'Bari', regionCode: 'IT' }, hours: [{ isoWeekday: 1, opensMinute: 540, closesMinute: 1200 }],
    }],
  });
  const { cart } = await call('GET', '/v1/carts:active?market=IT', app);
  const add = () => call('POST', `/v1/carts/${cart.cartId}/lines`, app, { sku: 'MUG-02', quantity: 3, fulfilment: { pickup: { storeId: store } } });
  await come('the store is known', () => add().then(() => true, () => false));
  const { code } = await call('POST', `/v1/carts/${cart.cartId}/handoffs`, app, {});
  await call('POST', '/v1/handoffs:claim', till, { code });
  const { cart: full } = await call('GET', `/v1/carts/${cart.cartId}`, till);
  await call('POST', `/v1/carts/${cart.cartId}:checkoutInStore`, till, {
    expectedVersion: full.version, tenders: [{ kind: 'TENDER_KIND_CARD', reference: `terminal-${suffix}`, amount: full.totals.due }],
  });
  return come('the sale is an order with its pickup', () => call('GET', `/v1/customers/${customer}/orders`, app).then(({ orders = [] }) => orders.find(({ pickups = [] }) => pickups.length === 1)));
}
