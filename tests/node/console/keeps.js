// What the pages of staff and the order page keep when a token ends while they are open, and when the gateway is away: what is typed, what is open, and what was about to be done.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, detour, letIn, sit, interactive, axeFindings, screenshot } = require('./console.js');
const { newCustomer, come } = require('./customers.js');

const REFUSED_TOKEN = /401 \(Unauthorized\)/;
const NO_NETWORK = /net::ERR|Failed to fetch|WebSocket|connection/i;
const PATIENCE_MS = 30_000;

// Who looks at pages that look again by themselves has a token for longer than that takes: it ends while it is in use.
const LOOKED_AGAIN_SECONDS = 7;

module.exports = async (browser, check) => {
  const anna = await newCustomer();
  const member = `parked-for-good-${anna.suffix}`;
  await call('POST', '/v1/members', await token({ sub: member, role: 'customer', channel: 'APP' }), { memberId: member });

  const way = await detour();
  const people = [
    { identity: { subject: 'agent-1', role: 'agent' }, pages: [await desk(anna)] },
    { identity: { subject: 'ops-1', role: 'ops' }, pages: [mailbox(anna), operations(member)], seconds: LOOKED_AGAIN_SECONDS },
    { identity: { subject: anna.customer, role: 'customer', channel: 'WEB' }, pages: [order(anna)] },
  ];
  for (const person of people) {
    person.visit = await visitor(browser, { address: way.address });
    await letIn(person.visit);
    await sit(person.visit, 'main', person.identity);
    for (const one of person.pages) {
      one.page = one === person.pages[0] ? person.visit.page : await person.visit.context.newPage();
      await one.page.goto(one.path);
      await interactive(one.page);
      await one.open(one.page);
    }
  }

  for (const person of people) await tokenEnds(person, check);
  await gatewayAway(way, people, check);
  for (const { visit } of people) {
    assert.deepEqual(visit.faults, []);
    await visit.context.close();
  }
  way.close();
};

// Each page: how it is opened, that it is as it was left, what fails while the session is over, and how it goes on.

async function desk({ customer, suffix }) {
  const who = page => page.locator('section', { has: page.getByRole('heading', { name: 'Who', level: 2 }) });
  const fields = page => [[page.getByLabel('E-mail, phone, card, order or customer'), 'somebody else'], [who(page).getByLabel('Name', { exact: true }), `${suffix}@other.example`], [who(page).getByLabel('What shows it'), 'called back']];
  const link = page => who(page).getByRole('button', { name: 'Link', exact: true }).click();
  return {
    path: `/desk?customer=${customer}`,
    open: async page => {
      await who(page).getByText('Link a name').click();
      await fill(fields(page));
    },
    isAsLeft: page => hold(fields(page)),
    fails: async page => {
      await link(page);
      await who(page).getByRole('alert').getByText('You are not signed in').waitFor();
    },
    goesOn: async page => {
      await link(page);
      await who(page).locator('.names').getByText(new RegExp(`\\*@other.example`)).waitFor();
      await fill(fields(page));
    },
    isBack: page => page.getByText('live', { exact: true }).waitFor(),
  };
}

function mailbox({ customer, email }) {
  const fields = page => [[page.getByLabel('Customer or contact'), customer]];
  return {
    path: '/mailbox',
    open: async page => {
      await page.locator('.entry', { hasText: email }).first().click({ timeout: PATIENCE_MS });
      await page.locator('.trail .step').first().waitFor();
      await fill(fields(page));
    },
    isAsLeft: async page => {
      await hold(fields(page));
      await page.locator('.trail .step').first().waitFor();
    },
    fails: page => page.locator('.list').getByRole('alert').getByText('You are not signed in').waitFor({ timeout: PATIENCE_MS }),
    goesOn: page => page.locator('.list .failure').waitFor({ state: 'detached', timeout: PATIENCE_MS }),
    isBack: page => page.getByRole('button', { name: 'Show', exact: true }).click().then(() => page.waitForURL(new RegExp(`contact=${customer}`))),
  };
}

