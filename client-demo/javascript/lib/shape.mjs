/** Compares what came over the wire with a description of it, field by field: no field may be missing, none may be extra. */
import assert from 'node:assert/strict';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** A description of one value: `what` it is, for people, and what `accepts` it. */
export const leaf = (what, accepts) => Object.assign(accepts, { what });

export const text = leaf('a text that is not empty', (value) => typeof value === 'string' && value !== '');
export const int = leaf('an integer', (value) => Number.isInteger(value));
export const bool = leaf('true or false', (value) => typeof value === 'boolean');
export const iso = leaf('an ISO date-time with milliseconds and Z', (value) => typeof value === 'string' && ISO.test(value));
export const date = leaf('a date', (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value));

/** A time in whole milliseconds since 1970, not more than a minute from now. */
export const epochMs = leaf(
  'the present as integer milliseconds',
  (value) => Number.isInteger(value) && Math.abs(value - Date.now()) < 60_000,
);

/** A time as text, not more than a minute from now. */
export const isoNow = leaf('the present as ISO text', (value) => iso(value) && Math.abs(Date.parse(value) - Date.now()) < 60_000);

export const oneOf = (...values) => leaf(`one of ${values}`, (value) => values.includes(value));

/** A field that may be absent; present, it must not be null unless the shape says so. */
export const optional = (shape) => ({ optional: shape });

export const listOf = (shape) => ({ listOf: shape });

/** Fails, naming the path, unless `actual` is what `shape` describes. */
export function assertShape(actual, shape, path = '$') {
  if (typeof shape === 'function') {
    assert.ok(shape(actual), `${path}: ${JSON.stringify(actual)} (expected: ${shape.what})`);
  } else if (shape?.listOf !== undefined) {
    assert.ok(Array.isArray(actual), `${path}: ${JSON.stringify(actual)} (expected: an array)`);
    actual.forEach((item, index) => assertShape(item, shape.listOf, `${path}[${index}]`));
  } else if (Array.isArray(shape)) {
    assert.ok(Array.isArray(actual), `${path}: ${JSON.stringify(actual)} (expected: an array)`);
    assert.equal(actual.length, shape.length, `${path}: ${JSON.stringify(actual)} (expected: ${shape.length} items)`);
    shape.forEach((item, index) => assertShape(actual[index], item, `${path}[${index}]`));
  } else if (shape !== null && typeof shape === 'object') {
    assertFields(actual, shape, path);
  } else {
    assert.deepEqual(actual, shape, `${path}: ${JSON.stringify(actual)} (expected: ${JSON.stringify(shape)})`);
  }
}

function assertFields(actual, shape, path) {
  assert.ok(
    actual !== null && typeof actual === 'object' && !Array.isArray(actual),
    `${path}: ${JSON.stringify(actual)} (expected: an object)`,
  );
  for (const key of Object.keys(actual)) {
    assert.ok(Object.hasOwn(shape, key), `${path}.${key}: ${JSON.stringify(actual[key])} (expected: no such field)`);
  }
  for (const [key, field] of Object.entries(shape)) {
    if (!Object.hasOwn(actual, key)) {
      assert.ok(field?.optional !== undefined, `${path}.${key}: missing`);
      continue;
    }
    assertShape(actual[key], field?.optional ?? field, `${path}.${key}`);
  }
}
