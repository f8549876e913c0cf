// The mailbox and operations: a mail that is read and unsubscribed from, the one after it that is suppressed, parked events that are inspected, replayed and skipped.
'use strict';
const assert = require('assert/strict');
const { eventually } = require('../lib');
const { world, token, call, visitor, letIn, sit, interactive, axeFindings, screenshot } = require('./console.js');

const PATIENCE_MS = 30_000;
const SUFFIX = Math.random().toString(36).slice(2, 8);
const EVIL = '<img src=x onerror=alert(1)> مرحبا <b>Anna</b>';

// Where it is noon now: advertising waits for the morning where it is night.
function noonZone() {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

async function customer(id) {
  const bearer = await token({ sub: id, role: 'customer', channel: 'APP', device_id: 'phone-1' });
  const details = { name: EVIL, email: `${id}@shop.example`, language: 'en', timeZone: noonZone() };
  await call('PUT', `/v1/contacts/${id}`, bearer, { details });
  await call('POST', `/v1/contacts/${id}/consents`, bearer, { purpose: 'CONSENT_PURPOSE_MARKETING', medium: 'MEDIUM_EMAIL', granted: true, wordingVersion: 'v1' });
}

const campaign = (ops, id, contact) => call('POST', '/v1/campaigns', ops, {
  campaignId: id, medium: 'MEDIUM_EMAIL', contactIds: [contact], title: { texts: { en: `Spring for {{name}} ${id}` } }, text: { texts: { en: 'Dear {{name}},\n\neverything is new.' } },
});

// A member whose first event Support-context refuses, and one more behind it.
async function parked(agent, id) {
  const bearer = await token({ sub: id, role: 'customer', channel: 'APP', device_id: 'phone-1' });
  await call('POST', '/v1/members', bearer, { memberId: id });
  await call('POST', `/v1/members/${id}:adjustPoints`, agent, { points: 50, reason: 'Goodwill' });
}

const timeline = async (agent, id) => (await call('GET', `/v1/customers/${id}/timeline`, agent)).entries?.map(entry => entry.summary) ?? [];

module.exports = async (browser, check) => {
  const ops = await token({ sub: 'ops-1', role: 'ops' });
  const agent = await token({ sub: 'agent-3', role: 'agent' });
  const anna = `anna-${SUFFIX}`;
  const [once, forGood] = [`parked-once-${SUFFIX}`, `parked-for-good-${SUFFIX}`];
  await customer(anna);
  await campaign(ops, `first-${SUFFIX}`, anna);
  await parked(agent, once);
  await parked(agent, forGood);

  const visit = await visitor(browser);
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: 'ops-1', role: 'ops' });
  await readsAndUnsubscribes(page, ops, anna, check);
  await looksRight(visit, anna, once, check);
  await operates(page, agent, once, forGood, check);

  await page.locator('#language').selectOption('it');
  await page.getByRole('heading', { level: 1, name: 'Operazioni' }).waitFor();
  await interactive(page);
  await page.goto(`/mailbox?contact=${anna}&state=Suppressed`);
  await page.locator('.entry .reason', { hasText: 'Disiscritto' }).waitFor();
  await interactive(page);
  await screenshot(page, 'mailbox-it');
  check('in Italian');

  await sit(visit, 'main', { subject: 'agent-1', role: 'agent' });
  for (const path of ['/mailbox', '/ops']) {
    await page.goto(path);
    await interactive(page);
    await page.locator('.empty').waitFor();
    assert.equal(await page.locator('.mailbox, .overview').count(), 0);
  }
  check('not for others');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};

const focused = (page, locator) => eventually(PATIENCE_MS, 'it has the focus', () => locator.evaluate(element => element === document.activeElement));

