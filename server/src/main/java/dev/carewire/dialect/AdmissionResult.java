package dev.carewire.dialect;

import dev.carewire.command.Caller;
import java.util.List;
import java.util.Optional;

/** The answer to a client that asks to be let in. */
public sealed interface AdmissionResult {

    /**
     * Let in as this user, in this clinic.
     *
     * @param greeting messages that the client is sent first
     */
    record Granted(Caller caller, List<String> greeting) implements AdmissionResult {

        public Granted {
            greeting = List.copyOf(greeting);
        }

        /** Let in without a greeting. */
        public Granted(Caller caller) {
            this(caller, List.of());
        }
    }

    /**
     * Not let in.
     *
     * @param message what the client is told, letter for letter as its contract has it: plain words without quotes
     * @param data JSON text of what a program may want to know besides
     */
    record Refused(String message, Optional<String> data) implements AdmissionResult {

        /** A refusal of which there is nothing more to say. */
        public Refused(String message) {
            this(message, Optional.empty());
        }
    }
}
