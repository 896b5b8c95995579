/** Tokens as the clinics' back ends sign them. */
import { createHmac } from 'node:crypto';

const base64url = (text) => Buffer.from(text).toString('base64url');

/**
 * A signed token.
 *
 * @param key the secret of HS256, or a function that signs a text
 * @param claims added to `iat` and `exp`, which they may replace
 * @param alg `HS256`, or `none` for a token without a signature
 * @param head all fields of the token's head
 */
export function sign(key, claims, { ttlSeconds = 3600, alg = 'HS256', head = { alg, typ: 'JWT' } } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const body = { iat: now, exp: now + ttlSeconds, ...claims };
  const text = [head, body].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${text}.${head.alg === 'none' ? '' : signature(key, text)}`;
}

function signature(key, text) {
  return typeof key === 'function' ? key(text) : createHmac('sha256', key).update(text).digest('base64url');
}

/** The claims both client families' tokens carry. */
export function claims({ user, tenant, role = 'doctor', name = user }) {
  return { id: user, userId: user, tenantId: tenant, role, fullName: name };
}
