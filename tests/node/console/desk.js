// The agent's desk: a customer is found and seen whole, the timeline grows by itself, messages and frictions say why. What comes from outside is text, whatever it looks like.
'use strict';
const assert = require('assert/strict');
const { call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { HTML, HEBREW, newCustomer, dress, come } = require('./customers.js');

const PHONE = String(1_000_000 + Math.floor(Math.random() * 8_999_999));

module.exports = async (browser, check) => {
  const { suffix, customer, email, people, sold, order } = await newCustomer();
  await come('the order is on the timeline as at risk', async () => {
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
  await come('the page says how it understands what is typed', async () => {
    await box.fill('');
    await box.fill('+39 06 7654321');
    return page.getByText('Looked for by: Phone.').isVisible();
  });
  await box.press('Enter');
  await page.getByRole('alert').getByText('No customer is known by this name.').waitFor();
  assert.equal(await page.getByRole('alert').locator('code').textContent(), 'IDENTITY_NOT_FOUND');
  check('who is not known is refused in the service\'s words');

  await box.fill('O-0000000000');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('alert').locator('code', { hasText: 'ORDER_NOT_FOUND' }).waitFor();
  await box.fill(sold.orderNumber.toLowerCase());
  await box.press('Enter');
  await page.locator('.customer h2').waitFor();
  assert.match(page.url(), new RegExp(`customer=${customer}$`));
  check('a customer is found by the number of an order');

  await box.fill(` ${email.toUpperCase()} `);
  await box.press('Enter');
  await page.locator('.customer').getByText(/found by e-mail/).waitFor();
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
  const unlink = who.getByRole('button', { name: `Unlink ***${PHONE.slice(-3)}` });
  await unlink.focus();
  await page.keyboard.press('Enter');
  await focused(who.getByLabel('Why does it end?'));
  await who.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await focused(unlink);
  await unlink.click();
  await who.locator('form').getByRole('button', { name: 'Unlink' }).click();
  await who.getByText('REASON_REQUIRED').waitFor();
  await who.getByLabel('Why does it end?').fill('sold the phone');
  await who.locator('form').getByRole('button', { name: 'Unlink' }).click();
  await who.locator('.names').getByText(`***${PHONE.slice(-3)}`).waitFor({ state: 'detached' });
  await focused(who.getByRole('heading', { name: 'Known by' }));
  check('a name is linked, found by, and unlinked with a reason; the keyboard stays where it is');

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
  for (const [width, colours] of [[768, 'light'], [1280, 'light'], [1920, 'light'], [1280, 'dark'], [768, 'dark']]) {
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

  await page.getByRole('link', { name: 'Find orders' }).click();
  const asked = page.getByLabel('Number, receipt, parcel, payment, e-mail or phone');
  await come('orders are found by a payment, in any spelling', async () => {
    await asked.fill(`  WALLET ${suffix} `);
    await asked.press('Enter');
    return page.locator('.found .order-card').count();
  });

  // The last question may be under way.
  await come('it is the order and no other', async () => (await page.locator('.found .number').allTextContents()).join() === order.orderNumber);
  await page.getByLabel('Status').selectOption({ label: 'Returned' });
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByText('No such order').waitFor();
  await page.getByLabel('Status').selectOption({ label: 'Any' });
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.locator('.found .order-card').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, orders that were found');
  await screenshot(page, 'find-1280');
  await page.locator('.found .order-card').click();
  await page.getByRole('heading', { name: `Order ${order.orderNumber}` }).waitFor();
  check('an agent finds an order by what its customer names');
  await dress(visit, 1280, 'light');
  await page.locator('.turns').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, order of an agent');
  await screenshot(page, 'order-agent-1280', { fullPage: true });
  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};

const focused = locator => come('it has the focus', () => locator.evaluate(element => element === document.activeElement));

async function kindsIn(timeline) {
  return [...new Set(await timeline.locator('.entries > li').evaluateAll(entries => entries.map(entry => entry.dataset.kind)))];
}
