package dev.carewire.event;

import java.util.List;
import java.util.Optional;

/**
 * Calls between two users. What their browsers tell each other is passed on and kept nowhere: a party that misses it calls again.
 */
public final class CallEvents {

    public static final EventType<CallOffered> CALL_OFFERED = new EventType<>(
            "call.offered",
            CallOffered.class,
            (tenant, offered) -> List.of(RoomKey.user(tenant, offered.to())),
            Delivery.VOLATILE,
            Phi.IDENTIFYING,
            "A user calls another one.");

    public static final EventType<CallAnswered> CALL_ANSWERED = new EventType<>(
            "call.answered",
            CallAnswered.class,
            (tenant, answered) -> List.of(RoomKey.user(tenant, answered.to())),
            Delivery.VOLATILE,
            Phi.IDENTIFYING,
            "The user who was called has answered.");

    public static final EventType<CallTaken> CALL_TAKEN = new EventType<>(
            "call.taken",
            CallTaken.class,
            (tenant, taken) -> List.of(RoomKey.user(tenant, taken.userId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user has answered a call on another of their devices.");

    public static final EventType<CandidateFound> CANDIDATE_FOUND = new EventType<>(
            "call.candidate-found",
            CandidateFound.class,
            (tenant, found) -> List.of(RoomKey.user(tenant, found.to())),
            Delivery.VOLATILE,
            Phi.IDENTIFYING,
            "A party of a call found a way on which it may be reached.");

    public static final EventType<CallEnded> CALL_ENDED = new EventType<>(
            "call.ended",
            CallEnded.class,
            (tenant, ended) -> ended.parties().stream()
                    .map(user -> RoomKey.user(tenant, user))
                    .toList(),
            Delivery.VOLATILE,
            Phi.NONE,
            "A call is over, whether or not it was answered.");

    static final List<EventType<?>> ALL = List.of(CALL_OFFERED, CALL_ANSWERED, CALL_TAKEN, CANDIDATE_FOUND, CALL_ENDED);

    private CallEvents() {}

    /**
     * A user calls another one.
     *
     * @param threadId which both are members of
     * @param fromName as the caller's token has it
     * @param sdp session description, as the caller's browser wrote it
     */
    public record CallOffered(String callId, String threadId, String from, String fromName, String to, String sdp) {
        /** Without the name, and the addresses in the description. */
        @Override
        public String toString() {
            return "CallOffered[" + callId + "]";
        }
    }

    /**
     * The user who was called has answered.
     *
     * @param sdp session description, as their browser wrote it
     */
    public record CallAnswered(String callId, String from, String to, String sdp) {
        /** Without the addresses in the description. */
        @Override
        public String toString() {
            return "CallAnswered[" + callId + "]";
        }
    }

    /** Tells a user's other sessions to stop ringing. */
    public record CallTaken(String callId, String userId) {}

    /**
     * A way on which a party may be reached, in the words of the browser that found it.
     *
     * @param candidate empty says that there will be no more
     */
    public record CandidateFound(
            String callId,
            String from,
            String to,
            String candidate,
            Optional<String> sdpMid,
            Optional<Integer> sdpMLineIndex,
            Optional<String> usernameFragment) {
        /** Without the address. */
        @Override
        public String toString() {
            return "CandidateFound[" + callId + "]";
        }
    }

    /**
     * A call is over.
     *
     * @param parties both users' ids
     * @param endedBy the user who hung up or whose last session ended; empty if nobody answered
     */
    public record CallEnded(String callId, List<String> parties, Optional<String> endedBy, Reason reason) {

        public CallEnded {
            parties = List.copyOf(parties);
        }

        /** Why a call is over. */
        public enum Reason {
            /** A party ended it, or refused it. */
            HUNG_UP,
            /** Nobody answered in time. */
            UNANSWERED,
            /** A party has no session any more. */
            CONNECTION_LOST
        }
    }
}
