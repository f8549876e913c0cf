// What each device of the channels does when its network is off, its token ends, or the platform is away.
'use strict';
const assert = require('assert/strict');
const { call, sit, screenshot } = require('./console.js');
const { MARKET, live, row, fact, eventually, shows, showsNone, settled, add, newCustomer, open, joinTill, scan } = require('./channels-page.js');

const REFUSED_TOKEN = /401 \(Unauthorized\)/;
const NO_NETWORK = /net::ERR|Failed to fetch|WebSocket/;

module.exports = async (browser, check) => {
  await offlineTill(browser, check);
  await tokenEnds(browser, check);
  await platformAway(browser, check);
};

async function offlineTill(browser, check) {
  const { subject } = await newCustomer('receipt');
  const opened = await open(browser, { customer: subject, till: 'till-receipt' });
  const { visit, page, phone, till } = opened;
  await add(phone, 'mug', 'MUG-02');
  await settled(phone);
  await joinTill(opened);
  await shows(till, 'MUG-02', 1);
  await till.locator('[data-do="network"]').click();
  await scan(till, '96385074');
  await shows(till, 'SCARF-03', 1);
  assert.equal(await fact(till, 'pending'), '1');
  await row(phone, 'MUG-02').locator('[data-do="more"]').click();
  await shows(phone, 'MUG-02', 2);
  await till.locator('[data-do="sell-cash"]').click();
  await till.locator('[data-is="sold"]', { hasText: 'off line' }).waitFor();
  assert.equal(await fact(till, 'receipts'), '1');
  await page.reload();
  await live(page);
  await till.locator('[data-is="receipts"]').waitFor();
  assert.equal(await fact(till, 'receipts'), '1');
  await till.locator('[data-do="network"]').click();
  await till.locator('[data-is="sold"]', { hasText: /O-[A-Z0-9]{10}/ }).waitFor();
  assert.equal(await fact(till, 'receipts'), '0');
  await shows(phone, 'MUG-02', 1);
  await showsNone(phone, 'SCARF-03');
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
  check('a till off line scans and sells; the receipt outlives the page, becomes one order, and leaves the cart what was not bought');
}

async function tokenEnds(browser, check) {
  const { subject, bearer } = await newCustomer('ends');
  const { visit, page, phone } = await open(browser, { customer: subject });
  visit.expected.push(REFUSED_TOKEN);
  await add(phone, 'lamp', 'LAMP-01');
  await settled(phone);
  await sit(visit, 'phone', { subject, role: 'customer', channel: 'APP', ttl_seconds: '3' });
  await page.reload();
  await live(page);
  await phone.locator('[data-do="sign-in-again"]').waitFor();
  await row(phone, 'LAMP-01').locator('[data-do="more"]').click();
  await shows(phone, 'LAMP-01', 2);
  assert.equal(await fact(phone, 'pending'), '1');
  assert.equal(await phone.locator('[data-do="sign-in-again"]').getAttribute('href'), '/session/phone/sign-in?return=/channels');
  await screenshot(page, 'channels-token-ended');
  await sit(visit, 'phone', { subject, role: 'customer', channel: 'APP' });
  await page.reload();
  await live(page);
  await settled(phone);
  await shows(phone, 'LAMP-01', 2);
  const { cart } = await call('GET', `/v1/carts:active?market=${MARKET}`, bearer);
  assert.equal(cart.lines[0].quantity, 2);
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
  check('a token ends while the page is open: it asks to sign in again, and no edit is lost');
}

async function platformAway(browser, check) {
  const { subject, bearer } = await newCustomer('away');
  const { visit, page, phone, browser: laptop } = await open(browser, { customer: subject });
  await add(phone, 'mug', 'MUG-02');
  await settled(phone);
  await add(laptop, 'candle', 'CANDLE-04');
  await settled(laptop);
  await laptop.locator('[data-do="find"]').fill('lamp');
  await laptop.locator('[data-do="add"][data-sku="LAMP-01"]').waitFor();
  await laptop.locator('[data-do="find"]').press('Escape');
  visit.expected.push(NO_NETWORK);
  await visit.context.setOffline(true);
  await row(phone, 'MUG-02').locator('[data-do="more"]').click();
  await add(laptop, 'lamp', 'LAMP-01');
  await page.locator('.away').waitFor();
  await shows(phone, 'MUG-02', 2);
  await shows(laptop, 'LAMP-01', 1);
  await screenshot(page, 'channels-away');
  assert.deepEqual([await fact(phone, 'pending'), await fact(laptop, 'pending')], ['1', '1']);
  await visit.context.setOffline(false);
  await settled(phone);
  await settled(laptop);
  await eventually('the banner goes', async () => (await page.locator('.away').count()) === 0);
  const { cart } = await call('GET', `/v1/carts:active?market=${MARKET}`, bearer);
  assert.deepEqual(cart.lines.map(line => [line.sku, line.quantity]), [['MUG-02', 2]]);
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
  check('the platform is away: a banner, everything stays editable, nothing is lost');
}
