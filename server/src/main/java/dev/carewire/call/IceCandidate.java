package dev.carewire.call;

import java.util.Optional;

/**
 * A network address at which a browser may be reached ({@code RTCIceCandidateInit}). The server relays it unchanged.
 *
 * @param candidate at most {@link Calls#MAX_CANDIDATE_LENGTH} characters; empty marks the end of candidates
 */
public record IceCandidate(
        String candidate, Optional<String> sdpMid, Optional<Integer> sdpMLineIndex, Optional<String> usernameFragment) {

    /** Shows nothing: it is an address. */
    @Override
    public String toString() {
        return "Candidate[]";
    }
}
