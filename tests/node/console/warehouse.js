// The page of whoever ships: a gift that was bought on the web is picked, packed, put into parcels and handed over, while its customer changes the address.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { HTML, buyOnline, dress } = require('./customers.js');

const to = street => ({ recipientName: `Dora ${HTML}`, address: { addressLines: [street, 'Scala B'], postalCode: '20121', locality: 'Milano', regionCode: 'IT' } });

module.exports = async (browser, check) => {
  const suffix = Math.random().toString(36).slice(2, 8);
  const customer = `dora-${suffix}`;
  const web = await token({ sub: customer, role: 'customer', channel: 'WEB' });
  const order = await buyOnline({ suffix, customer, web }, { sku: 'LAMP-01', quantity: 2 }, {
    contact: { name: 'Dora', email: `dora.${suffix}@shop.example`, language: 'it', timeZone: 'Europe/Rome' },
    delivery: { ...to('Via Brera 1'), phone: '+390612345678', instructions: 'Ring twice', giftWrap: true, giftNote: `Happy birthday ${HTML}` },
  });

  const visit = await visitor(browser);
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: `warehouse-${suffix}`, role: 'warehouse' });
  await page.goto('/warehouse');
  await interactive(page);
  const card = page.locator(`[data-order="${order.orderNumber}"]`);
  await card.waitFor();
  assert.deepEqual(await page.locator('.bar nav a').allTextContents(), ['Channels', 'Warehouse']);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, work');
  await screenshot(page, 'warehouse-1280', { fullPage: true });
  check('a warehouse finds its page, and no others, and what is to be shipped');

  await card.locator('[data-do="list"]').click();
  const packing = page.locator('.packing');
  for (const words of [`Dora ${HTML}`, 'Via Brera 1', 'Scala B', '20121 Milano', '+390612345678', 'Ring twice', 'Wrap it as a gift', `Happy birthday ${HTML}`]) await packing.getByText(words).first().waitFor();
  assert.doesNotMatch(await packing.innerText(), /€|EUR|49[.,]/);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.deepEqual(await axeFindings(page), [], 'axe, packing list');
  await screenshot(page, 'warehouse-1280-list', { fullPage: true });
  check('the packing list has address, gift wrap and note, and no price');

  await page.evaluate(() => { window.print = () => { document.body.dataset.printed = 'yes'; }; });
  await packing.locator('[data-do="print"]').click();
  await page.locator('body[data-printed="yes"]').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await packing.isVisible());
  for (const other of ['.bar', '.work', 'h1', '[data-do="print"]']) assert.ok(!await page.locator(other).first().isVisible(), `${other} is not for paper`);
  await screenshot(page, 'warehouse-paper');
  await page.emulateMedia({ media: null });
  await packing.locator('[data-do="close"]').click();
  await packing.waitFor({ state: 'detached' });
  check('the packing list alone is printed');

  const line = card.locator('[data-line]');
  await line.locator('input').fill('1');
  await card.locator('[data-do="picked"]').click();
  await line.getByText('2 to hand over: 1 picked, 0 packed, 0 in parcels').waitFor();
  await card.locator('[data-do="picked"]').click();
  await line.getByText('2 to hand over: 2 picked, 0 packed, 0 in parcels').waitFor();
  assert.ok(await card.locator('[data-do="picked"]').isDisabled());
  await card.locator('[data-do="packed"]').click();
  await line.getByText('2 to hand over: 2 picked, 1 packed, 0 in parcels').waitFor();
  check('what is in hand is picked and packed');

  const announce = async (carrier, number) => {
    await card.locator('input[name="carrier"]').fill(carrier);
    await card.locator('input[name="number"]').fill(number);
    await card.locator('[data-do="announce"]').click();
  };
  await announce('', 'NOBODYS');
  await page.getByRole('alert').locator('code', { hasText: 'CARRIER_NOT_RECOGNISED' }).waitFor();
  await announce('gls', `W-${suffix}-1`);
  const parcel = number => card.locator(`[data-parcel="W-${suffix}-${number}"]`);
  await parcel(1).waitFor();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await line.getByText('2 to hand over: 2 picked, 1 packed, 1 in parcels').waitFor();
  await announce('gls', `W-${suffix}-2`);
  await parcel(2).locator('[data-do="call-off"]').click();
  await parcel(2).waitFor({ state: 'detached' });
  await line.locator('input').waitFor();
  check('a parcel is announced and called off, and refusals are in the platform\'s words');

  await call('POST', `/v1/orders/${order.orderId}:changeAddress`, web, { delivery: to('Via Appia 2') });
  await parcel(1).getByText('Needs a new label').waitFor();
  await parcel(1).locator('[data-do="hand-over"]').click();
  await page.getByRole('alert').locator('code', { hasText: 'NEEDS_NEW_LABEL' }).waitFor();
  await parcel(1).locator('[data-do="call-off"]').click();
  await parcel(1).waitFor({ state: 'detached' });
  check('a parcel with an earlier address is not handed over');

  await announce('gls', `W-${suffix}-3`);
  await parcel(3).locator('[data-do="list"]').click();
  await packing.getByText('Via Appia 2').waitFor();
  await packing.locator('[data-do="close"]').click();
  await dress(visit, 390, 'dark', 'it');
  await parcel(3).waitFor();
  await page.getByRole('heading', { name: 'Magazzino' }).waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, work on a phone');
  await card.scrollIntoViewIfNeeded();
  await screenshot(page, 'warehouse-390-dark');
  check('the page on a phone, dark, in Italian');

  await parcel(3).locator('[data-do="hand-over"]').click();
  await card.waitFor({ state: 'detached' });
  assert.equal((await call('GET', `/v1/orders/${order.orderId}`, web)).order.status, 'ORDER_STATUS_IN_TRANSIT');
  check('the last parcel is handed over, and the order is on its way');

  await sit(visit, 'main', { subject: customer, role: 'customer', channel: 'WEB' });
  await dress(visit, 1280, 'light', 'en');
  await page.getByRole('heading', { name: 'This page is for others' }).waitFor();
  assert.deepEqual(await page.locator('.bar nav a').allTextContents(), ['Channels', 'Orders']);
  check('the page is not for customers, and not shown to them');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
