// Points by hand: within what an agent may do alone, beyond it by a second person, and never by oneself.
'use strict';
const assert = require('assert/strict');
const { token, call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const suffix = Math.random().toString(36).slice(2, 8);
  const member = `nora-${suffix}`;
  const app = await token({ sub: member, role: 'customer', channel: 'APP' });
  await call('POST', '/v1/members', app, { memberId: member });
  const visit = await visitor(browser);
  const { page } = visit;
  const enter = async (subject, role) => {
    await sit(visit, 'main', { subject: `${subject}-${suffix}`, role });
    await page.goto(`/adjustments?member=${member}`);
    await interactive(page);
    await page.locator('#adjust-list').waitFor();
  };
  const draft = async (points, reason, takes = false) => {
    await page.locator('[name="direction"]').selectOption(takes ? 'take' : 'give');
    await page.locator('[name="points"]').fill(points);
    await page.locator('[name="reason"]').fill(reason);
  };
  const active = async () => (await call('GET', `/v1/members/${member}`, app)).member.balance.active;
  await letIn(visit);
  await enter('agent', 'agent');
  assert.equal(await page.locator('[data-limit="call"]').innerText(), '10000');
  await draft('50', 'Goodwill for a late parcel');
  await page.locator('[data-do="adjust"]').click();
  await page.locator('[data-done]').getByText('Done').waitFor();
  await page.getByText('50 spendable').waitFor();
  check('an agent sees what they may do alone, and does it');

  await draft('80', 'Correction', true);
  await page.locator('[data-do="adjust"]').click();
  await page.getByRole('alert').locator('code', { hasText: 'INSUFFICIENT_POINTS' }).waitFor();
  assert.equal(await active(), '50');
  check('nothing is taken that is not there, and the service says so');

  await draft('20000', 'A lost lorry');
  await page.locator('[data-do="adjust"]').click();
  await page.getByRole('alert').locator('code', { hasText: 'ADJUSTMENT_LIMIT' }).waitFor();
  await page.getByText('You can ask a second person').waitFor();
  await page.locator('[data-do="request"]').click();
  await page.locator('[data-done]').getByText('Asked').waitFor();
  const row = page.locator('[data-adjustment]');
  await row.getByText('A lost lorry').waitFor();
  assert.equal(await row.locator('[data-do="approve"]').count(), 0);
  assert.equal(await active(), '50');
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe');
  await screenshot(page, 'adjustments-1280', { fullPage: true });
  check('beyond the limit a second person is asked, and nobody approves their own');

  await enter('boss', 'ops');
  await row.locator('[data-do="approve"]').press('Enter');
  await page.locator('[data-done]').getByText('Approved').waitFor();
  await row.waitFor({ state: 'detached' });
  assert.equal(await active(), '20050');
  await page.locator('#adjust-state').selectOption('Approved');
  await row.getByText(`boss-${suffix}`).waitFor();
  check('somebody else approves it, and it is done once');

  await enter('agent', 'agent');
  await draft('30000', 'Another lorry');
  await page.locator('[data-do="request"]').click();
  await row.locator('[data-do="decline"]').click();
  await row.locator('[name="decline"]').fill('It came after all');
  await row.locator('[data-do="decline-confirm"]').click();
  await row.waitFor({ state: 'detached' });
  await dress(visit, 390, 'dark', 'it');
  await page.getByRole('heading', { name: 'Rettifiche' }).waitFor();
  await page.locator('#adjust-list').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, on a phone');
  await screenshot(page, 'adjustments-390-dark', { fullPage: true });
  check('what one asked for oneself is taken back; the page on a phone, dark, in Italian');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
