// Sums the TRX files of a test run: node eng/sum-test-results.mjs FOLDER EXIT-CODE-OF-DOTNET-TEST
// Ends with "N passed, N failed, N skipped" and fails unless every test project ran and every test passed.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

const [folder, exitCode] = [process.argv[2], Number(process.argv[3] ?? 0)];
const files = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith(".trx")) : [];
const expected = [...readFileSync("Tessera.slnx", "utf8").matchAll(/Path="test\/[^"]*?([^"/]+)\.csproj"/g)].map(match => match[1]);

let passed = 0, failed = 0, skipped = 0;
const failures = [], skips = new Map();
const text = value => value.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x?[0-9a-fA-F]+;/g, " ").replace(/&amp;/g, "&");

for (const file of files) {
  const trx = readFileSync(join(folder, file), "utf8");
  for (const [, attributes, body] of trx.matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
    const outcome = /outcome="([^"]*)"/.exec(attributes)?.[1];
    const name = text(/testName="([^"]*)"/.exec(attributes)?.[1] ?? "");
    if (outcome === "Passed") passed++;
    else if (outcome === "NotExecuted") {
      skipped++;
      const reason = text(/<Message>([\s\S]*?)<\/Message>|<StdOut>([\s\S]*?)<\/StdOut>/.exec(body ?? "")?.slice(1).find(Boolean) ?? "no reason given").trim();
      skips.set(reason, (skips.get(reason) ?? 0) + 1);
    } else {
      failed++;
      failures.push(`${basename(file, ".trx")}: ${name}`);
    }
  }
}

const silent = expected.filter(project => !files.includes(`${project}.trx`));
for (const [reason, count] of skips) console.log(`skipped ${count}: ${reason.split("\n")[0]}`);
for (const name of failures) console.log(`failed: ${name}`);
for (const project of silent) console.log(`no results: ${project} (it did not build, or it crashed)`);
if (exitCode !== 0) console.log(`dotnet test ended with exit code ${exitCode}`);
if (passed + failed === 0) console.log("no test was executed");
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
process.exit(exitCode !== 0 || failed > 0 || silent.length > 0 || passed === 0 ? 1 : 0);
