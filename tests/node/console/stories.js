// The stories of the console's pages, each called by its name: { checks }. One browser for all of them; the test says which are told side by side.
'use strict';
const { main, serve } = require('../lib');
const { launch, told } = require('./console.js');

const names = [
  'adjustments', 'channels', 'channels-away', 'channels-looks', 'claims', 'desk', 'finance', 'keeps', 'members', 'operations', 'orders', 'pickups', 'programs', 'returns', 'sessions', 'till', 'visitors',
  'warehouse',
];

main(async () => {
  const browser = await launch();
  try {
    await serve(Object.fromEntries(names.map(name => [name, () => told(name, require(`./${name}.js`), browser)])));
  } finally {
    await browser.close();
  }
});
