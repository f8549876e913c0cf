// What finance closes a month with: how points moved, what of them lapses, and what is owed by wallets. Other stories post meanwhile: what is shown must add up by itself.
'use strict';
const assert = require('assert/strict');
const fs = require('fs/promises');
const { visitor, letIn, sit, interactive, axeFindings, fits, screenshot } = require('./console.js');
const { newMember, dress } = require('./customers.js');

module.exports = async (browser, check) => {
  const { suffix } = await newMember();
  const visit = await visitor(browser, { width: 1440, height: 1000 });
  const { page } = visit;
  await letIn(visit);
  await sit(visit, 'main', { subject: `ops-${suffix}`, role: 'ops' });
  await page.goto('/finance');
  await interactive(page);
  const show = async () => {
    await page.locator('[name="first"]:enabled').waitFor();
    await page.getByRole('button', { name: /^(Show|Mostra)$/ }).click();
    await page.locator('[data-month]').first().waitFor();
  };
  await show();
  const month = new Date().toISOString().slice(0, 7);
  assert.equal(await page.locator('[data-month]').count(), 6);
  const save = async what => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-do="${what}-csv"]`).click()]);
    return (await fs.readFile(await file.path(), 'utf8')).trim().split('\r\n').map(line => line.split(','));
  };
  const [names, ...points] = await save('points');
  for (const row of points) {
    const of = name => Number(row[names.indexOf(name)]);
    assert.equal(of('opening') + of('earned') + of('goodwill') + of('adjusted') + of('restored') - of('spent') - of('expired') - of('taken_back'), of('closing'), row.join());
  }
  assert.ok(Number(points.at(-1)[names.indexOf('adjusted')]) >= 300);
  check('points of each month add up, on the page and in the file');

  const [columns, ...owed] = await save('wallets');
  const now = owed.find(([of, currency]) => of === month && currency === 'EUR');
  const of = name => Number(now[columns.indexOf(`${name}_minor`)]);
  assert.equal(of('opening') + of('issued') - of('captured') + of('refunded') - of('expired') - of('voided'), of('closing'));
  assert.ok(of('closing') >= 2500);
  await page.locator(`[data-owed="${month}"]`).first().waitFor();
  await page.locator('#finance-breakage').waitFor();
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe');
  await screenshot(page, 'finance-1440', { fullPage: true });
  check('what is owed by wallets adds up, by currency');

  await dress(visit, 390, 'dark', 'it');
  await page.locator('[name="currency"]:enabled').fill('XX');
  await page.getByRole('button', { name: 'Mostra', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('[name="currency"]').fill('EUR');
  await show();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await fits(page);
  assert.deepEqual(await axeFindings(page), [], 'axe, on a phone');
  await screenshot(page, 'finance-390-dark', { fullPage: true });
  check('bad input is refused in words; the page on a phone, dark, in Italian');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
