package dev.carewire.dialect;

import dev.carewire.command.Caller;
import java.util.List;
import java.util.Optional;

/** The answer to a client's request for a session. */
public sealed interface AdmissionResult {

    /**
     * The client is admitted as this user, in this clinic.
     *
     * @param greeting the first messages for the client
     */
    record Granted(Caller caller, List<String> greeting) implements AdmissionResult {

        public Granted {
            greeting = List.copyOf(greeting);
        }

        /** Admitted without a greeting. */
        public Granted(Caller caller) {
            this(caller, List.of());
        }
    }

    /** The server cannot verify the token now. The client should try again, so it receives no final rejection. */
    record Unavailable() implements AdmissionResult {}

    /**
     * The client is rejected.
     *
     * @param message the text for the client, exactly as in its contract, without quotes
     * @param data JSON text with further data for programs
     * @param failure whether the rejection counts against the client's address
     */
    record Refused(String message, Optional<String> data, AuthenticationFailure failure) implements AdmissionResult {

        /** A rejection without further data, which counts against the client's address. */
        public Refused(String message) {
            this(message, Optional.empty(), AuthenticationFailure.COUNTED);
        }

        /** A rejection without further data. */
        public Refused(String message, AuthenticationFailure failure) {
            this(message, Optional.empty(), failure);
        }
    }
}
