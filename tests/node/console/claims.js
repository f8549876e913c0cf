// Complaints on the page of an order: a customer says on a phone what is wrong with a parcel, staff read it and decide.
'use strict';
const assert = require('assert/strict');
const { call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { HTML, newCustomer, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const { suffix, customer, people, order, scan } = await newCustomer();
  const visit = await seated(browser, { subject: customer, role: 'customer', channel: 'WEB' }, { width: 390, height: 844 });
  const { page } = visit;
  await page.goto(`/orders/${order.orderId}`);
  await interactive(page);
  await page.locator('[data-do="claim"]').click();
  const file = page.locator('[data-do="file"]');
  assert.equal(await page.locator('#claim-parcel').count(), 0, 'one parcel was delivered');
  assert.ok(await file.isDisabled(), 'nothing is said yet');
  await page.getByLabel('Arrived damaged').check();
  await page.getByLabel('What happened').fill(`A hole. ${HTML}`);
  await page.locator('#claim-photos').fill('javascript:alert(1)');
  await file.click();
  await page.locator('form.claim [role="alert"]').getByText(/photo/).waitFor();
  check('what cannot be a photo is refused in words');

  await page.locator('#claim-photos').fill('https://photos.example/hole\nphoto-17');
  await file.click();
  const claim = page.locator('.claims > li').first();
  await page.locator('.claims > li[data-state="Open"]').waitFor();
  assert.equal(await page.locator('[data-do="claim"]').count(), 0, 'all that was delivered is claimed');
  await claim.locator('[data-do="read"]').click();
  await claim.getByText(`A hole. ${HTML}`).waitFor();
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, a complaint');
  await screenshot(page, 'claim-390', { fullPage: true });
  check('a customer says what is wrong with a parcel that was delivered');

  await scan('dhl', 'A', [[-0.02, 'OUT_FOR_DELIVERY', 'Roma', 'On the van'], [-0.001, 'DELIVERED', 'Roma', 'With a neighbour']]);
  for (const [width, colours, language] of [[390, 'light', 'en'], [390, 'dark', 'zh'], [1280, 'light', 'en'], [1280, 'dark', 'en']]) {
    await dress(visit, width, colours, language);
    if (await file.count() === 0) await page.locator('[data-do="claim"]').click();
    await file.waitFor();
    await fits(page);
    assert.deepEqual(await axeFindings(page), [], `axe, the form ${width} ${colours}`);
    await page.locator('form.claim').scrollIntoViewIfNeeded();
    await screenshot(page, `claim-form-${width}-${colours}`);
  }
  check('the form at 390 and 1280, light and dark, and in another language');

  const desk = await seated(browser, { subject: `agent-${suffix}`, role: 'agent' });
  await desk.page.goto(`/orders/${order.orderId}`);
  await interactive(desk.page);
  const matter = desk.page.locator('.claims > li').first();
  await matter.locator('[data-do="read"]').click();
  await matter.getByText(`A hole. ${HTML}`).waitFor();
  assert.deepEqual(await matter.locator('.said a').evaluateAll(links => links.map(link => link.href)), ['https://photos.example/hole']);
  await matter.getByRole('combobox').selectOption('None');
  await matter.locator('[data-do="decide"]').click();
  await matter.getByRole('alert').locator('code', { hasText: 'REASON_REQUIRED' }).waitFor();
  await fits(desk.page);
  assert.deepEqual(await axeFindings(desk.page), [], 'axe, a decision');
  await screenshot(desk.page, 'claim-staff-1280', { fullPage: true });
  await matter.getByLabel('Reason').fill('NO_DAMAGE_SEEN');
  await matter.locator('[data-do="decide"]').click();
  await desk.page.locator('.claims > li[data-state="Declined"]').getByText('NO_DAMAGE_SEEN').waitFor();
  check('staff read what was said, and decline with a reason');

  await page.locator('.claims > li[data-state="Declined"]').waitFor();
  assert.equal(await page.getByText('NO_DAMAGE_SEEN').count(), 0);
  assert.equal(await page.locator('[data-do="decide"], [data-do="review"]').count(), 0, 'who decides is staff');
  check('the customer sees it without reloading, and not the reason');

  await matter.locator('[data-do="review"]').click();
  await desk.page.locator('.claims > li[data-state="InReview"]').waitFor();
  await matter.getByRole('combobox').selectOption('Refund');
  await matter.locator('[data-do="decide"]').click();
  await desk.page.locator('.claims > li[data-state="Accepted"]').waitFor();
  await page.locator('.claims > li[data-state="Accepted"]').getByText('money back').waitFor();
  await page.locator('.refunds').getByText('On its way').waitFor();
  check('staff look again and accept: money is on its way back');

  // The form of the customer was opened when both lamps could be claimed.
  await page.getByLabel('Delivered, but not received').check();
  const { shipments } = (await call('GET', `/v1/orders/${order.orderId}`, people.app)).order;
  const { shipmentId } = shipments.find(({ carrierCode }) => carrierCode === 'dhl');
  await call('POST', `/v1/orders/${order.orderId}/claims`, people.agent, { shipmentId, kind: 'CLAIM_KIND_ARRIVED_DAMAGED', lines: [{ lineId: '1', quantity: 1 }] });
  await page.locator('.claims > li[data-state="Open"]').waitFor();
  await file.click();
  await page.locator('form.claim [role="alert"] code', { hasText: 'CLAIM_EXCEEDS_DELIVERED' }).waitFor();
  await page.locator('form.claim input[data-line="1"]').fill('1');
  await file.click();
  await file.waitFor({ state: 'detached' });
  await page.locator('.claims > li[data-state="Open"]').nth(1).waitFor();
  check('more than was delivered is refused in words');

  await page.locator('.claims > li', { hasText: 'not received' }).locator('[data-do="withdraw"]').click();
  await page.locator('.claims > li[data-state="Withdrawn"]', { hasText: 'not received' }).waitFor();
  await page.locator('[data-do="claim"]').waitFor();
  check('a claim is taken back');

  const store = await seated(browser, { subject: `associate-${suffix}`, role: 'associate', store_id: 'milano-1' });
  await store.page.goto(`/orders/${order.orderId}`);
  await store.page.locator('.claims > li[data-state="Accepted"]').waitFor();
  assert.equal(await store.page.locator('.claims button, [data-do="claim"]').count(), 0);
  check('who is in a store only sees the claims, and does nothing about them');

  for (const one of [visit, desk, store]) {
    assert.deepEqual(one.faults, []);
    await one.context.close();
  }
};

async function seated(browser, identity, looks) {
  const visit = await visitor(browser, looks);
  await letIn(visit);
  await sit(visit, 'main', identity);
  return visit;
}