// Opened and closed without a mouse.
async function byKeyboard(page, entry) {
  await page.getByRole('button', { name: 'Close the message' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#message-title').waitFor({ state: 'detached' });
  await focused(page, entry);
  await page.keyboard.press('Enter');
  await focused(page, page.locator('#message-title'));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#message-title').waitFor({ state: 'detached' });
  await focused(page, entry);
}

async function readsAndUnsubscribes(page, ops, anna, check) {
  await page.goto('/mailbox');
  await interactive(page);
  await page.locator('.entry', { hasText: `first-${SUFFIX}` }).click({ timeout: PATIENCE_MS });
  const frame = page.locator('iframe.mail');
  await frame.waitFor();
  assert.equal(await frame.getAttribute('sandbox'), '');
  const mail = page.frameLocator('iframe.mail');
  await mail.locator('p', { hasText: EVIL }).waitFor();
  assert.equal(await mail.locator('img, b, script').count(), 0);
  assert.match(await page.locator('#message-title').textContent(), /<img src=x onerror=alert\(1\)>/);
  await page.getByRole('button', { name: 'As text' }).click();
  await page.locator('.bubble', { hasText: EVIL }).waitFor();
  await page.getByRole('button', { name: 'As HTML' }).click();
  await page.locator('.trail .step', { hasText: 'CONSENT/GRANTED' }).waitFor();
  await page.locator('.trail .step', { hasText: 'PROVIDER/ACCEPTED' }).waitFor();
  check('mail: what went out is read, and what is written into it stays text');

  await byKeyboard(page, page.locator('.entry', { hasText: `first-${SUFFIX}` }));
  check('mail: closed by keyboard, one is back in the list');

  await page.locator('.entry', { hasText: `first-${SUFFIX}` }).click();
  await page.getByRole('button', { name: anna, exact: true }).click();
  await page.waitForURL(/contact=/);
  await eventually(PATIENCE_MS, 'one message', async () => await page.locator('.entry').count() === 1);
  check('mail: a person by its name alone');

  await page.getByRole('button', { name: 'Unsubscribe as the mail program would' }).click();
  await page.locator('.outcome .state-good').waitFor();
  const bearer = await token({ sub: anna, role: 'customer' });
  const { inForce } = await call('GET', `/v1/contacts/${anna}/consents`, bearer);
  assert.deepEqual(inForce.map(({ granted, source }) => [granted ?? false, source]), [[false, 'unsubscribe']]);
  check('mail: unsubscribed as the mail program would');

  // It shows up by itself: nobody reloads.
  await campaign(ops, `second-${SUFFIX}`, anna);
  const second = page.locator('.entry[data-state="Suppressed"]');
  await second.waitFor({ timeout: PATIENCE_MS });
  await page.locator('.suppressed li', { hasText: 'Unsubscribed' }).waitFor();
  await screenshot(page, 'mailbox-unsubscribed', { fullPage: true });
  await second.click();
  await page.getByText('It was not sent because this person does not want messages of this kind.').waitFor();
  await page.locator('.trail .step-suppressed', { hasText: 'CONSENT/UNSUBSCRIBED' }).waitFor();
  assert.equal(await page.locator('iframe.mail').count(), 0);
  check('mail: the next one is suppressed, with its reason');

  await page.getByLabel('State').selectOption('NotSent');
  await eventually(PATIENCE_MS, 'only what was not sent', async () => await page.locator('.entry').count() === 1 && await second.count() === 1);
  await page.getByLabel('State').selectOption('Out');
  await eventually(PATIENCE_MS, 'only what went out', async () => await page.locator('.entry').count() === 1 && await second.count() === 0);
  await page.getByLabel('Medium').selectOption('Sms');
  await page.locator('.list .nothing').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.locator('.entry').first().waitFor();
  check('mail: filtered by state and medium');
}

// At both widths, in both colours: nothing that axe finds serious, and a picture for people.
async function looksRight(visit, anna, once, check) {
  const { page } = visit;
  for (const theme of ['dark', 'light']) {
    await visit.context.addCookies([{ name: 'theme', value: theme, url: world.address }]);
    await page.goto(`/mailbox?contact=${anna}`);
    await interactive(page);
    await page.locator('.entry[data-state="Sent"]').click();
    await page.locator('.trail .step').first().waitFor();
    await atBothWidths(page, `mailbox-%-${theme}`);
    check(`the mailbox at 768 and 1280, ${theme}`);
    await page.goto('/ops');
    await interactive(page);
    await page.locator(`[data-aggregate="${once}"] .row`).click({ timeout: PATIENCE_MS });
    await page.locator(`[data-aggregate="${once}"] [data-skip]`).click();
    await page.locator('#skip-reason').waitFor();
    await atBothWidths(page, `ops-%-${theme}`);
    check(`operations at 768 and 1280, ${theme}`);
  }
}

async function atBothWidths(page, name) {
  for (const width of [768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await looks(page, name.replace('%', width));
  }
}

async function looks(page, name) {
  await screenshot(page, name, { fullPage: true });
  assert.deepEqual(await axeFindings(page), [], `axe, ${name}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), true, `nothing stands out at the side of ${name}`);
}

async function operates(page, agent, once, forGood, check) {
  await page.goto('/ops');
  await interactive(page);
  await page.locator('[data-services]', { hasText: '6 of 6' }).waitFor({ timeout: PATIENCE_MS });
  assert.equal(await page.locator('[data-area]').count(), 6);
  await page.locator('[data-area="support"] [data-parked]', { hasText: /^\d+$/ }).waitFor();
  await page.locator('[data-area="support"] .concerns', { hasText: 'for a decision' }).waitFor();
  check('operations: every service tells how it fares');

  const item = id => page.locator(`[data-aggregate="${id}"]`);
  await item(forGood).locator('.row').click();
  await item(forGood).locator('.trace', { hasText: 'does not take this <b>entry</b>' }).waitFor();
  await item(forGood).locator('pre', { hasText: `"memberId": "${forGood}"` }).first().waitFor();
  await item(forGood).locator('.behind', { hasText: 'Waits behind' }).waitFor();
  await item(forGood).locator('[data-replay]').click();
  await item(forGood).locator('[data-confirm]').click();
  await page.locator('[data-result] .state-bad', { hasText: 'It failed again, and stays parked' }).waitFor();
  await item(forGood).locator('.row', { hasText: '2 times' }).waitFor();
  check('operations: a parked event is inspected');

  await item(once).locator('.row').focus();
  await page.keyboard.press('Enter');
  await item(once).locator('[data-skip]').focus();
  await page.keyboard.press('Enter');
  await focused(page, page.locator('#confirm-title'));
  await item(once).getByRole('button', { name: 'No', exact: true }).focus();
  await page.keyboard.press('Enter');
  await focused(page, item(once).locator('[data-skip]'));
  check('operations: given up by keyboard, one is where one was');

  await item(once).locator('[data-replay]').click();
  await focused(page, page.locator('#confirm-title'));
  await item(once).locator('[data-confirm]').click();
  await page.locator('[data-result] .state-good', { hasText: '2 events were applied' }).waitFor();
  await item(once).waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.id === 'parked');
  assert.equal((await timeline(agent, once)).length, 2);
  check('operations: replayed, with those behind it');

  await item(forGood).locator('.row').click();
  await item(forGood).locator('[data-skip]').click();
  await item(forGood).locator('[data-confirm]').click();
  await page.locator('#skip-fault').waitFor();
  assert.deepEqual(await timeline(agent, forGood), []);
  await page.locator('#skip-reason').fill('A test member; nobody misses it.');
  await item(forGood).locator('[data-confirm]').click();
  await page.locator('[data-result] .state-good', { hasText: 'The event was skipped, and 1 behind it applied.' }).waitFor();
  await item(forGood).waitFor({ state: 'detached' });
  assert.equal((await timeline(agent, forGood)).length, 1);
  check('operations: skipped, not without a reason');
}
