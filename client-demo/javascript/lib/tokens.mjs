/** Tokens as the clinics' back ends sign them. */
import { createHmac } from 'node:crypto';

const base64url = (text) => Buffer.from(text).toString('base64url');

/**
 * A signed token.
 *
 * @param claims added to `iat` and `exp`, which they may replace
 * @param alg `HS256`, or `none` for a token without a signature
 */
export function sign(secret, claims, { ttlSeconds = 3600, alg = 'HS256' } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const head = base64url(JSON.stringify({ alg, typ: 'JWT' }));
  const body = base64url(JSON.stringify({ iat: now, exp: now + ttlSeconds, ...claims }));
  const signature =
    alg === 'none' ? '' : createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}

/** The claims both client families' tokens carry. */
export function claims({ user, tenant, role = 'doctor', name = user }) {
  return { id: user, userId: user, tenantId: tenant, role, fullName: name };
}
