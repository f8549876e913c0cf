// What NodeScriptTests run: hands back what it is given.
'use strict';
const { main, input, serve } = require('../lib/script');

const args = process.argv.slice(2);
const handlers = {
  double: async ({ value }) => value * 2,
  refuse: async () => { throw Object.assign(new Error('refused'), { code: 'ABORTED', reason: 'VERSION_CONFLICT' }); },
};

main(async () => {
  switch (args[1]) {
    case 'serve': return serve(handlers);
    case 'fail': throw new Error('failing as asked');
    default: return { arguments: args, input: await input() };
  }
});
