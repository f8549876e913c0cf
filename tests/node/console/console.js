// Chromium before the console: seats, tokens, and what every page must keep: no error in the console, no request outside the origin, nothing that axe finds serious.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** What the test says about the world: { address, grpc, code, state, screenshots }. */
const world = process.argv[2] ? JSON.parse(process.argv[2]) : undefined;

/** A token of the development issuer: { sub, role, channel, store_id, actor, device_id, ttl_seconds }. */
async function token(claims) {
  const { access_token } = await call('POST', '/dev/tokens', undefined, claims, { 'Omnichannel-Dev-Code': world.code });
  return access_token;
}

/** A JSON call of the API; its failure is thrown with status and reason. */
async function call(method, target, bearer, body, headers = {}) {
  const answer = await fetch(world.address + target, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      ...(method === 'GET' ? {} : { 'Idempotency-Key': crypto.randomUUID() }), ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : undefined;
  if (!answer.ok) throw Object.assign(new Error(`${method} ${target}: ${answer.status} ${text}`), { status: answer.status, reason: value?.reason });
  return value;
}

/** Opens Chromium and hands it over; it is closed whatever happens. */
async function inChromium(run) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'omnichannel-chromium-'));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  try {
    return await run(browser);
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

/**
 * A visitor with cookies of their own: { context, page, faults }. Faults are errors of the console, failed scripts and requests outside the origin.
 * Those that match an entry of `expected` (a RegExp) are none: a page that is off line cannot help the browser's own words about it.
 */
async function visitor(browser, { width = 1280, height = 900, dark = false, language = 'en-GB', timezone = 'Europe/Rome', scripts = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: language, timezoneId: timezone, baseURL: world.address, javaScriptEnabled: scripts,
  });
  const visit = { context, page: undefined, faults: [], expected: [] };
  const fault = text => { if (!visit.expected.some(pattern => pattern.test(text))) visit.faults.push(text); };
  context.on('request', request => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin.replace(/^ws/, 'http') !== world.address) fault(`request to ${url.href}`);
  });
  context.on('page', page => {
    page.on('console', message => { if (message.type() === 'error') fault(`console: ${message.text()} ${message.location().url}`); });
    page.on('pageerror', failure => fault(`script: ${failure.stack ?? failure}`));
  });
  // What a first visit chooses by itself, with a reload.
  await context.addCookies([{ name: 'theme', value: dark ? 'dark' : 'light', url: world.address }]);
  visit.page = await context.newPage();
  return visit;
}

/** Lets a visitor choose identities, as the printed link does. */
async function letIn(visit, target = '/') {
  const { link } = await call('POST', '/dev/links', undefined, undefined, { 'Omnichannel-Dev-Code': world.code });
  await visit.page.goto(`/session/open?link=${link}&return=${encodeURIComponent(target)}`);

  // Who leaves a page while it connects makes it complain.
  await interactive(visit.page);
}

/** Signs a seat in as a development identity: { subject, role, channel, store_id, device_id, ttl_seconds }. The visitor was let in before. */
async function sit(visit, seat, identity) {
  const answer = await visit.context.request.post(`/session/${seat}/identity`, { form: identity, headers: { Origin: world.address } });
  if (answer.status() !== 204) throw new Error(`${seat} could not be signed in: ${answer.status()} ${await answer.text()}`);
}

/** Waits until the page has its circuit. */
const interactive = page => page.waitForFunction(() => window.omnichannel?.isConnected === true);

/** What axe finds serious or critical on the page. */
async function axeFindings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`));
}

/** Nothing stands out to the side. */
async function fits(page) {
  const [wide, there] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (wide > there) throw new Error(`The page is ${wide} px wide on ${there}.`);
}

/** A picture for people, in TestResults/screenshots. */
const screenshot = (page, name, more = {}) => page.screenshot({ path: path.join(world.screenshots, `${name}.png`), animations: 'disabled', ...more });

module.exports = { world, token, call, inChromium, visitor, letIn, sit, interactive, axeFindings, fits, screenshot };
