// Adds up the trx files of a run: node summary.mjs FOLDER EXPECTED-FILES STATUS-OF-DOTNET-TEST.
// Prints the failed tests with their messages and, alone on the last line, "N passed, N failed". Exit status 0 only for a whole, green run.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, expected, status] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const files = readdirSync(folder).filter(name => name.endsWith('.trx'));

function text(xml) {
  return xml.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#x([0-9A-F]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16))).replace(/&amp;/g, '&');
}

let passed = 0;
let failed = 0;
const lines = [];
for (const file of files) {
  const trx = readFileSync(join(folder, file), 'utf8');
  const counters = trx.match(/<Counters [^>]*>/)?.[0] ?? '';
  const count = name => Number(counters.match(new RegExp(` ${name}="(\\d+)"`))?.[1] ?? 0);
  passed += count('passed');
  failed += count('failed') + count('error') + count('timeout') + count('aborted');
  for (const [, attributes, content] of trx.matchAll(/<UnitTestResult ([^>]*[^/>])>(.*?)<\/UnitTestResult>/gs)) {
    if (!/outcome="Failed"/.test(attributes))
      continue;
    const message = content.match(/<Message>(.*?)<\/Message>/s)?.[1] ?? '';
    const where = content.match(/ in (\S+?:line \d+)/)?.[1] ?? '';
    lines.push(`FAILED ${text(attributes.match(/testName="([^"]*)"/)?.[1] ?? '?')}`);
    lines.push(...text(message).trim().split('\n').slice(0, 12).map(line => `       ${line.trimEnd()}`));
    if (where)
      lines.push(`       at ${where}`);
  }
}

console.log();
if (files.length < expected)
  lines.push(`Only ${files.length} of ${expected} test projects left results: the build failed or a test program died (see above).`);
else if (status !== 0 && failed === 0)
  lines.push(`dotnet test ended with status ${status} although no test failed (see above).`);
else if (passed + failed === 0)
  lines.push('No test ran.');
for (const line of lines)
  console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 && status === 0 && files.length >= expected ? 0 : 1;
