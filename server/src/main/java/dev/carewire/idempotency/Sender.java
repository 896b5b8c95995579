package dev.carewire.idempotency;

import dev.carewire.command.Caller;
import dev.carewire.identity.Access;

/** The kinds of senders, which have different limits of new keys. */
public enum Sender {
    USER,
    BACK_END;

    static Sender of(Caller caller) {
        return Access.mayEmit(caller.principal()) ? BACK_END : USER;
    }
}
