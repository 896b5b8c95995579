/** Waiting for things to happen, never for time to pass: every wait has a deadline and says what it waited for. */

/** How long a wait may take, in milliseconds, unless it says otherwise. */
export const DEADLINE_MS = 10_000;

/** Settles as `promise` does, or fails after `ms` milliseconds with what `describe` says at that moment. */
export async function within(ms, promise, describe) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${describe()} (waited ${ms} ms)`)), ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The first value of the asynchronous `find` that is not undefined, for what announces no change: looks every 100 ms.
 *
 * @param describe what was waited for, should the deadline pass
 */
export async function eventually(find, describe, ms = DEADLINE_MS) {
  let over = false;
  const look = async () => {
    for (;;) {
      const value = await find();
      if (value !== undefined || over) {
        return value;
      }
      await new Promise((done) => { setTimeout(done, 100); });
    }
  };
  try {
    return await within(ms, look(), describe);
  } finally {
    over = true;
  }
}

/** Something that changes now and then. */
export class Changes {
  #looks = new Set();

  /** Something has changed: everybody who waits looks again. */
  announce() {
    this.#looks.forEach((look) => look());
  }

  /**
   * The first value of `find` that is not undefined, now or after a change.
   *
   * @param describe what was waited for, should the deadline pass
   * @param end fails when there will be no more changes
   */
  async until(find, { ms = DEADLINE_MS, describe, end }) {
    let look;
    const found = new Promise((done) => {
      look = () => {
        const value = find();
        if (value !== undefined) {
          this.#looks.delete(look);
          done(value);
        }
      };
    });
    this.#looks.add(look);
    look();
    try {
      return await within(ms, end === undefined ? found : Promise.race([found, end]), describe);
    } finally {
      this.#looks.delete(look);
    }
  }
}
