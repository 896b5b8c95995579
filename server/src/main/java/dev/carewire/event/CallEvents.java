package dev.carewire.event;

import java.util.List;
import java.util.Optional;

/**
 * Calls between two users. The server relays the signaling and stores none of it; a party that misses a message calls
 * again.
 */
public final class CallEvents {

    public static final EventType<CallOffered> CALL_OFFERED = new EventType<>(
            "call.offered",
            CallOffered.class,
            (tenant, offered) -> List.of(RoomKey.user(tenant, offered.to())),
            Delivery.VOLATILE,
            Phi.IDENTIFYING,
            "A user calls another user.");

    public static final EventType<CallAnswered> CALL_ANSWERED = new EventType<>(
            "call.answered",
            CallAnswered.class,
            (tenant, answered) -> List.of(RoomKey.user(tenant, answered.to())),
            Delivery.VOLATILE,
            Phi.IDENTIFYING,
            "The callee answered a call.");

    public static final EventType<CallTaken> CALL_TAKEN = new EventType<>(
            "call.taken",
            CallTaken.class,
            (tenant, taken) -> List.of(RoomKey.user(tenant, taken.userId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user answered a call on another of their devices.");

    public static final EventType<CandidateFound> CANDIDATE_FOUND = new EventType<>(
            "call.candidate-found",
            CandidateFound.class,
            (tenant, found) -> List.of(RoomKey.user(tenant, found.to())),
            Delivery.VOLATILE,
            Phi.IDENTIFYING,
            "A party of a call found a network address at which it may be reached.");

    public static final EventType<CallEnded> CALL_ENDED = new EventType<>(
            "call.ended",
            CallEnded.class,
            (tenant, ended) -> ended.parties().stream()
                    .map(user -> RoomKey.user(tenant, user))
                    .toList(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A call ended, answered or not.");

    static final List<EventType<?>> ALL = List.of(CALL_OFFERED, CALL_ANSWERED, CALL_TAKEN, CANDIDATE_FOUND, CALL_ENDED);

    private CallEvents() {}

    /**
     * A user calls another one.
     *
     * @param threadId a thread that both are members of
     * @param fromName the name in the caller's token
     * @param sdp session description from the caller's browser
     */
    public record CallOffered(String callId, String threadId, String from, String fromName, String to, String sdp) {
        /** Omits the name, and the addresses in the description. */
        @Override
        public String toString() {
            return "CallOffered[" + callId + "]";
        }
    }

    /**
     * The callee has answered.
     *
     * @param sdp session description from the callee's browser
     */
    public record CallAnswered(String callId, String from, String to, String sdp) {
        /** Omits the addresses in the description. */
        @Override
        public String toString() {
            return "CallAnswered[" + callId + "]";
        }
    }

    /** A call was answered in one session, so the user's other sessions stop ringing. */
    public record CallTaken(String callId, String userId) {}

    /**
     * A network address at which a party may be reached, as its browser found it.
     *
     * @param candidate empty marks the end of candidates
     */
    public record CandidateFound(
            String callId,
            String from,
            String to,
            String candidate,
            Optional<String> sdpMid,
            Optional<Integer> sdpMLineIndex,
            Optional<String> usernameFragment) {
        /** Omits the address. */
        @Override
        public String toString() {
            return "CandidateFound[" + callId + "]";
        }
    }

    /**
     * A call has ended.
     *
     * @param parties both users' ids
     * @param endedBy the user who hung up or whose last session ended; empty if the call was not answered
     */
    public record CallEnded(String callId, List<String> parties, Optional<String> endedBy, Reason reason) {

        public CallEnded {
            parties = List.copyOf(parties);
        }

        /** Why a call ended. */
        public enum Reason {
            /** A party ended or declined it. */
            HUNG_UP,
            /** The callee did not answer in time. */
            UNANSWERED,
            /** A party has no session left. */
            CONNECTION_LOST
        }
    }
}
