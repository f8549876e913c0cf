// Makes gateway/Console/screenshots/channels.png anew, of the guided tour's eighth step:
//
//   dotnet run --project services/AllInOne -- --sample-data      # in another terminal
//   node tests/node/console/picture.js                           # takes http://127.0.0.1:8000 and .omnichannel; others as arguments: ADDRESS STATE
'use strict';
const fs = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '../../..');
const [address = 'http://127.0.0.1:8000', state = '.omnichannel'] = process.argv.slice(2);
const screenshots = path.join(root, 'gateway/Console/screenshots');
const code = fs.readFileSync(path.join(state, 'dev-code'), 'utf8').trim();
process.argv[2] = JSON.stringify({ address, code, state, screenshots });

const { main } = require('../lib');
const { inChromium, visitor, letIn, interactive, screenshot } = require('./console.js');

main(() => inChromium(async browser => {
  fs.mkdirSync(screenshots, { recursive: true });
  const { page } = await visitor(browser, { width: 1366, height: 1000 });
  await letIn({ page }, '/channels');
  await interactive(page);
  await page.getByRole('button', { name: 'Play the story' }).click();
  await page.waitForFunction(() => /^8\//.test(document.querySelector('.tour')?.textContent?.trim() ?? ''), undefined, { timeout: 120_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Joined the customer').first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('[data-channel-panel=till] *')].some(element => element.textContent?.includes('ships from elsewhere')));
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await screenshot(page, 'channels');
  return { picture: path.relative(root, path.join(screenshots, 'channels.png')) };
}));
