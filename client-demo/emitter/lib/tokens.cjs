/** The tokens with which an emitter calls CareWire, one for each tenant. */
'use strict';

const { createHmac } = require('node:crypto');

const LIFETIME_S = 300;
/** A token is replaced this long before its end. */
const RENEWAL_S = 60;
/** Tokens kept; the oldest ones leave first. */
const MAX_TOKENS = 1_000;

function base64url(text) {
  return Buffer.from(text).toString('base64url');
}

/** The claims of a token, unverified; none if it is not a JWT. */
function claimsOf(token) {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) ?? {};
  } catch {
    return {};
  }
}

/**
 * The tenant that a token names, or undefined.
 *
 * @param token a JWT
 */
function tenantOfToken(token) {
  const { tenantId, tenant_id: tenant, diagnostic_id: center } = claimsOf(token);
  const named = tenantId ?? tenant ?? center;
  return named === undefined || named === null || named === '' ? undefined : String(named);
}

/** Supplies tokens: the given one, signed ones, or those of the caller's function. */
class Tokens {
  #options;
  #kept = new Map();

  constructor(options) {
    this.#options = options;
  }

  /**
   * The token of a tenant.
   *
   * @throws whatever `tokenFor` throws; an Error if it returns no token
   */
  async of(tenant) {
    if (this.#options.token !== undefined) {
      return this.#options.token;
    }
    const now = Date.now() / 1_000;
    const kept = this.#kept.get(tenant);
    if (kept !== undefined && now < kept.until) {
      return kept.token;
    }
    const token = this.#options.secret === undefined ? await this.#options.tokenFor(tenant) : this.#sign(tenant, now);
    if (typeof token !== 'string' || token === '') {
      throw Object.assign(new Error('tokenFor: no token (expected: a text)'), { code: 'NO_TOKEN' });
    }
    const end = Number(claimsOf(token).exp ?? now + LIFETIME_S);
    this.#keep(tenant, { token, until: end - RENEWAL_S });
    return token;
  }

  /** Forgets the token of a tenant, which CareWire has rejected. */
  forget(tenant) {
    this.#kept.delete(tenant);
  }

  /** Whether a rejected token can be replaced. */
  get renewable() {
    return this.#options.token === undefined;
  }

  #keep(tenant, entry) {
    this.#kept.delete(tenant);
    this.#kept.set(tenant, entry);
    if (this.#kept.size > MAX_TOKENS) {
      this.#kept.delete(this.#kept.keys().next().value);
    }
  }

  #sign(tenant, now) {
    const { secret, userId, issuer, audience } = this.#options;
    const iat = Math.floor(now);
    const claims = { userId, tenantId: tenant, role: 'service', iat, exp: iat + LIFETIME_S, iss: issuer, aud: audience };
    const signed = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(JSON.stringify(claims))}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
}

module.exports = { Tokens, tenantOfToken };
