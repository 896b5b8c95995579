package dev.carewire.dialect;

import dev.carewire.command.Caller;

/** The answer to a client that asks to be let in. */
public sealed interface Entry {

    /** Let in as this user, in this clinic. */
    record Granted(Caller caller) implements Entry {}

    /**
     * Not let in.
     *
     * @param message what the client is told, letter for letter as its contract has it
     */
    record Refused(String message) implements Entry {}
}
