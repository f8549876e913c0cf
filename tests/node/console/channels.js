// One cart on a phone, in a browser and at a till, by clicks: live, off line and back, merged and undone, checked out twice at once, sold.
'use strict';
const assert = require('assert/strict');
const { token, call, sit, screenshot } = require('./console.js');
const { run, CONFLICT, live, row, fact, eventually, shows, showsNone, settled, add, newCustomer, open, joinTill, scan, payForm } = require('./channels-page.js');

module.exports = theStory;

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
