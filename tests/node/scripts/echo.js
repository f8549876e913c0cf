// What NodeScriptTests run: hands back what it is given.
'use strict';
const { main, input, serve } = require('../lib/script');

const args = process.argv.slice(2);
const handlers = {
  double: async ({ value }) => value * 2,
  refuse: async () => { throw Object.assign(new Error('refused'), { code: 'ABORTED', reason: 'VERSION_CONFLICT' }); },
  wait: async () => { await waitFor('.x'); },
};

// Fails as the driver of a browser does.
async function waitFor(selector) {
  throw new Error(`waitFor: Timeout exceeded.\nCall log:\n\x1b[2m  - waiting for locator('${selector}') to be visible\x1b[22m\n`);
}

main(async () => {
  switch (args[1]) {
    case 'serve': return serve(handlers);
    case 'fail': throw new Error('failing as asked');
    default: return { arguments: args, input: await input() };
  }
});
