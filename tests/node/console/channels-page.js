// The page of the three channels, as a test clicks on it.
'use strict';
const { token, call, visitor, letIn, sit, interactive } = require('./console.js');

const run = Math.random().toString(36).slice(2, 8);
const MARKET = 'IT';
const CONFLICT = /409 \(Conflict\)/;
const patience = 20_000;

/** Its circuit has drawn the page: the till works. */
async function live(page) {
  await interactive(page);
  await page.locator('.channels-page[data-live]').waitFor();
}

const panel = (page, name) => page.locator(`[data-channel-panel="${name}"]`);
const row = (device, sku) => device.locator(`.cart li[data-sku="${sku}"]`);
const quantity = (device, sku) => row(device, sku).locator('[data-do="quantity"]').inputValue();
const fact = (device, name) => device.locator(`[data-is="${name}"]`).innerText();

async function eventually(what, look) {
  let last;
  for (const end = Date.now() + patience; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 25))) {
    try {
      last = await look();
      if (last) return last;
    } catch (failure) {
      last = failure;
    }
  }

  throw new Error(`It never came to this: ${what} (last: ${last})`);
}

const shows = (device, sku, expected) => eventually(`${sku} is ${expected}`, async () => (await row(device, sku).count()) === 1 && (await quantity(device, sku)) === String(expected));
const showsNone = (device, sku) => eventually(`${sku} is gone`, async () => (await row(device, sku).count()) === 0);
const settled = device => eventually('nothing waits', async () => (await fact(device, 'pending')) === '0');

async function add(device, words, sku) {
  await device.locator('[data-do="find"]').fill(words);
  await device.locator(`[data-do="add"][data-sku="${sku}"]`).click();
  await device.locator('[data-do="find"]').press('Escape');
}

async function newCustomer(name) {
  const subject = `${name}-${run}`;
  const bearer = await token({ sub: subject, role: 'customer', channel: 'APP' });
  await call('PUT', `/v1/contacts/${subject}`, bearer, { details: { name: 'Anna', email: `${subject}@shop.example`, language: 'en', timeZone: 'Europe/Rome' } });
  await call('POST', '/v1/members', bearer, { memberId: subject });
  return { subject, bearer };
}

/** A page with a customer on the phone, one in the browser where one is named (`laptop`), and a till where one is named. */
async function open(browser, { customer, laptop, till, width = 1366, dark = false, height = 1100 }) {
  const visit = await visitor(browser, { width, height, dark });
  await letIn(visit);
  await sit(visit, 'phone', { subject: customer, role: 'customer', channel: 'APP' });
  if (laptop) await sit(visit, 'browser', { subject: laptop, role: 'customer', channel: 'WEB' });
  if (till) await sit(visit, 'till', { subject: `${till}-${run}`, role: 'terminal', store_id: 'milano-1', actor: 'associate-7' });
  await visit.page.goto('/channels');
  await live(visit.page);
  const devices = { phone: panel(visit.page, 'phone'), browser: panel(visit.page, 'browser'), till: panel(visit.page, 'till') };
  await devices.phone.locator('[data-do="find"]').waitFor();
  return { visit, page: visit.page, ...devices };
}

async function joinTill({ phone, till }) {
  await phone.locator('[data-do="handover"]').click();
  const code = await phone.locator('[data-is="handover-code"]').innerText();
  await phone.locator('[data-is="handover"] img').waitFor();
  await till.locator('[data-do="handover-code"]').fill(code.toLowerCase());
  await till.locator('[data-do="join"]').click();
  await till.locator('[data-do="find"]').waitFor();
}

async function scan(till, code) {
  await till.locator('[data-do="find"]').fill(code);
  await till.locator('[data-do="find"]').press('Enter');
}

async function payForm(device) {
  await device.locator('[data-do="checkout"]').click();
  const form = device.locator('[data-is="checkout-form"]');
  for (const [name, value] of [['name', 'Anna'], ['email', `anna-${run}@shop.example`], ['street', 'Via Brera 1'], ['postalCode', '20121'], ['town', 'Milano']]) await form.locator(`input[name="${name}"]`).fill(value);
  await form.locator('input[name="shippingOptionId"][value="standard"]').check();
  return form;
}

module.exports = { run, MARKET, CONFLICT, live, panel, row, quantity, fact, eventually, shows, showsNone, settled, add, newCustomer, open, joinTill, scan, payForm };
