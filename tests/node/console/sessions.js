// Signing in and out, choosing language and colours, pages that are for others, and the start page at every width, light and dark.
'use strict';
const assert = require('assert/strict');
const { visitor, letIn, sit, interactive, axeFindings, screenshot } = require('./console.js');

module.exports = async (browser, check) => {
  for (const colours of ['light', 'dark']) {
    const visit = await visitor(browser, { dark: colours === 'dark' });
    await visit.page.goto('/');
    await interactive(visit.page);
    for (const width of [1280, 390]) {
      await visit.page.setViewportSize({ width, height: 900 });
      await screenshot(visit.page, `start-${width}-${colours}`);
      assert.deepEqual(await axeFindings(visit.page), [], `axe, ${width} ${colours}`);
      check(`the start page at ${width}, ${colours}`);
    }

    assert.deepEqual(visit.faults, []);
    await visit.context.close();
  }

  const visit = await visitor(browser);
  const { page } = visit;

  await page.goto('/session/main/sign-in?return=/desk');
  await page.getByLabel('Code').waitFor();
  assert.equal(new URL(page.url()).pathname, '/session/choose');
  check('without the printed link nobody chooses an identity');

  const refused = await visit.context.request.post('/session/main/identity', { form: { subject: 'ops-1', role: 'ops' }, headers: { Origin: new URL(page.url()).origin } });
  assert.equal(refused.status(), 403);
  const foreign = await visit.context.request.post('/session/main/identity', { form: { subject: 'ops-1', role: 'ops' }, headers: { Origin: 'https://elsewhere.example' } });
  assert.equal(foreign.status(), 403);
  check('nor by a request, nor from another origin');

  await letIn(visit, '/session/main/sign-in?return=/');
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  await screenshot(page, 'choose');
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: /agent-1/ }).click();
  await page.locator('.person', { hasText: 'agent-1' }).waitFor();
  await interactive(page);
  check('an identity is chosen with a click');

  const session = await page.evaluate(async () => (await fetch('/session/main')).json());
  assert.deepEqual([session.signedIn, session.subject, session.role], [true, 'agent-1', 'agent']);
  await sit(visit, 'till', { subject: 'till-7', role: 'terminal', store_id: 'milano-1' });
  const till = await page.evaluate(async () => (await fetch('/session/till')).json());
  assert.deepEqual([till.subject, till.storeId], ['till-7', 'milano-1']);
  check('seats hold different people side by side');

  await page.goto('/');
  await interactive(page);
  await page.locator('#language').selectOption('zh');
  await page.getByRole('link', { name: '渠道' }).first().waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh');
  await interactive(page);
  await page.getByRole('button', { name: '深色' }).click();
  await page.locator('html[data-theme="dark"]').waitFor();
  await interactive(page);
  await screenshot(page, 'start-zh-dark');
  check('language and colours are kept');

  await page.locator('#language').selectOption('en');
  await page.locator('html[lang="en"]').waitFor();
  await interactive(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await interactive(page);
  assert.equal((await page.evaluate(async () => (await fetch('/session/main')).json())).signedIn, false);
  assert.equal((await page.evaluate(async () => (await fetch('/session/till')).json())).signedIn, true);
  check('one seat signs out, the others stay');

  assert.deepEqual(visit.faults, []);
  await visit.context.close();
};
