// Creates, reads, updates, searches and deletes with two clients of other people; prints one line per step that went well.
// usage: node clients.mjs fhir-kit-client|@medplum/core BASE   (BASE: such as http://127.0.0.1:8080/fhir)
import assert from 'node:assert/strict';

const [client, base] = process.argv.slice(2);
const family = `Client${Date.now()}`;
const patient = { resourceType: 'Patient', identifier: [{ system: 'urn:tessera:client', value: family }], name: [{ family, given: ['Ada'] }], gender: 'female', birthDate: '1970-05-17' };
const told = step => console.log(step);

async function fhirKit() {
  const { Client } = await import('fhir-kit-client');
  const fhir = new Client({ baseUrl: base });
  assert.equal((await fhir.capabilityStatement()).fhirVersion, '4.0.1');
  told('capabilities');
  const made = await fhir.create({ resourceType: 'Patient', body: patient });
  told('create');
  const read = await fhir.read({ resourceType: 'Patient', id: made.id });
  assert.equal(read.name[0].family, family);
  told('read');
  await fhir.update({ resourceType: 'Patient', id: made.id, body: { ...read, gender: 'other' } });
  assert.equal((await fhir.read({ resourceType: 'Patient', id: made.id })).gender, 'other');
  told('update');
  await fhir.patch({ resourceType: 'Patient', id: made.id, jsonPatch: [{ op: 'replace', path: '/gender', value: 'male' }] });
  assert.equal((await fhir.vread({ resourceType: 'Patient', id: made.id, version: '3' })).gender, 'male');
  told('patch');
  const history = await fhir.history({ resourceType: 'Patient', id: made.id });
  assert.equal(history.entry.length, 3);
  told('history');
  for (let n = 0; n < 4; n++)
    await fhir.create({ resourceType: 'Observation', body: { resourceType: 'Observation', status: 'final', code: { text: `n${n}` }, subject: { reference: `Patient/${made.id}` } } });
  const found = [];
  let page = await fhir.search({ resourceType: 'Observation', searchParams: { subject: `Patient/${made.id}`, _count: 3 } });
  while (page) {
    found.push(...(page.entry ?? []).map(entry => entry.resource.id));
    page = await fhir.nextPage({ bundle: page });
  }
  assert.equal(new Set(found).size, 4);
  assert.equal(found.length, 4);
  told('search and pages');
  const answer = await fhir.transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry: found.map(id => ({ request: { method: 'DELETE', url: `Observation/${id}` } })) } });
  assert.ok(answer.entry.every(entry => entry.response.status.startsWith('20')));
  told('transaction');
  await fhir.delete({ resourceType: 'Patient', id: made.id });
  await assert.rejects(fhir.read({ resourceType: 'Patient', id: made.id }), error => error.response.status === 410 && error.response.data.resourceType === 'OperationOutcome');
  told('delete');
}

async function medplum() {
  const { ClientStorage, MedplumClient, MemoryStorage } = await import('@medplum/core');
  const fhir = new MedplumClient({ baseUrl: new URL(base).origin + '/', fhirUrlPath: 'fhir', storage: new ClientStorage(new MemoryStorage()), cacheTime: 0 });
  const made = await fhir.createResource(patient);
  told('create');
  assert.equal((await fhir.readResource('Patient', made.id)).name[0].family, family);
  told('read');
  const updated = await fhir.updateResource({ ...made, gender: 'other' });
  assert.equal(updated.meta.versionId, '2');
  told('update');
  await fhir.patchResource('Patient', made.id, [{ op: 'replace', path: '/gender', value: 'male' }]);
  assert.equal((await fhir.readResource('Patient', made.id)).gender, 'male');
  told('patch');
  assert.equal((await fhir.createResourceIfNoneExist(patient, `identifier=urn:tessera:client|${family}`)).id, made.id);
  told('conditional create');
  const found = await fhir.searchResources('Patient', { identifier: `urn:tessera:client|${family}` });
  assert.deepEqual(found.map(one => one.id), [made.id]);
  assert.equal((await fhir.searchOne('Patient', `name=${family}`)).id, made.id);
  told('search');
  assert.equal((await fhir.readHistory('Patient', made.id)).entry.length, 3);
  told('history');
  const answer = await fhir.executeBatch({ resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: `Patient/${made.id}` } }, { request: { method: 'GET', url: 'Patient/none' } }] });
  assert.deepEqual(answer.entry.map(entry => entry.response.status.slice(0, 3)), ['200', '404']);
  told('batch');
  await fhir.deleteResource('Patient', made.id);
  await assert.rejects(fhir.readResource('Patient', made.id), error => error.outcome.resourceType === 'OperationOutcome');
  told('delete');
}

await ({ 'fhir-kit-client': fhirKit, '@medplum/core': medplum })[client]();
