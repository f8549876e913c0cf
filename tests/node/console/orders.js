// The order page: the customer sees their own order on a phone, in four languages, and nobody else's.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, letIn, sit, axeFindings, fits, screenshot } = require('./console.js');
const { HTML, newCustomer, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const { suffix, customer, people, sold, order, scan } = await newCustomer();
  const visit = await visitor(browser, { width: 390, height: 844 });
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: customer, role: 'customer', channel: 'WEB' });
  await page.goto('/orders');
  await page.getByRole('link', { name: sold.orderNumber }).waitFor();
  assert.equal(await page.locator('.order-card').count(), 2);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, orders 390');
  await screenshot(page, 'orders-390');
  check('a customer has a list of their own');

  await page.getByRole('link', { name: order.orderNumber }).click();
  await page.locator('.sentence').getByText(/may come later/).waitFor();
  assert.equal(await page.locator('.parcel').count(), 2);
  assert.equal(await page.getByText('STRIKE_AT_THE_HUB').count(), 0, 'why it was revised is told to staff');
  assert.equal(await page.getByText(`wallet-${suffix}`).count(), 0, 'references of payments are for staff');
  assert.deepEqual(await page.locator('.parcel a').evaluateAll(links => links.map(link => link.href)), ['https://carrier.example/track?n=1']);
  assert.ok(await page.getByText(`Desk lamp ${HTML}`).count() > 0);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  check('the order has its parcels, its promise and its sentence, and titles are text');

  const said = new Set();
  for (const [name, language, words] of [['Italiano', 'it', /potrebbe/], ['Română', 'ro', /comanda/i], ['中文', 'zh', /订单/], ['English', 'en', /may come later/]]) {
    await page.getByRole('button', { name }).click();
    await page.locator(`.sentence[lang="${language}"]`, { hasText: words }).waitFor();
    said.add(await page.locator('.sentence').textContent());
  }
  assert.equal(said.size, 4);
  check('the sentence is said in four languages');

  for (const [width, colours] of [[390, 'light'], [768, 'light'], [1280, 'light'], [1280, 'dark'], [390, 'dark']]) {
    await dress(visit, width, colours);
    await page.locator('.sentence').getByText(/may come later/).waitFor();
    await fits(page);
    assert.deepEqual(await axeFindings(page), [], `axe, order ${width} ${colours}`);
    await screenshot(page, `order-${width}-${colours}`, { fullPage: true });
  }
  check('the order page at 390, 768 and 1280, light and dark');

  await dress(visit, 390, 'light', 'zh');
  await page.getByRole('heading', { name: `订单 ${order.orderNumber}` }).waitFor();
  await page.locator('.sentence[lang="zh"]', { hasText: '订单' }).waitFor();
  await fits(page);
  await screenshot(page, 'order-390-zh', { fullPage: true });
  await dress(visit, 390, 'light', 'en');
  await page.locator('.sentence').getByText(/may come later/).waitFor();
  check('the page speaks the reader\'s language');

  await scan('dhl', 'A', [[-0.02, 'OUT_FOR_DELIVERY', 'Roma', 'On the van'], [-0.001, 'DELIVERED', 'Roma', 'With a neighbour']]);
  await page.locator('.head').getByText('Delivered').waitFor();
  await page.locator('.sentence').getByText(/was delivered/).waitFor();
  await screenshot(page, 'order-390-delivered', { fullPage: true });
  check('a delivery shows without reloading');

  const { payments } = await call('POST', `/v1/orders/${order.orderId}/refunds`, people.ops, { amount: { currencyCode: 'EUR', amountMinor: '490' }, reason: 'GOODWILL' });
  await page.locator('.refunds').getByText('On its way').waitFor();
  const { instructionId } = payments.refunds[0].parts[0];
  await call('POST', '/v1/payments:reportResult', people.ops, { instructionId, state: 'INSTRUCTION_STATE_SUCCEEDED', amount: { currencyCode: 'EUR', amountMinor: '490' } });
  await page.locator('.refunds').getByText('Given back').waitFor();
  assert.equal(await page.getByText('GOODWILL').count(), 0, 'why is told to staff');
  assert.deepEqual(await axeFindings(page), [], 'axe, money back');
  check('money shows on its way back, and given back');

  const stranger = await token({ sub: `berta-${suffix}`, role: 'customer', channel: 'WEB' });
  await assert.rejects(call('GET', `/v1/orders/${order.orderId}`, stranger), { status: 404 });
  await sit(visit, 'main', { subject: `berta-${suffix}`, role: 'customer', channel: 'WEB' });
  await page.goto(`/orders/${order.orderId}`);
  await page.getByRole('alert').locator('code', { hasText: 'ORDER_NOT_FOUND' }).waitFor();
  assert.equal(await page.locator('.sentence').count(), 0);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, refused order');
  await screenshot(page, 'order-refused-390');
  check('another\'s order is refused in words');

  await page.goto('/orders');
  await page.getByText('You have no orders yet').waitFor();
  await page.goto('/desk');
  await page.getByRole('heading', { name: 'This page is for others' }).waitFor();
  check('who has no orders is told so, and the desk is not for customers');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
