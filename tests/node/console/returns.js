// The returns desk: goods come back in parts, are looked at unit by unit, and their refund follows; what comes after its return had ended is taken with a reason.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { HTML, come, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const suffix = Math.random().toString(36).slice(2, 8);
  const customer = `rita-${suffix}`;
  const app = await token({ sub: customer, role: 'customer', channel: 'APP', device_id: `phone-${suffix}` });
  const order = await delivered(suffix, customer, app);
  const back = await begin(order, app, '1', 2);
  const late = await begin(order, app, '2', 1);
  await call('POST', `/v1/returns/${late.returnId}:cancel`, app, {});

  const desk = await visitor(browser);
  await letIn(desk);
  await sit(desk, 'main', { subject: `associate-${suffix}`, role: 'associate', store_id: 'milano-1' });
  const { page } = desk;
  await page.goto('/returns');
  await interactive(page);
  const code = page.locator('input[name="code"]');
  const find = page.locator('form.counter button');
  await code.fill('R-00000000');
  await find.click();
  await page.getByRole('alert').locator('code', { hasText: 'RETURN_NOT_FOUND' }).waitFor();
  await code.fill(back.rmaCode.toLowerCase());
  await find.click();
  const card = page.locator('.found');
  await page.locator('.found[data-state="Approved"]').waitFor();
  await card.getByText(`Scratched ${HTML}`).waitFor();
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.equal(await card.locator('[data-do="inspect"]').count(), 0, 'nothing is here yet');
  check('a code finds its return, and a wrong one none');

  await card.locator('[data-came]').fill('0');
  await card.locator('[data-do="receive"]').click();
  await card.getByRole('alert').getByText('Say how many units.').waitFor();
  await card.locator('[data-came]').fill('1');
  await card.locator('[data-do="receive"]').click();
  await page.locator('.found[data-state="PartiallyReceived"]').waitFor();
  await card.getByText('asked 2, here 1, to be looked at 1').waitFor();
  check('a part is received');

  await card.locator('[data-do="receive"]').click();
  await page.locator('.found[data-state="Received"]').waitFor();
  await card.locator('input[name="units"]').fill('1');
  await card.locator('[data-do="inspect"]').click();
  await card.locator('[data-found="Restocked"]').waitFor();
  await card.locator('select[name="disposition"]').selectOption('NotRestocked');
  await card.locator('select[name="grade"]').selectOption('D');
  await card.locator('input[name="note"]').fill(`A hole ${HTML}`);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, returns');
  await screenshot(page, 'returns-1280', { fullPage: true });
  await card.locator('[data-do="inspect"]').click();
  await card.locator('[data-found="NotRestocked"]').getByText(`A hole ${HTML}`).waitFor();
  await card.locator('[data-refund]').getByText(/99\.80/).waitFor();
  check('what is found is said unit by unit, and the refund follows');

  await dress(desk, 390, 'dark', 'it');
  await code.fill(late.rmaCode);
  await find.click();
  await page.locator('.found[data-state="Cancelled"]').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, returns dark');
  await screenshot(page, 'returns-390-dark-it', { fullPage: true });
  check('the page on a phone, dark, in Italian');

  await card.locator('[data-do="receive"]').click();
  await card.getByRole('alert').getByText('Indica il perché.').waitFor();
  await card.locator('input[name="late"]').fill('Era già in viaggio.');
  await card.locator('[data-do="receive"]').click();
  await page.locator('.found[data-state="Received"]').waitFor();
  await card.getByText('Era già in viaggio.').waitFor();
  check('what came back after it had ended is taken with a reason');

  const visit = await visitor(browser);
  await letIn(visit);
  await sit(visit, 'main', { subject: customer, role: 'customer', channel: 'WEB' });
  await visit.page.goto('/returns');
  await visit.page.getByRole('heading', { name: 'This page is for others' }).waitFor();
  check('the page is not for customers');

  for (const one of [desk, visit]) {
    assert.deepEqual(one.faults, []);
    await one.context.close();
  }
};

// An order whose goods came, as Returns knows by now.
async function delivered(suffix, customer, app) {
  const ops = await token({ sub: 'ops-1', role: 'ops' });
  const at = new Date().toISOString();
  const { order } = await call('POST', '/v1/orders:record', ops, {
    order: {
      source: 'marketplace', externalId: `B-${suffix}`, customerId: customer, market: 'IT', currencyCode: 'EUR', channel: 'CHANNEL_WEB', placedAt: at,
      lines: [{ lineId: '1', sku: 'LAMP-01', title: 'Desk lamp', quantity: 2, unitPrice: '49.90' }, { lineId: '2', sku: 'MUG-02', title: 'Mug', quantity: 1, unitPrice: '7.50' }],
      tenders: [{ kind: 'TENDER_KIND_CARD', reference: `card-b-${suffix}`, amount: { currencyCode: 'EUR', amountMinor: '10730' } }],
    },
  });
  await call('POST', `/v1/orders/${order.orderId}/shipments`, ops, { carrierCode: 'dhl', trackingNumber: `BACK-${suffix.toUpperCase()}`, lines: [] });
  await call('POST', '/v1/trackingEvents:ingest', ops, { reports: [{ carrierCode: 'dhl', event: { trackingNumber: `BACK-${suffix.toUpperCase()}`, occurredAt: at, status: 'SHIPMENT_STATUS_DELIVERED' } }] });
  await come('Returns knows that they came', () => call('GET', `/v1/orders/${order.orderId}/returnEligibility`, app)
    .then(({ lines = [] }) => lines.length === 2 && lines.every(line => line.returnableQuantity > 0), () => false));
  return order;
}

async function begin(order, app, lineId, quantity) {
  const { goodsReturn } = await call('POST', '/v1/returns', app, {
    orderId: order.orderId, method: 'RETURN_METHOD_CARRIER', lines: [{ lineId, quantity, resolution: 'RESOLUTION_REFUND', reason: 'RETURN_REASON_DAMAGED_IN_TRANSIT', comment: `Scratched ${HTML}` }],
  });
  return goodsReturn;
}
