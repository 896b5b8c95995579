package dev.carewire.call;

import java.util.Optional;

/**
 * A way on which a browser may be reached ({@code RTCIceCandidateInit}); all of it is the browser's, and is passed on as it is.
 *
 * @param candidate at most {@link Calls#MAX_CANDIDATE_LENGTH} characters; empty says that there will be no more
 */
public record IceCandidate(
        String candidate, Optional<String> sdpMid, Optional<Integer> sdpMLineIndex, Optional<String> usernameFragment) {

    /** Nothing: it is an address. */
    @Override
    public String toString() {
        return "Candidate[]";
    }
}
