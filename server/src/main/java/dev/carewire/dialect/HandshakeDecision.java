package dev.carewire.dialect;

import java.util.List;

/** What becomes of a visitor who asks for a WebSocket. */
public sealed interface HandshakeDecision {

    /** A session from the first frame on. The caller's entry has the frames that it begins with. */
    record Accepted(AdmissionResult.Granted granted) implements HandshakeDecision {}

    /**
     * A WebSocket without a session: the client says in a frame who it is.
     *
     * @param greeting the frames it begins with
     */
    record Unauthenticated(List<String> greeting) implements HandshakeDecision {

        public Unauthenticated {
            greeting = List.copyOf(greeting);
        }
    }

    /** A WebSocket that is closed again, so that the client can read why. */
    record ClosedAfterUpgrade(ConnectRefusal refusal) implements HandshakeDecision {}

    /**
     * No WebSocket at all.
     *
     * @param status of the HTTP response, 400 to 599
     * @param json its body
     */
    record HttpRejection(int status, String json) implements HandshakeDecision {}
}
