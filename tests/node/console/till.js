// Members at a store's till: found by card and proved by it, proved by the code of their app once, and only found by people of the store.
'use strict';
const assert = require('assert/strict');
const { createHmac } = require('crypto');
const { call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { newMember, dress } = require('./customers.js');

const STEP_MS = 30_000;

// RFC 6238 with HMAC-SHA-256 and 8 digits, as the app makes it.
function codeOf(secret, at) {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)));
  const hash = createHmac('sha256', key).update(counter).digest();
  return String((hash.readUInt32BE(hash[hash.length - 1] & 15) & 0x7fffffff) % 100_000_000).padStart(8, '0');
}

module.exports = async (browser, check) => {
  const { suffix, member, cardNumber, app, coupon } = await newMember();
  const { secret, scanPrefix, now } = await call('POST', `/v1/members/${member}:provisionCode`, app, {});
  const visit = await visitor(browser);
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: `till-${suffix}`, role: 'terminal', store_id: 'milano-1' });
  await page.goto('/till');
  await interactive(page);
  const find = async what => {
    await page.locator('[name="what"]:enabled').fill(what);
    await page.locator('[name="what"]').press('Enter');
  };
  const found = page.locator(`[data-found="${member}"]`);
  await find('0000000000000');
  await page.getByRole('alert').locator('code', { hasText: 'MEMBER_NOT_FOUND' }).waitFor();
  await find(cardNumber);
  await found.waitFor();
  await found.getByText('Not proved to be here').waitFor();
  assert.match(await found.locator('[data-active]').innerText(), /300 points\s*= €3/);
  await found.locator(`[data-coupon="${coupon}"]`).waitFor();
  await found.locator('[data-wallet="STORE_CREDIT"]').waitFor();
  assert.doesNotMatch(await found.innerText(), new RegExp(cardNumber));
  check('a till finds a member by card, with what they can pay with');

  await found.locator('[data-do="card"]').click();
  await found.getByText('Is here, by the card').waitFor();
  await found.getByText('500 points can still be held on the card today.').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe');
  await screenshot(page, 'till-1280', { fullPage: true });
  check('the scan of a card proves less, and says how much');

  const scan = `${scanPrefix}${codeOf(secret, Date.parse(now))}`;
  await find(scan);
  await found.getByText('Is here, by the app\'s code').waitFor();
  await find(scan);
  await page.getByRole('alert').locator('code', { hasText: 'CODE_USED' }).waitFor();
  check('the picture of the app finds and proves at once, and is good once');

  await sit(visit, 'main', { subject: `associate-${suffix}`, role: 'associate', store_id: 'milano-1' });
  await dress(visit, 390, 'dark', 'it');
  await find(cardNumber);
  await found.getByText('La prova si dà alla cassa.').waitFor();
  assert.equal(await found.locator('[data-do="card"], [data-do="code"]').count(), 0);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, on a phone');
  await screenshot(page, 'till-390-dark', { fullPage: true });
  check('people of the store find, and take no proof; the page on a phone, dark, in Italian');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
