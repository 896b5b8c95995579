package dev.carewire.dialect;

import java.util.List;

/** The decision about a request for a WebSocket. */
public sealed interface HandshakeDecision {

    /** The session starts with the first frame, and its greeting contains the first messages. */
    record Accepted(AdmissionResult.Granted granted) implements HandshakeDecision {}

    /**
     * The WebSocket starts without a session: the client authenticates in a frame.
     *
     * @param greeting the first frames
     */
    record Unauthenticated(List<String> greeting) implements HandshakeDecision {

        public Unauthenticated {
            greeting = List.copyOf(greeting);
        }
    }

    /**
     * The WebSocket is opened and closed again, so that the client can read the reason.
     *
     * @param failure whether the rejection counts against the client's address
     */
    record ClosedAfterUpgrade(ConnectRefusal refusal, AuthenticationFailure failure) implements HandshakeDecision {}

    /**
     * The request is rejected without a WebSocket.
     *
     * @param status of the HTTP response, 400 to 599
     * @param json its body
     * @param failure whether the rejection counts against the client's address
     */
    record HttpRejection(int status, String json, AuthenticationFailure failure) implements HandshakeDecision {}
}
