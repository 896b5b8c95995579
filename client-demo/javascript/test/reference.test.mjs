/** The reference that is made of the code can be used by the programs it is made for. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..');

test('the AsyncAPI document is valid', async () => {
  const text = await readFile(join(FOLDER, '../../docs/asyncapi.yaml'), 'utf8');
  const { document, diagnostics } = await new Parser().parse(text);
  const faults = diagnostics.filter(({ severity }) => severity === 0);
  assert.deepEqual(faults.map(({ message, path }) => `${path.join('/')}: ${message}`), []);
  assert.equal(document.version(), '3.0.0');
  assert.ok(document.allMessages().length > 100);
});

test('the OpenAPI document is valid', async () => {
  const { valid, errors } = await new Validator().validate(join(FOLDER, '../../docs/openapi.yaml'));
  assert.deepEqual(errors, undefined);
  assert.equal(valid, true);
});

test('the types fit socket.io-client, and refuse what the server would', async () => {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '--project', FOLDER]).catch((failed) => failed);
  assert.equal(stdout, '');
});
