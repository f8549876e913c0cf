// A program's document: faults at their lines, tried out on what members earned, published from a moment on.
'use strict';
const assert = require('assert/strict');
const { call, visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { newMember, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const { suffix, member, ops } = await newMember();
  const visit = await visitor(browser, { width: 1440, height: 1000 });
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: `ops-${suffix}`, role: 'ops' });
  await page.goto('/programs');
  await interactive(page);
  const text = page.locator('#program-text');
  await page.locator('[data-version="1"]').waitFor();
  const document = await text.inputValue();
  assert.equal(document, (await call('GET', '/v1/programs/default', ops)).document);
  check('a program is shown as it was published, to the byte');

  const faulty = document.replace('pending_days: 14', 'pending_days: soon').replace('rule_id: base', 'rule_id: base, wrong: 1');
  const line = faulty.split('\n').findIndex(each => each.startsWith('pending_days')) + 1;
  await text.fill(faulty);
  await page.locator('[data-do="try"]').click();
  await page.locator(`[data-mark="${line}"]`).waitFor({ state: 'attached' });
  assert.equal(await page.locator('[data-line]').count(), 2);
  await page.locator(`[data-line="${line}"]`).press('Enter');
  await page.waitForFunction(at => {
    const box = window.document.activeElement;
    return box instanceof HTMLTextAreaElement && box.value.slice(0, box.selectionStart).split('\n').length === at;
  }, line);
  assert.deepEqual(await axeFindings(page), [], 'axe, faults');
  await screenshot(page, 'programs-1440-faults', { fullPage: true });
  check('faults stand at their lines, and lead there');

  const draft = document.replace('points_per_unit: 1', 'points_per_unit: 3');
  await text.fill(draft);
  await page.locator('[data-do="try"]').click();
  await page.locator('[data-sums]').waitFor();
  await page.locator('[data-changes]').getByRole('link', { name: member }).waitFor();
  assert.match(await page.locator('[data-changes] tr', { hasText: member }).innerText(), /99\s+299/);
  assert.equal(await page.locator('[data-mark]').count(), 0);
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, trial');
  await screenshot(page, 'programs-1440', { fullPage: true });
  check('a draft is tried out, and says whom it would change');

  await text.fill(draft.replace('program_id: default', `program_id: story-${suffix}`));
  await page.locator('[name="in-force"]').selectOption('At');
  await page.locator('[name="at"]').fill('2031-05-01T09:30');
  await page.locator('[data-do="publish"]').click();
  await page.locator('[data-done]').getByText('Version 1 is published, in force from 1 May 2031 09:30').waitFor();
  const published = await call('GET', `/v1/programs/story-${suffix}`, ops);
  assert.match(published.program.effectiveFrom, /^2031-05-01T07:30:00/);
  assert.equal(published.document, await text.inputValue());
  check('it is published from a moment on, by the clock of whoever publishes it');

  await dress(visit, 390, 'dark', 'it');
  await page.getByRole('heading', { name: 'Programmi' }).waitFor();
  await page.locator('[data-version="1"]').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, on a phone');
  await screenshot(page, 'programs-390-dark');
  check('the page on a phone, dark, in Italian');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
