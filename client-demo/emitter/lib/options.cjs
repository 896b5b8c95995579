/** The options of an emitter, from its caller and the environment, checked once. */
'use strict';

const { tenantOfToken } = require('./tokens.cjs');

const FAMILIES = ['derm-app', 'clinic', 'keneyapp', 'healthmate', 'diagnoxix'];

/** Limits with range and default. */
const NUMBERS = {
  maxEvents: { least: 1, most: 1_000_000, initial: 10_000 },
  maxBytes: { least: 1_024, most: 1_073_741_824, initial: 16_777_216 },
  maxAgeMs: { least: 1_000, most: 86_400_000, initial: 600_000 },
  requestTimeoutMs: { least: 10, most: 60_000, initial: 10_000 },
  tenantTimeoutMs: { least: 10, most: 60_000, initial: 5_000 },
  ackTimeoutMs: { least: 100, most: 30_000, initial: 5_000 },
  closeTimeoutMs: { least: 0, most: 60_000, initial: 5_000 },
};

const CREDENTIALS = ['token', 'secret', 'tokenFor'];

/**
 * The options with defaults, and `onlyTenant`, that of a token; those of Socket.IO's server, such as `cors`, are ignored.
 *
 * @param env supplies `CAREWIRE_URL`, `CAREWIRE_FAMILY`, `CAREWIRE_TOKEN` and `CAREWIRE_SECRET`
 * @throws Error if options are missing or invalid; its message names all of them
 */
function readOptions(given, env) {
  const faults = [];
  const require = (valid, fault) => valid || faults.push(fault);
  const options = {
    url: given.url ?? env.CAREWIRE_URL,
    family: given.family ?? env.CAREWIRE_FAMILY,
    tenants: given.tenants ?? [],
    tenantOf: given.tenantOf,
    userId: given.userId ?? 'back-end',
    issuer: given.issuer,
    audience: given.audience,
    log: given.log ?? console,
    ...credentialsOf(given, env),
  };
  require(isAddress(options.url), 'url: missing or invalid (expected: http://… or https://…)');
  require(FAMILIES.includes(options.family), `family: missing or unknown (expected: one of ${FAMILIES.join(', ')})`);
  require(
    CREDENTIALS.filter((name) => options[name] !== undefined).length === 1,
    `credentials: none or several (expected: exactly one of ${CREDENTIALS.join(', ')})`,
  );
  require(options.token === undefined || isText(options.token), 'token: invalid (expected: a text)');
  require(
    options.secret === undefined || Buffer.byteLength(String(options.secret)) >= 32,
    'secret: too short (expected: at least 32 bytes)',
  );
  for (const name of ['tokenFor', 'tenantOf']) {
    require(options[name] === undefined || typeof options[name] === 'function', `${name}: invalid (expected: a function)`);
  }
  require(
    typeof options.tenants === 'function' || (Array.isArray(options.tenants) && options.tenants.every(isText)),
    'tenants: invalid (expected: an array of texts, or a function that returns one)',
  );
  for (const name of ['userId', 'issuer', 'audience']) {
    require(options[name] === undefined || isText(options[name]), `${name}: invalid (expected: a text)`);
  }
  require(typeof options.log.warn === 'function', 'log: invalid (expected: an object with a function warn)');
  for (const [name, { least, most, initial }] of Object.entries(NUMBERS)) {
    options[name] = given[name] ?? initial;
    require(
      Number.isInteger(options[name]) && options[name] >= least && options[name] <= most,
      `${name}: ${options[name]} (expected: ${least}..${most})`,
    );
  }
  if (options.token !== undefined) {
    options.onlyTenant = tenantOfToken(options.token) ?? (options.tenants.length === 1 ? options.tenants[0] : undefined);
    require(isText(options.onlyTenant), 'token: names no tenant (expected: a claim tenantId, or one tenant in tenants)');
    options.tenants = [options.onlyTenant];
  }
  if (faults.length > 0) {
    throw new Error(`@carewire/emitter: ${faults.join('; ')}`);
  }
  return Object.freeze(options);
}

/** The credentials of the caller, or else of the environment. */
function credentialsOf(given, env) {
  if (CREDENTIALS.some((name) => given[name] !== undefined)) {
    return { token: given.token, secret: given.secret, tokenFor: given.tokenFor };
  }
  return { token: env.CAREWIRE_TOKEN || undefined, secret: env.CAREWIRE_SECRET || undefined };
}

function isText(value) {
  return typeof value === 'string' && value !== '';
}

function isAddress(value) {
  try {
    return /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

module.exports = { readOptions };
