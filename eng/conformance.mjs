// Prints the table that the conformance tests left behind. usage: node eng/conformance.mjs FILE
import { readFileSync } from 'node:fs';

const rows = readFileSync(process.argv[2], 'utf8').trim().split('\n').filter(Boolean).map(line => line.split('\t'));
const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column].length)));
console.log('\nconformance: suites of others and of our own');
for (const [suite, must, found] of rows) console.log(`  ${suite.padEnd(widths[0])}  ${must.padEnd(widths[1])}  ${found}`);