function operations(member) {
  const item = page => page.locator(`[data-aggregate="${member}"]`);
  const reason = page => [[page.locator('#skip-reason'), 'A test member; nobody misses it.']];
  return {
    path: '/ops',
    open: async page => {
      await item(page).locator('.row').click({ timeout: PATIENCE_MS });
      await item(page).locator('[data-skip]').click();
      await fill(reason(page));
    },
    isAsLeft: page => hold(reason(page)),
    fails: async page => {
      await item(page).locator('[data-confirm]').click();
      await page.locator('[data-result] .state-bad').waitFor();
    },
    goesOn: page => page.locator('.failure').waitFor({ state: 'detached', timeout: PATIENCE_MS }),
    isBack: async page => {
      await item(page).locator('[data-confirm]').click();
      await item(page).waitFor({ state: 'detached', timeout: PATIENCE_MS });
    },
  };
}

function order({ order: { orderId }, scan }) {
  return {
    path: `/orders/${orderId}`,
    open: async page => {
      await page.getByRole('button', { name: 'Italiano' }).click();
      await page.locator('.sentence[lang="it"]', { hasText: /potrebbe/ }).waitFor();
    },
    isAsLeft: page => page.locator('.sentence[lang="it"]', { hasText: /potrebbe/ }).waitFor(),
    fails: async page => {
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('alert').getByText('You are not signed in').waitFor();
    },
    goesOn: page => page.getByRole('button', { name: 'Italiano' }).click(),
    isBack: async page => {
      await scan('dhl', 'A', [[-0.001, 'DELIVERED', 'Roma', 'With a neighbour']]);
      await page.locator('.head').getByText('Delivered').waitFor({ timeout: PATIENCE_MS });
    },
  };
}

async function tokenEnds({ visit, identity, pages, seconds = 1 }, check) {
  visit.expected.push(REFUSED_TOKEN);
  await sit(visit, 'main', { ...identity, ttl_seconds: String(seconds) });
  const notice = page => page.locator('.notice[role="alert"]', { hasText: 'Your session has ended' });
  for (const one of pages) {
    await notice(one.page).waitFor();
    await one.isAsLeft(one.page);
    await one.fails(one.page);
  }

  const [{ page }] = pages;
  const opening = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Sign in again' }).focus();
  await page.keyboard.press('Enter');
  const popup = await opening;
  await popup.getByRole('heading', { name: 'Who are you?' }).waitFor();
  await popup.getByLabel('Name (subject)').fill(identity.subject);
  await popup.getByLabel('Role').selectOption(identity.role);
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  await closed;
  for (const one of pages) {
    await notice(one.page).waitFor({ state: 'detached' });
    assert.equal(new URL(one.page.url()).pathname, one.path.split('?')[0]);
    await one.goesOn(one.page);
    await one.isAsLeft(one.page);
    check(`a token ends on ${one.path.split(/[?/]/)[1]}: it asks to sign in again, and nothing is lost`);
  }
}

async function gatewayAway(way, people, check) {
  const all = people.flatMap(({ visit, pages }) => pages.map(one => ({ ...one, visit })));
  people.forEach(({ visit }) => visit.expected.push(NO_NETWORK));
  way.cut();
  for (const { page, path, isAsLeft } of all) {
    await page.locator('.reconnect', { hasText: 'The console is away' }).waitFor();
    await isAsLeft(page);
    await screenshot(page, `away-${path.split(/[?/]/)[1]}`);
    assert.deepEqual(await axeFindings(page), [], `axe, away from ${path}`);
  }

  // What is typed meanwhile counts, too.
  const [skip] = all.filter(({ path }) => path === '/ops');
  await skip.page.locator('#skip-reason').fill('');
  await skip.page.locator('#skip-reason').fill('A test member; nobody misses it.');
  way.mend();
  for (const { page, path, isAsLeft, isBack } of all) {
    await page.locator('.reconnect').waitFor({ state: 'hidden', timeout: PATIENCE_MS });
    await isAsLeft(page);
    await isBack(page);
    check(`the gateway is away from ${path.split(/[?/]/)[1]}: a banner, and it goes on by itself`);
  }
}

async function fill(fields) {
  for (const [field, text] of fields) await field.fill(text);
}

async function hold(fields) {
  for (const [field, text] of fields) await come(`a field holds ${text}`, async () => await field.inputValue() === text);
}
