// Pages for people who are not signed in, in a browser without scripts: an order found by number and e-mail or phone, and by its link; what does not match, forged and
// revoked links; four languages; both widths, light and dark.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, axeFindings, fits, screenshot } = require('./console.js');
const { buyOnline } = require('./customers.js');

const suffix = Math.random().toString(36).slice(2, 8);
const customer = `vera-${suffix}`;
const email = `vera.${suffix}@shop.example`;
const phone = `+3906${String(1_000_000 + Math.floor(Math.random() * 8_999_999))}`;
const at = hours => new Date(Date.now() + hours * 3_600_000).toISOString();

module.exports = async (browser, check) => {
  const people = { web: await token({ sub: customer, role: 'customer', channel: 'WEB' }), ops: await token({ sub: 'ops-1', role: 'ops' }) };
  const order = await sellOnline(people);
  await withoutScripts(browser, people, order, check);
  await atEachWidth(browser, people, order, check);
};

// ---- an order on its way, in a parcel with many scans

async function sellOnline({ web, ops }) {
  const order = await buyOnline({ suffix, customer, web }, { sku: 'LAMP-01', quantity: 2 }, {
    contact: { name: 'Vera Visitatrice', email, phone, language: 'it', timeZone: 'Europe/Rome' },
    delivery: { recipientName: 'Vera Visitatrice', address: { addressLines: ['Via Segreta 7'], postalCode: '20121', locality: 'Milano', regionCode: 'IT' } },
  });
  await call('POST', `/v1/orders/${order.orderId}/shipments`, ops, { carrierCode: 'dhl', trackingNumber: `V-${suffix.toUpperCase()}`, trackingUri: 'https://carrier.example/track?n=1', lines: [] });
  const scans = [['PICKED_UP', 'Milano'], ['IN_TRANSIT', 'Piacenza'], ['IN_TRANSIT', 'Parma'], ['IN_TRANSIT', 'Modena'], ['DELAYED', 'Bologna'], ['IN_TRANSIT', 'Firenze'], ['OUT_FOR_DELIVERY', 'Roma']];
  await call('POST', '/v1/trackingEvents:ingest', ops, {
    reports: scans.map(([status, place], index) => ({
      carrierCode: 'dhl',
      event: { trackingNumber: `V-${suffix.toUpperCase()}`, occurredAt: at((index - scans.length) / 1000), status: `SHIPMENT_STATUS_${status}`, place, description: 'Handed to Vera Visitatrice' },
    })),
  });
  return order;
}

// ---- what works without a script

