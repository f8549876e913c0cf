// The agent's desk and the order page: a customer is found and seen whole, the timeline grows by itself, messages and frictions say why; the customer sees their own
// order on a phone, in four languages, and nobody else's. What comes from outside is text, whatever it looks like.
'use strict';
const assert = require('assert/strict');
const { main } = require('../lib');
const { world, token, call, inChromium, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');

const HTML = '<img src=x onerror="document.title=1">';
const HEBREW = 'שרה כהן';
const DAY = 86_400_000;
const PHONE = String(1_000_000 + Math.floor(Math.random() * 8_999_999));
const suffix = Math.random().toString(36).slice(2, 8);
const customer = `anna-${suffix}`;
const email = `anna.${suffix}@shop.example`;
const at = days => new Date(Date.now() + days * DAY).toISOString();

main(async () => {
  const people = await makePeople();
  const sold = await sellInStore(people);
  const order = await sellOnline(people);
  return inChromium(async browser => {
    const checks = [];
    const check = name => { checks.push(name); console.error(`ok ${name}`); };
    await atTheDesk(browser, people, { sold, order }, check);
    await onThePhone(browser, people, { sold, order }, check);
    return { checks };
  });
});

// ---- what the platform knows before anybody looks

async function makePeople() {
  const people = {
    app: await token({ sub: customer, role: 'customer', channel: 'APP', device_id: `phone-${suffix}` }),
    till: await token({ sub: `till-${suffix}`, role: 'terminal', store_id: 'milano-1', actor: 'associate-7' }),
    agent: await token({ sub: 'agent-3', role: 'agent' }),
    ops: await token({ sub: 'ops-1', role: 'ops' }),
  };
  await call('PUT', `/v1/contacts/${customer}`, people.app, { details: { email, language: 'it', timeZone: 'Europe/Rome' } });
  await call('PUT', `/v1/customers/${customer}/profile`, people.app, { profile: { name: `${HTML} ${HEBREW}`, language: 'it', timeZone: 'Europe/Rome', birthday: '--05-12', interests: ['lamps'] } });
  await call('POST', '/v1/members', people.app, { memberId: customer });
  await call('POST', `/v1/contacts/${customer}/consents`, people.app, { purpose: 'CONSENT_PURPOSE_MARKETING', medium: 'MEDIUM_EMAIL', granted: false });
  await call('POST', `/v1/contacts/${customer}/consents`, people.app, { purpose: 'CONSENT_PURPOSE_SERVICE', medium: 'MEDIUM_EMAIL', granted: true, wordingVersion: 'service-2' });
  await call('POST', `/v1/customers/${customer}/identities`, people.agent,
    { identity: { kind: 'IDENTITY_KIND_EMAIL', value: email }, assurance: 'IDENTITY_ASSURANCE_VERIFIED', evidence: 'code by e-mail' });
  return people;
}

// As the README's tour has it: a cart from the app, taken over by a till and sold there.
async function sellInStore({ app, till }) {
  const { cart } = await call('GET', '/v1/carts:active?market=IT', app);
  await call('POST', `/v1/carts/${cart.cartId}/lines`, app, { sku: 'MUG-02', quantity: 2 });
  const { code } = await call('POST', `/v1/carts/${cart.cartId}/handoffs`, app, {});
  await call('POST', '/v1/handoffs:claim', till, { code });
  const { cart: full } = await call('POST', `/v1/carts/${cart.cartId}/lines`, till, { sku: 'LAMP-01', quantity: 1 });
  const { checkout } = await call('POST', `/v1/carts/${cart.cartId}:checkoutInStore`, till, {
    expectedVersion: full.version, tenders: [{ kind: 'TENDER_KIND_CARD', reference: `terminal-${suffix}`, amount: full.totals.due }],
  });
  return eventually('the sale is an order', () => call('GET', `/v1/customers/${customer}/orders`, app).then(({ orders = [] }) => orders.find(({ orderNumber }) => orderNumber === checkout.orderNumber)));
}

// A marketplace's order in two parcels, one of which is late.
async function sellOnline({ ops }) {
  const { order } = await call('POST', '/v1/orders:record', ops, {
    order: {
      source: 'marketplace', externalId: `M-${suffix}`, customerId: customer, market: 'IT', currencyCode: 'EUR', channel: 'CHANNEL_WEB', placedAt: at(-3),
      lines: [
        { lineId: '1', sku: 'LAMP-01', title: `Desk lamp ${HTML}`, quantity: 2, unitPrice: '49.90', options: { colour: 'oak' } },
        { lineId: '2', sku: 'SCARF-03', title: `צעיף צמר`, quantity: 1, unitPrice: '35.00', discount: { currencyCode: 'EUR', amountMinor: '500' } },
      ],
      shipping: { currencyCode: 'EUR', amountMinor: '490' },
      tenders: [{ kind: 'TENDER_KIND_WALLET', reference: `wallet-${suffix}`, amount: { currencyCode: 'EUR', amountMinor: '13470' } }],
    },
  });
  const { promise } = await call('POST', `/v1/orders/${order.orderId}/promises`, ops, { earliestAt: at(1), latestAt: at(2) });
  await call('POST', `/v1/orders/${order.orderId}/promises/${promise.promiseId}:revise`, ops, { earliestAt: at(1.5), latestAt: at(2.5), reason: 'STRIKE_AT_THE_HUB' });
  for (const [number, lineId, quantity] of [['A', '1', 2], ['B', '2', 1]]) {
    await call('POST', `/v1/orders/${order.orderId}/shipments`, ops,
      { carrierCode: number === 'A' ? 'dhl' : 'gls', trackingNumber: parcel(number), trackingUri: number === 'A' ? 'https://carrier.example/track?n=1' : 'javascript:alert(1)', lines: [{ lineId, quantity }] });
  }
  await scan(ops, 'dhl', 'A', [[-2, 'PICKED_UP', 'Milano', `Collected ${HTML}`], [-1.5, 'IN_TRANSIT', 'Bologna', 'At the hub'], [-1, 'IN_TRANSIT', 'Firenze', 'At the hub'], [-0.6, 'DELAYED', 'Firenze', 'Strike']], at(4));
  await scan(ops, 'gls', 'B', [[-2, 'PICKED_UP', 'Milano', 'Collected'], [-1.2, 'OUT_FOR_DELIVERY', 'Roma', 'On the van'], [-1, 'DELIVERED', 'Roma', 'Delivered']]);
  return order;
}

function parcel(name) { return `${suffix.toUpperCase()}-${name}`; }

function scan(ops, carrierCode, name, scans, estimatedDeliveryAt) {
  return call('POST', '/v1/trackingEvents:ingest', ops, {
    reports: scans.map(([days, status, place, description]) => ({
      carrierCode, event: { trackingNumber: parcel(name), occurredAt: at(days), status: `SHIPMENT_STATUS_${status}`, place, description, ...(estimatedDeliveryAt ? { estimatedDeliveryAt } : {}) },
    })),
  });
}

// ---- the agent

async function atTheDesk(browser, people, { sold, order }, check) {
  await eventually('the order is on the timeline as at risk', async () => {
    const { frictionSignals = [], orders = [] } = await call('GET', `/v1/customers/${customer}/context`, people.agent);
    return frictionSignals.some(({ code }) => code === 'PROMISE_AT_RISK') && orders.length === 2;
  });
  const visit = await visitor(browser, { width: 1440, height: 1000 });
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: 'agent-3', role: 'agent' });
  await page.goto('/desk');
  await interactive(page);
  await screenshot(page, 'desk-empty');
  const box = page.getByLabel('E-mail, phone, card, order or customer');

  // The form listens once the circuit has drawn it anew.
  await eventually('the page says how it understands what is typed', async () => {
    await box.fill('');
    await box.fill('+39 06 7654321');
    return page.getByText('Looked for by: Phone.').isVisible();
  });
  await box.press('Enter');
  await page.getByRole('alert').getByText('No customer is known by this name.').waitFor();
  assert.equal(await page.getByRole('alert').locator('code').textContent(), 'IDENTITY_NOT_FOUND');
  check('who is not known is refused in the service\'s words');

  await box.fill(sold.orderNumber);
  await page.getByLabel("E-mail or phone of the order's buyer").fill('someone@else.example');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('alert').locator('code', { hasText: 'ORDER_NOT_FOUND' }).waitFor();
  check('an order\'s number alone proves nothing');

  await box.fill(` ${email.toUpperCase()} `);
  await box.press('Enter');
  await page.locator('.customer h2').waitFor();
  assert.equal(await page.locator('.customer h2').textContent(), `${HTML} ${HEBREW}`);
  assert.match(await page.locator('.customer').textContent(), /found by e-mail a\*\*\*@shop\.example · proved/);
  assert.match(page.url(), new RegExp(`customer=${customer}$`));
  check('a customer is found by e-mail, and their name is text');

  const panel = name => page.locator('section', { has: page.getByRole('heading', { name, level: 2 }) });
  await panel('Who').getByText(email).waitFor();
  await panel('Orders').getByRole('link', { name: sold.orderNumber }).waitFor();
  await panel('Orders').getByText('At risk').waitFor();
  await panel('Points').getByText('pending', { exact: false }).first().waitFor();
  assert.match(await panel('Consents').locator('tbody', { hasText: 'Offers' }).textContent(), /refused/);
  assert.match(await panel('Consents').locator('tbody', { hasText: 'Service' }).textContent(), /agreed.*service-2/s);
  check('who, contact, orders, points and consents are on one page');

  await panel('Frictions').getByText('promise-at-risk.explain').waitFor();
  assert.match(await panel('Frictions').textContent(), /PROMISE_AT_RISK/);
  check('a friction names the rule behind it');

  const confirmation = panel('Messages').getByRole('button', { name: 'Why: Order confirmation' }).first();
  await confirmation.click();
  await panel('Messages').getByText('every check allowed it').or(panel('Messages').getByText('it arrived')).first().waitFor();
  assert.ok(await panel('Messages').locator('.trail li').count() >= 5);
  check('a message says why it was sent, check by check');

  const timeline = panel('Timeline');
  await timeline.getByText('live', { exact: true }).waitFor();
  await call('POST', `/v1/contacts/${customer}/consents`, people.app, { purpose: 'CONSENT_PURPOSE_MARKETING', medium: 'MEDIUM_SMS', granted: true, wordingVersion: 'marketing-1' });
  const learned = timeline.locator('li.fresh', { hasText: 'by SMS: agreed' });
  await learned.waitFor();
  assert.equal(await learned.count(), 1);
  const times = await timeline.locator('.entries time').evaluateAll(all => all.map(time => time.dateTime));
  assert.deepEqual(times, [...times].sort().reverse(), 'newest first');
  await panel('Consents').getByText('marketing-1').waitFor();
  check('the timeline grows by itself, and the rest follows');

  const who = panel('Who');
  await who.getByText('Link a name').click();
  await who.getByLabel('Kind').selectOption({ label: 'phone' });
  await who.getByLabel('Name', { exact: true }).fill(`+39 06 ${PHONE}`);
  await who.getByLabel('What shows it').fill('called back');
  await who.getByRole('button', { name: 'Link', exact: true }).click();
  await who.locator('.names').getByText(`***${PHONE.slice(-3)}`).waitFor();
  await box.fill(`+3906${PHONE}`);
  await box.press('Enter');
  await page.locator('.customer').getByText('found by phone').waitFor();
  await who.getByRole('button', { name: `Unlink ***${PHONE.slice(-3)}` }).click();
  await who.locator('form').getByRole('button', { name: 'Unlink' }).click();
  await who.getByText('REASON_REQUIRED').waitFor();
  await who.getByLabel('Why does it end?').fill('sold the phone');
  await who.locator('form').getByRole('button', { name: 'Unlink' }).click();
  await who.locator('.names').getByText(`***${PHONE.slice(-3)}`).waitFor({ state: 'detached' });
  check('a name is linked, found by, and unlinked with a reason');

  await call('POST', '/v1/campaigns', people.ops, {
    campaignId: `sale-${suffix}`, medium: 'MEDIUM_EMAIL', title: { texts: { en: 'Sale' } }, text: { texts: { en: 'All lamps' } }, contactIds: [customer],
  });
  await timeline.locator('li.fresh', { hasText: 'was not sent' }).waitFor();
  await panel('Messages').getByText('unsubscribed').first().waitFor();
  await panel('Messages').locator('li', { hasText: 'unsubscribed' }).getByRole('button').first().click();
  await panel('Messages').getByText('It was not sent because this person does not want messages of this kind.').waitFor();
  check('a message that was not sent says why');
  await screenshot(page, 'desk-1440', { fullPage: true });

  await timeline.getByRole('button', { name: 'Promise' }).click();
  await timeline.locator('li[data-kind="POINTS"]').first().waitFor({ state: 'detached' });
  await timeline.locator('li[data-kind="PROMISE"]').first().waitFor();
  assert.deepEqual(await kindsIn(timeline), ['PROMISE']);
  await timeline.getByRole('button', { name: 'All' }).click();
  await timeline.locator('li[data-kind="POINTS"]').first().waitFor();
  check('kinds are told apart');

  assert.equal(await page.locator('img[src="x"]').count(), 0);
  for (const [width, colours] of [[768, 'light'], [768, 'dark'], [1280, 'dark'], [1280, 'light'], [1920, 'light']]) {
    await dress(visit, width, colours);
    await page.locator('.customer h2').waitFor();
    await timeline.getByText('live', { exact: true }).waitFor();
    await fits(page);
    assert.deepEqual(await axeFindings(page), [], `axe, desk ${width} ${colours}`);
    await screenshot(page, `desk-${width}-${colours}`, { fullPage: true });
  }
  check('the desk at 768, 1280 and 1920, light and dark');

  await panel('Orders').getByRole('link', { name: order.orderNumber }).click();
  await page.getByRole('heading', { name: `Order ${order.orderNumber}` }).waitFor();
  await page.locator('.turns li').nth(2).waitFor();
  assert.deepEqual(await page.locator('.turns li strong').allTextContents(), ['Promised', 'Promised anew', 'At risk']);
  await page.getByText(`wallet-${suffix}`).waitFor();
  check('an agent sees an order with every turn of its promise');
  await dress(visit, 1280, 'light');
  await page.locator('.turns').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, order of an agent');
  await screenshot(page, 'order-agent-1280', { fullPage: true });
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
}

