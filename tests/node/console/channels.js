// One cart on a phone, in a browser and at a till, by clicks: live, off line and back, merged and undone, checked out twice at once, sold; and what each device does when its
// token ends or the platform is away.
'use strict';
const assert = require('assert/strict');
const { main } = require('../lib');
const { world, token, call, inChromium, visitor, letIn, sit, interactive, axeFindings, screenshot } = require('./console.js');

const run = Math.random().toString(36).slice(2, 8);
const MARKET = 'IT';
const CONFLICT = /409 \(Conflict\)/;
const REFUSED_TOKEN = /401 \(Unauthorized\)/;
const NO_NETWORK = /net::ERR|Failed to fetch|WebSocket/;
const patience = 20_000;

main(() => inChromium(async browser => {
  const checks = [];
  const check = name => checks.push(name);
  await theStory(browser, check);
  await offlineTill(browser, check);
  await tokenEnds(browser, check);
  await platformAway(browser, check);
  await manyLinesAndStrangeNames(browser, check);
  await theTour(browser, check);
  await everyWidth(browser, check);
  return { checks };
}));

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

/** A page with a customer on the phone, and a till where one is named. */
async function open(browser, { customer, till, phoneSeconds, width = 1366, dark = false, height = 1100 }) {
  const visit = await visitor(browser, { width, height, dark });
  await letIn(visit, '/');
  await interactive(visit.page);
  await sit(visit, 'phone', { subject: customer, role: 'customer', channel: 'APP', ...(phoneSeconds ? { ttl_seconds: String(phoneSeconds) } : {}) });
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

async function theStory(browser, check) {
  const coupon = `TEN-${run}`.toUpperCase();
  await call('POST', '/v1/coupons:issue', await token({ sub: 'ops-1', role: 'ops' }), { codes: [coupon], terms: { percent: '10', maxRedemptions: 1 } });
  const { subject } = await newCustomer('story');
  const opened = await open(browser, { customer: subject, till: 'till-story' });
  const { visit, page, phone, browser: laptop, till } = opened;
  await eventually('the browser is a guest\'s', async () => (await laptop.locator('.device-who').innerText()) === 'guest');

  await add(phone, 'candle', 'CANDLE-04');
  await shows(phone, 'CANDLE-04', 1);
  await row(phone, 'CANDLE-04').locator('[data-do="more"]').click();
  await shows(phone, 'CANDLE-04', 2);
  await row(phone, 'CANDLE-04').locator('[data-do="less"]').click();
  await shows(phone, 'CANDLE-04', 1);
  await add(phone, '4006381333931', 'LAMP-01');
  await row(phone, 'LAMP-01').locator('[data-do="menu"]').click();
  await row(phone, 'LAMP-01').locator('[data-do="save"]').click();
  await row(phone, 'LAMP-01').locator('[data-do="unsave"]').click();
  await shows(phone, 'LAMP-01', 1);
  await row(phone, 'LAMP-01').locator('[data-do="menu"]').click();
  await row(phone, 'LAMP-01').locator('[data-do="wish"]').click();
  await showsNone(phone, 'LAMP-01');
  await phone.locator('[data-is="wishes"] summary').click();
  await phone.locator('[data-do="fulfil"]').click();
  await shows(phone, 'LAMP-01', 1);
  await eventually('the wish is fulfilled', async () => (await phone.locator('[data-is="wishes"]').count()) === 0);
  await row(phone, 'LAMP-01').locator('[data-do="menu"]').click();
  await row(phone, 'LAMP-01').locator('[data-do="remove"]').click();
  await showsNone(phone, 'LAMP-01');
  await phone.locator('[data-do="code"]').fill(coupon.toLowerCase());
  await phone.locator('[data-do="apply-code"]').click();
  await phone.locator('.codes .chip', { hasText: coupon }).waitFor();
  await settled(phone);
  check('search and scan add; quantity, saved for later, wish list, coupon');

  await add(laptop, 'candle', 'CANDLE-04');
  await row(laptop, 'CANDLE-04').locator('[data-do="quantity"]').fill('3');
  await row(laptop, 'CANDLE-04').locator('[data-do="quantity"]').press('Enter');
  await add(laptop, 'mug', 'MUG-02');
  await settled(laptop);
  assert.equal(await laptop.locator('[data-do="sign-in"]').getAttribute('href'), '/session/browser/sign-in?return=/channels');
  await sit(visit, 'browser', { subject, role: 'customer', channel: 'WEB' });
  await page.reload();
  await live(page);
  const merge = laptop.locator('[data-is="merge"]');
  await merge.waitFor();
  const explained = await merge.locator('.merge li').allInnerTexts();
  assert.equal(explained.length, 2);
  assert.ok(explained.every(text => /before signing in/.test(text)), explained.join(' | '));
  await shows(laptop, 'CANDLE-04', 3);
  await shows(phone, 'MUG-02', 1);
  await screenshot(page, 'channels-merge');
  check('signing in merges the guest\'s cart, every line explained');

  await merge.locator('[data-do="undo"]').click();
  await shows(phone, 'CANDLE-04', 1);
  await showsNone(phone, 'MUG-02');
  await showsNone(laptop, 'MUG-02');
  check('the merge is undone');

  await add(laptop, 'mug', 'MUG-02');
  await shows(phone, 'MUG-02', 1);
  // Off line a device finds what it has seen.
  await laptop.locator('[data-do="find"]').fill('scarf');
  await laptop.locator('[data-do="add"][data-sku="SCARF-03"]').waitFor();
  await laptop.locator('[data-do="find"]').press('Escape');
  await phone.locator('[data-do="network"]').click();
  await laptop.locator('[data-do="network"]').click();
  await row(phone, 'CANDLE-04').locator('[data-do="more"]').click();
  await row(phone, 'CANDLE-04').locator('[data-do="more"]').click();
  await add(laptop, 'scarf', 'SCARF-03');
  await row(laptop, 'CANDLE-04').locator('[data-do="more"]').click();
  await shows(phone, 'CANDLE-04', 3);
  await shows(laptop, 'CANDLE-04', 2);
  assert.deepEqual([await fact(phone, 'pending'), await fact(laptop, 'pending')], ['2', '2']);
  assert.equal(await row(phone, 'SCARF-03').count(), 0);
  await screenshot(page, 'channels-offline');
  await laptop.locator('[data-do="network"]').click();
  await phone.locator('[data-do="network"]').click();
  for (const device of [phone, laptop]) {
    await shows(device, 'CANDLE-04', 4);
    await shows(device, 'SCARF-03', 1);
    await settled(device);
  }
  check('both sides are edited off line, and lose and double nothing');

  await joinTill(opened);
  await shows(till, 'CANDLE-04', 4);
  await scan(till, '4006381333931');
  await shows(phone, 'LAMP-01', 1);
  await row(phone, 'LAMP-01').locator('[data-do="more"]').click();
  await shows(till, 'LAMP-01', 2);
  await phone.locator('.chips .chip', { hasText: 'milano-1' }).waitFor();
  await row(till, 'SCARF-03').locator('[data-do="how"]').selectOption('ship');
  await till.locator('[data-is="shipping"]').waitFor();
  check('the till joins by code, and edits the same live cart');

  visit.expected.push(CONFLICT);
  await Promise.all([settled(phone), settled(laptop), settled(till)]);
  const forms = [await payForm(phone), await payForm(laptop)];
  await page.evaluate(both => both.forEach(form => form.requestSubmit()), await Promise.all(forms.map(form => form.elementHandle())));
  const isOwn = device => device.locator('[data-is="own-checkout"]').count();
  await eventually('one has it', async () => (await isOwn(phone)) + (await isOwn(laptop)) === 1);
  const [winner, loser, where] = (await isOwn(phone)) === 1 ? [phone, laptop, 'on a phone'] : [laptop, phone, 'in a browser'];
  assert.match(await loser.locator('[data-is="notice"]').innerText(), new RegExp(`being checked out already, ${where}`));
  await loser.locator('[data-is="other-checkout"]', { hasText: where }).waitFor();
  await till.locator('[data-is="other-checkout"]', { hasText: where }).waitFor();
  assert.equal(await row(loser, 'CANDLE-04').locator('[data-do="more"]').isDisabled(), true);
  await screenshot(page, 'channels-two-checkouts');
  await winner.locator('[data-do="give-up"]').click();
  await eventually('the cart is open again', async () => !(await row(loser, 'CANDLE-04').locator('[data-do="more"]').isDisabled()));
  check('of two checkouts at once one wins, the other is told where');

  await till.locator('[data-is="shipping"]').waitFor();
  for (const [name, value] of [['ship-name', 'Anna'], ['ship-street', 'Via Brera 1'], ['ship-postal-code', '20121'], ['ship-town', 'Milano']]) {
    await till.locator(`[data-do="${name}"]`).fill(value);
    await till.locator(`[data-do="${name}"]`).press('Tab');
  }
  await till.locator('[data-do="sell-card"]').click();
  const sold = await till.locator('[data-is="sold"]').innerText();
  assert.match(sold, /O-[A-Z0-9]{10}/);
  for (const device of [phone, laptop]) {
    await device.locator('[data-is="sold"]').waitFor();
    await showsNone(device, 'CANDLE-04');
  }
  await eventually('points are on their way', async () => Number(await fact(phone, 'points-pending')) > 0);
  await screenshot(page, 'channels-sold');
  const { orders } = await call('GET', `/v1/customers/${subject}/orders`, await token({ sub: subject, role: 'customer', channel: 'APP' }));
  assert.equal(orders.length, 1);
  const order = (await call('GET', `/v1/orders/${orders[0].orderId}`, await token({ sub: subject, role: 'customer', channel: 'APP' }))).order;
  const how = Object.fromEntries(order.lines.map(({ sale }) => [sale.sku, Object.keys(sale.fulfilment)[0]]));
  assert.deepEqual([how['SCARF-03'], how['CANDLE-04']], ['ship', 'takeAway']);
  assert.ok(order.lines.every(({ sale }) => sale.discounts.some(discount => discount.sourceId === coupon)), 'the coupon counts');
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
  check('the till sells it once, one line ships from elsewhere, the others are empty, points are on their way');
}

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
  const { visit, page, phone } = await open(browser, { customer: subject, phoneSeconds: 4 });
  visit.expected.push(REFUSED_TOKEN);
  await add(phone, 'lamp', 'LAMP-01');
  await settled(phone);
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

async function manyLinesAndStrangeNames(browser, check) {
  const ops = await token({ sub: 'ops-1', role: 'ops' });
  const names = ['<img src=x onerror="document.title=\'taken\'"><b>bold</b>', 'מנורת שולחן מעץ אלון', '\u202Egnirts desrever'];
  const titleOf = index => names[index] ?? `Thing ${index} of many`;
  const items = Array.from({ length: 500 }, (_, index) => ({
    sku: `MANY-${run}-${index}`, title: { texts: { en: titleOf(index) } }, category: 'test/many', prices: [{ market: MARKET, currencyCode: 'EUR', unitPrice: '1.00' }],
  }));
  const { results } = await call('POST', '/v1/items:upsert', ops, { items });
  assert.ok(results.every(result => !result.refusal), JSON.stringify(results.find(result => result.refusal)));
  const { subject, bearer } = await newCustomer('many');
  const { cart } = await call('GET', `/v1/carts:active?market=${MARKET}`, bearer);
  await call('POST', `/v1/carts/${cart.cartId}:apply`, bearer, { operations: items.map(({ sku }) => ({ add: { sku, quantity: 1 } })) });
  const opened = await open(browser, { customer: subject, till: 'till-many' });
  const { visit, page, phone, till } = opened;
  await eventually('all lines are there', async () => (await phone.locator('.cart li[data-sku]').count()) === 500);
  const [html, rightToLeft] = [row(phone, items[0].sku), row(phone, items[1].sku)];
  assert.equal(await html.locator('.name').innerText(), names[0]);
  assert.equal(await rightToLeft.locator('.name').innerText(), names[1]);
  assert.equal(await page.locator('.channels .cart img, .channels .cart b').count(), 0);
  await joinTill(opened);
  await eventually('the till has them, too', async () => (await till.locator('.cart li[data-sku]').count()) === 500);
  assert.equal(await row(till, items[0].sku).locator('.name').innerText(), names[0]);
  const last = items[499].sku;
  await row(phone, last).locator('[data-do="more"]').click();
  await shows(phone, last, 2);
  await shows(till, last, 2);
  await row(till, items[1].sku).locator('[data-do="more"]').click();
  await shows(phone, items[1].sku, 2);
  assert.notEqual(await page.title(), 'taken');
  await screenshot(page, 'channels-500-lines');
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
  check('500 lines stay usable on phone and till; names with HTML or from right to left are text');
}

async function theTour(browser, check) {
  const visit = await visitor(browser, { width: 1366, height: 1100 });
  visit.expected.push(CONFLICT);
  const { page } = visit;
  await letIn(visit, '/channels?pace=50');
  await live(page);
  await page.locator('[data-do="play"]').click();
  const told = new Set();
  await eventually('the story is over', async () => {
    const [state, step, text] = await page.locator('.tour').evaluate(tour => [tour.dataset.state, tour.dataset.step, tour.querySelector('.tour-sentence').textContent]);
    if (state === 'stopped') throw new Error(text);
    told.add(step);
    return state === 'over';
  });
  assert.equal(told.has('10'), true);
  await screenshot(page, 'channels-tour');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
  check('the guided tour plays its ten steps by itself');
}

async function everyWidth(browser, check) {
  const { subject } = await newCustomer('width');
  for (const dark of [false, true]) {
    const { visit, page, phone } = await open(browser, { customer: subject, till: `till-width-${dark}`, dark, width: 1280, height: 900 });
    if ((await row(phone, 'MUG-02').count()) === 0) await add(phone, 'mug', 'MUG-02');
    await phone.locator('[data-do="handover"]').click();
    await phone.locator('[data-is="handover"]').waitFor();
    for (const width of dark ? [1280, 390] : [1280, 768, 390]) {
      await page.setViewportSize({ width, height: 900 });
      for (const channel of width < 1100 ? ['phone', 'browser', 'till'] : ['']) {
        const name = ['channels', width, dark ? 'dark' : 'light', channel].filter(part => part !== '').join('-');
        if (channel) await page.locator(`[data-do="choose-${channel}"]`).click();
        await screenshot(page, name, { fullPage: true });
        assert.deepEqual(await axeFindings(page), [], `axe, ${name}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${name} is not wider than the screen`);
      }
    }

    assert.deepEqual(visit.faults, []);
    await visit.context.close();
  }
  check('at 390, 768 and 1280, light and dark, axe finds nothing serious');
}