async function withoutScripts(browser, { web }, order, check) {
  const visit = await visitor(browser, { width: 390, height: 844, scripts: false });
  const { page } = visit;
  const asked = watch(page);

  await page.goto('/');
  await page.getByRole('link', { name: /Find an order/ }).click();
  await page.getByRole('heading', { name: 'Find your order' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/p/orders');
  asked.length = 0;
  check('the start page leads to the form');

  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').textContent(), 'Skip to the content');
  await page.getByLabel('Order number').focus();
  await page.keyboard.type(` ${order.orderNumber.toLowerCase()} `);
  await page.keyboard.press('Tab');
  await page.keyboard.type(email.toUpperCase());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Order ${order.orderNumber}` }).waitFor();
  assert.match(new URL(page.url()).pathname, /^\/p\/track\/[\w-]+$/);
  check('an order is found by number and e-mail, with the keyboard');

  await page.locator('.sentence', { hasText: 'is out for delivery' }).waitFor();
  assert.equal(await page.locator('.parcel').count(), 1);
  assert.deepEqual(await page.locator('.parcel > .scans .place').allTextContents().then(all => all.map(text => text.trim())), ['Roma', 'Firenze', 'Bologna', 'Modena', 'Parma']);
  await page.getByText('Earlier: 2').click();
  await page.locator('.earlier .scans').getByText('Piacenza').waitFor();
  await page.getByRole('heading', { name: 'Delivery promise' }).waitFor();
  assert.ok(await page.locator('.steps li').count() >= 4);
  check('it is told whole: sentence, steps, parcel with its line of time, promise');

  const written = await page.content();
  for (const hidden of [email, 'vera', 'Vera', 'Via Segreta', '20121', `card-${suffix}`, '€', customer]) assert.ok(!written.includes(hidden), `${hidden} is nobody else's business`);
  check('nothing of the person, the address and the money is on it');

  await page.goto('/p/orders');
  await page.getByLabel('Order number').fill(order.orderNumber);
  await page.getByLabel('E-mail address or phone number').fill(`${phone.slice(0, 5)} ${phone.slice(5)}`);
  await page.getByRole('button', { name: 'Show the order' }).click();
  await page.getByRole('heading', { name: `Order ${order.orderNumber}` }).waitFor();
  check('and by number and phone');

  const misses = [];
  for (const [number, contact] of [[order.orderNumber, `someone.${suffix}@else.example`], ['O-AAAAAAAAAA', email]]) {
    await page.goto('/p/orders');
    await page.getByLabel('Order number').fill(number);
    await page.getByLabel('E-mail address or phone number').fill(contact);
    await page.getByRole('button', { name: 'Show the order' }).click();
    await page.getByRole('alert').getByText('We found no such order').waitFor();
    assert.equal(await page.getByLabel('Order number').inputValue(), number);
    misses.push((await page.locator('main').innerText()));
  }
  assert.equal(misses[0], misses[1]);
  check('a wrong e-mail reads like an order that there is not');

  const { token: grant } = await call('POST', `/v1/orders/${order.orderId}:createLink`, web, {});
  await page.goto(`/p/track/${grant}`);
  await page.getByRole('heading', { name: `Order ${order.orderNumber}` }).waitFor();
  check('a link opens the order');

  const said = new Set();
  for (const [name, language, words] of [['Italiano', 'it', /in consegna/], ['Română', 'ro', /comanda/i], ['中文', 'zh', /订单/], ['English', 'en', /out for delivery/]]) {
    await page.getByRole('link', { name }).click();
    await page.locator(`html[lang="${language}"] .sentence[lang="${language}"]`, { hasText: words }).waitFor();
    said.add(await page.locator('.sentence').textContent());
  }
  assert.equal(said.size, 4);
  await page.goto('/p/orders');
  await page.locator('html[lang="en"]').waitFor();
  check('it is said in four languages, and the choice is kept');

  const forged = (grant[0] === 'A' ? 'B' : 'A') + grant.slice(1);
  await call('POST', `/v1/orders/${order.orderId}:revokeLinks`, web, {});
  const refusals = [];
  for (const bad of [forged, grant, 'x']) {
    const answer = await page.goto(`/p/track/${bad}`);
    assert.equal(answer.status(), 404);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    refusals.push(await page.locator('main').innerText());
  }
  assert.equal(new Set(refusals).size, 1);
  await page.getByRole('link', { name: 'Find your order' }).click();
  await page.getByLabel('Order number').waitFor();
  check('a forged link and a revoked one show nothing, all alike');

  const others = asked.filter(({ type, path }) => !['document', 'stylesheet'].includes(type) && path !== '/console/icon.svg');
  assert.deepEqual([others, asked.filter(({ path }) => /_blazor|_framework|_content|\.js/.test(path))], [[], []]);
  assert.equal(visit.context.pages().length, 1);
  assert.deepEqual(visit.faults, expectedFaults(visit.faults));
  await visit.context.close();
  check('no script, no circuit, no web socket, no other origin');
}

// ---- how it looks

async function atEachWidth(browser, { web }, order, check) {
  const { token: grant } = await call('POST', `/v1/orders/${order.orderId}:createLink`, web, {});
  for (const [width, dark] of [[390, false], [390, true], [1920, false], [1920, true]]) {
    const visit = await visitor(browser, { width, height: width < 500 ? 844 : 1080, dark, language: dark ? 'zh-CN' : 'en-GB' });
    const { page } = visit;
    const asked = watch(page);
    const name = `${width}-${dark ? 'dark' : 'light'}`;
    for (const [path, picture, ready] of [['/p/orders', 'visitor-form', '#contact'], [`/p/track/${grant}`, 'visitor-order', '.sentence'], ['/p/track/x', 'visitor-no-link', '.empty']]) {
      await page.goto(path);
      await page.locator(ready).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), dark ? 'zh' : 'en');
      assert.equal(await page.locator('script').count(), 0);
      assert.equal(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(document.body).backgroundColor), dark && 'rgb(17, 19, 24)');
      await fits(page);
      assert.deepEqual(await axeFindings(page), [], `axe, ${picture} ${name}`);
      await screenshot(page, `${picture}-${name}`, { fullPage: true });
    }
    if (width === 390) {
      await page.goto('/p/orders');
      await page.locator('#number').fill('O-BBBBBBBBBB');
      await page.locator('#contact').fill(`nobody.${suffix}@else.example`);
      await page.locator('button[type=submit]').click();
      await page.getByRole('alert').waitFor();
      assert.deepEqual(await axeFindings(page), [], `axe, miss ${name}`);
      await screenshot(page, `visitor-miss-${name}`, { fullPage: true });
    }
    assert.equal(asked.filter(({ type }) => ['script', 'websocket', 'xhr', 'fetch', 'eventsource'].includes(type)).length, 0, JSON.stringify(asked));
    assert.deepEqual(visit.faults, expectedFaults(visit.faults));
    await visit.context.close();
    check(`form, order and refusal at ${width}, ${dark ? 'dark' : 'light'}`);
  }
}

// ---- helpers

// What the page asks for, web sockets included.
function watch(page) {
  const asked = [];
  page.on('request', request => asked.push({ type: request.resourceType(), path: new URL(request.url()).pathname }));
  page.on('websocket', socket => asked.push({ type: 'websocket', path: socket.url() }));
  return asked;
}

// The browser says in its console that a page's own status is 404; nothing else.
function expectedFaults(faults) {
  return faults.filter(fault => /status of 404/.test(fault) && /\/p\/(track\/|orders)/.test(fault));
}
