// node results.js RESULTS.trx EXIT_CODE LOG
// Prints "passed failed not-run" of one test project to standard output, and every failure to standard error.
// A project that ended badly without a failing test (crashed, timed out), or without any test, counts as one failure.
'use strict';
const fs = require('fs');

const [resultsFile, exitCode, logFile] = process.argv.slice(2);
const shownLines = 25;

const unescape = text => text
  .replace(/&#x([0-9a-fA-F]+);/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

const element = (xml, name) => {
  const match = new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`).exec(xml);
  return match ? unescape(match[1]).trim() : '';
};

const attribute = (tag, name) => {
  const match = new RegExp(` ${name}="([^"]*)"`).exec(tag);
  return match ? unescape(match[1]) : '';
};

const shorten = (text, lines) => {
  const all = text.split('\n');
  return all.length <= lines ? text : [...all.slice(0, lines), `... (${all.length - lines} more lines in TestResults/)`].join('\n');
};

const report = text => process.stderr.write(text + '\n');

function readResults(xml) {
  const counts = { passed: 0, failed: 0, notRun: 0 };
  for (const [, tag, rest] of xml.matchAll(/<UnitTestResult ([^>]*?)(\/>|>[\s\S]*?<\/UnitTestResult>)/g)) {
    const outcome = attribute(' ' + tag, 'outcome');
    if (outcome === 'Passed') counts.passed++;
    else if (outcome === 'NotExecuted') counts.notRun++;
    else {
      counts.failed++;
      report(`FAILED ${attribute(' ' + tag, 'testName')}`);
      report(shorten(element(rest, 'Message'), shownLines));
      report(shorten(element(rest, 'StackTrace'), 12));
      const output = element(rest, 'StdOut');
      if (output) report('Output:\n' + shorten(output, shownLines));
    }
  }
  return counts;
}

const counts = fs.existsSync(resultsFile) ? readResults(fs.readFileSync(resultsFile, 'utf8')) : { passed: 0, failed: 0, notRun: 0 };
if (exitCode !== '0' && counts.failed === 0) {
  counts.failed = 1;
  const why = exitCode === '124' || exitCode === '137' ? 'took too long and was ended' : `ended with exit code ${exitCode} although no test failed`;
  report(`FAILED the test project itself: it ${why}. The end of its log:`);
  report(fs.readFileSync(logFile, 'utf8').split('\n').slice(-40).join('\n'));
}
if (counts.passed + counts.failed + counts.notRun === 0) {
  counts.failed = 1;
  report('FAILED the test project itself: it ran no test');
}
console.log(counts.passed, counts.failed, counts.notRun);