// ---- the customer

async function onThePhone(browser, people, { sold, order }, check) {
  const visit = await visitor(browser, { width: 390, height: 844 });
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: customer, role: 'customer', channel: 'WEB' });
  await page.goto('/orders');
  await page.getByRole('link', { name: sold.orderNumber }).waitFor();
  assert.equal(await page.locator('.order-card').count(), 2);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, orders 390');
  await screenshot(page, 'orders-390');
  check('a customer has a list of their own');

  await page.getByRole('link', { name: order.orderNumber }).click();
  await page.locator('.sentence').getByText(/may come later/).waitFor();
  assert.equal(await page.locator('.parcel').count(), 2);
  assert.equal(await page.getByText('STRIKE_AT_THE_HUB').count(), 0, 'why it was revised is told to staff');
  assert.equal(await page.getByText(`wallet-${suffix}`).count(), 0, 'references of payments are for staff');
  assert.deepEqual(await page.locator('.parcel a').evaluateAll(links => links.map(link => link.href)), ['https://carrier.example/track?n=1']);
  assert.ok(await page.getByText(`Desk lamp ${HTML}`).count() > 0);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  check('the order has its parcels, its promise and its sentence, and titles are text');

  const said = new Set();
  for (const [name, language, words] of [['Italiano', 'it', /potrebbe/], ['Română', 'ro', /comanda/i], ['中文', 'zh', /订单/], ['English', 'en', /may come later/]]) {
    await page.getByRole('button', { name }).click();
    await page.locator(`.sentence[lang="${language}"]`, { hasText: words }).waitFor();
    said.add(await page.locator('.sentence').textContent());
  }
  assert.equal(said.size, 4);
  check('the sentence is said in four languages');

  for (const [width, colours] of [[390, 'light'], [390, 'dark'], [768, 'light'], [1280, 'dark'], [1280, 'light']]) {
    await dress(visit, width, colours);
    await page.locator('.sentence').getByText(/may come later/).waitFor();
    await fits(page);
    assert.deepEqual(await axeFindings(page), [], `axe, order ${width} ${colours}`);
    await screenshot(page, `order-${width}-${colours}`, { fullPage: true });
  }
  check('the order page at 390, 768 and 1280, light and dark');

  await dress(visit, 390, 'light', 'zh');
  await page.getByRole('heading', { name: `订单 ${order.orderNumber}` }).waitFor();
  await page.locator('.sentence[lang="zh"]', { hasText: '订单' }).waitFor();
  await fits(page);
  await screenshot(page, 'order-390-zh', { fullPage: true });
  await dress(visit, 390, 'light', 'en');
  await page.locator('.sentence').getByText(/may come later/).waitFor();
  check('the page speaks the reader\'s language');

  await scan(people.ops, 'dhl', 'A', [[-0.02, 'OUT_FOR_DELIVERY', 'Roma', 'On the van'], [-0.001, 'DELIVERED', 'Roma', 'With a neighbour']]);
  await page.locator('.head').getByText('Delivered').waitFor();
  await page.locator('.sentence').getByText(/was delivered/).waitFor();
  await screenshot(page, 'order-390-delivered', { fullPage: true });
  check('a delivery shows without reloading');

  const stranger = await token({ sub: `berta-${suffix}`, role: 'customer', channel: 'WEB' });
  await assert.rejects(call('GET', `/v1/orders/${order.orderId}`, stranger), { status: 404 });
  await sit(visit, 'main', { subject: `berta-${suffix}`, role: 'customer', channel: 'WEB' });
  await page.goto(`/orders/${order.orderId}`);
  await page.getByRole('alert').locator('code', { hasText: 'ORDER_NOT_FOUND' }).waitFor();
  assert.equal(await page.locator('.sentence').count(), 0);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, refused order');
  await screenshot(page, 'order-refused-390');
  check('another\'s order is refused in words');

  await page.goto('/orders');
  await page.getByText('You have no orders yet').waitFor();
  await page.goto('/desk');
  await page.getByRole('heading', { name: 'This page is for others' }).waitFor();
  check('who has no orders is told so, and the desk is not for customers');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
}

// ---- helpers

async function dress({ context, page }, width, colours, language) {
  await context.addCookies([{ name: 'theme', value: colours, url: world.address }, ...(language ? [{ name: 'lang', value: language, url: world.address }] : [])]);
  await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
  await page.reload();
  await interactive(page);
}

async function kindsIn(timeline) {
  return [...new Set(await timeline.locator('.entries > li').evaluateAll(entries => entries.map(entry => entry.dataset.kind)))];
}

async function eventually(what, look) {
  for (const until = Date.now() + 30_000; Date.now() < until; await new Promise(resolve => setTimeout(resolve, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`It did not come to pass that ${what}.`);
}
