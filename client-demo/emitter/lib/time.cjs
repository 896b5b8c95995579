/** Bounded waiting. */
'use strict';

/**
 * Settles as the promise does, or fails after `ms` milliseconds.
 *
 * @param what names the promise in the message of the failure, whose code is `TIMEOUT`
 */
async function within(ms, promise, what) {
  let timer;
  const deadline = new Promise((_, failed) => {
    timer = setTimeout(
      () => failed(Object.assign(new Error(`${what}: no answer within ${ms} ms`), { code: 'TIMEOUT' })),
      ms,
    );
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

module.exports = { within };
