// A member as agents and operators see them: found by their card, with balance, lots, coupons and wallets, why a purchase earned what it did, and the whole statement as a file.
'use strict';
const assert = require('assert/strict');
const fs = require('fs/promises');
const { visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { HTML, newMember, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const { suffix, member, cardNumber, order, coupon } = await newMember();
  const visit = await visitor(browser, { width: 1440, height: 1000 });
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: `agent-${suffix}`, role: 'agent' });
  await page.goto('/members');
  await interactive(page);
  const box = page.locator('#desk-text:enabled');
  await box.fill(cardNumber);
  await box.press('Enter');
  const head = page.locator(`[data-member="${member}"]`);
  await head.waitFor();
  assert.match(page.url(), new RegExp(`member=${member}$`));
  assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(cardNumber));
  await head.getByText(`•••• ${cardNumber.slice(-4)}`).waitFor();
  check('an agent finds a member by their card, of which only the end is shown');

  const panel = id => page.locator('section.panel', { has: page.locator(`#member-${id}`) });
  assert.deepEqual(await panel('tier').locator('[data-balance]').allTextContents(), ['300', '99', '0', '0']);
  await panel('tier').getByText('to go until Silver').waitFor();
  await panel('coupons').locator(`[data-coupon="${coupon}"]`).getByText('10 % off').waitFor();
  assert.match(await panel('wallets').locator('[data-wallet="STORE_CREDIT"]').innerText(), /25/);
  check('tier, progress, coupons and wallets are there');

  await panel('balance').locator('path.active').waitFor({ state: 'attached' });
  await panel('balance').getByText('In numbers').click();
  const [today] = await panel('balance').locator('tbody tr').allInnerTexts();
  assert.match(today, /300\s+99$/);
  assert.deepEqual((await panel('lots').locator('[data-lot]').evaluateAll(rows => rows.map(row => row.dataset.lot))).sort(), ['ADJUSTMENT', 'ORDER']);
  await panel('lots').getByText('Lapses next').waitFor();
  check('the balance is drawn and told in numbers, and lots say when they lapse');

  const earned = panel('entries').locator('[data-entry="EARN_PENDING"]');
  await earned.getByText('base').first().waitFor();
  await panel('entries').locator('[data-entry="ADJUST"]').getByText(`Sorry ${HTML}`).waitFor();
  await earned.locator('[data-do="why"]').press('Enter');
  await earned.locator('[data-why]').waitFor();
  assert.match(await earned.locator('[data-why]').innerText(), /99/);
  assert.equal(await earned.locator('[data-do="why"]').getAttribute('aria-expanded'), 'true');
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  check('each entry names its rule, and a purchase says why it earned so much');

  const [file] = await Promise.all([page.waitForEvent('download'), panel('entries').locator('[data-do="csv"]').click()]);
  assert.equal(file.suggestedFilename(), `statement-${member}.csv`);
  const lines = (await fs.readFile(await file.path(), 'utf8')).split('\r\n');
  assert.match(lines[0], /^sequence,recorded_at/);
  assert.ok(lines.some(line => line.includes('EARN_PENDING') && line.includes(order.orderId)));
  check('the whole statement is a file');

  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe');
  await screenshot(page, 'members-1440', { fullPage: true });
  await dress(visit, 390, 'dark', 'it');
  await page.getByRole('heading', { name: 'Estratto conto' }).waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, on a phone');
  await screenshot(page, 'members-390-dark', { fullPage: true });
  check('the page on a phone, dark, in Italian');

  await sit(visit, 'main', { subject: `ops-${suffix}`, role: 'ops' });
  await dress(visit, 1280, 'light', 'en');
  await page.goto('/members');
  await interactive(page);
  await page.locator('#desk-text:enabled').fill('nobody-at-all');
  await page.locator('#desk-text').press('Enter');
  await page.getByRole('alert').locator('code', { hasText: 'MEMBER_NOT_FOUND' }).waitFor();
  assert.equal(await page.locator('#desk-by').count(), 0);
  check('an operator looks by id alone, and a refusal is in the service\'s words');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
