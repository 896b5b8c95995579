/** An issuer of RS256 tokens that publishes its key over HTTP. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { sign } from './tokens.mjs';

/** The id of the published key. */
export const KEY_ID = 'known';

export class Issuer {
  #http;
  #privateKey;

  /** How it answers: `well`, `badly` with 500, or `never`. */
  mode = 'well';

  /** Requests for its keys so far. */
  requests = 0;

  static async start() {
    const issuer = new Issuer();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    issuer.#privateKey = privateKey;
    const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig' }];
    issuer.#http = createServer((_, response) => {
      issuer.requests += 1;
      if (issuer.mode !== 'never') {
        response.writeHead(issuer.mode === 'well' ? 200 : 500, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ keys }));
      }
    }).listen(0, '127.0.0.1');
    await new Promise((done) => issuer.#http.once('listening', done));
    return issuer;
  }

  /** Where it publishes its key. */
  get url() {
    return `http://127.0.0.1:${this.#http.address().port}/keys`;
  }

  /** A token with these claims. */
  sign(claims, { kid = KEY_ID, ...options } = {}) {
    const signature = (text) => createSign('RSA-SHA256').update(text).sign(this.#privateKey, 'base64url');
    return sign(signature, claims, { ...options, head: { alg: 'RS256', kid } });
  }

  close() {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}
