import test from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const textOf = name => readFile(new URL(name, import.meta.url), 'utf8');

test('The page of the README is the one that the compiler has seen', async () => {
  assert.ok((await textOf('../README.md')).includes(`\`\`\`ts\n${await textOf('types/page.ts')}\`\`\`\n`));
});

test('The package has no run-time dependency, and offers what is built', async () => {
  const { dependencies, peerDependencies, exports } = JSON.parse(await textOf('../package.json'));
  assert.deepEqual([dependencies, peerDependencies], [undefined, undefined]);
  const built = await import(new URL(exports['.'].default, new URL('../', import.meta.url)));
  assert.ok(['CallFailed', 'DeviceCart', 'DeviceLogError', 'IndexedDbOperationLog', 'LocalLocks', 'MemoryOperationLog', 'OmnichannelClient', 'Refused', 'newIdempotencyKey'].every(name => built[name]));
});
