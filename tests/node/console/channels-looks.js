// The page of the channels with many lines and strange names, in its tour, and at every width, light and dark.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, letIn, axeFindings, screenshot } = require('./console.js');
const { run, MARKET, CONFLICT, live, row, eventually, shows, add, newCustomer, open, joinTill } = require('./channels-page.js');

module.exports = async (browser, check) => {
  await manyLinesAndStrangeNames(browser, check);
  await theTour(browser, check);
  await everyWidth(browser, check);
};

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
