package dev.carewire.call;

import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.CallEmit;
import dev.carewire.event.CallEvents.CallAnswered;
import dev.carewire.event.CallEvents.CallEnded;
import dev.carewire.event.CallEvents.CallEnded.Reason;
import dev.carewire.event.CallEvents.CallOffered;
import dev.carewire.event.CallEvents.CallTaken;
import dev.carewire.event.CallEvents.CandidateFound;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Passes on between two users who share a thread what their browsers need to talk to each other (WebRTC). The server hears nothing
 * of what they say. A call is known by an id that the server chose, to its two parties alone; it ends when one of them hangs up,
 * when nobody answers within {@link #RING_TIMEOUT}, and when a party has no session any more.
 *
 * <p>Any thread; nothing blocks but {@link #offer}. Calls and sessions are those of this node. State is bounded by the sessions of
 * this node, each of whose users takes part in at most {@value #MAX_CALLS} calls. Lock: this object, held while telling, so that
 * both parties hear everything in the same order.
 */
public final class Calls {

    /** How long a call rings. */
    public static final Duration RING_TIMEOUT = Duration.ofSeconds(45);

    /** Longest session description, in characters. */
    public static final int MAX_SDP_LENGTH = 65_536;

    /** Longest candidate, in characters. */
    public static final int MAX_CANDIDATE_LENGTH = 2_048;

    /** Longest of the other texts of a candidate, in characters. */
    public static final int MAX_CANDIDATE_FIELD_LENGTH = 256;

    /** Calls that a user may take part in at a time. */
    public static final int MAX_CALLS = 4;

    private final CallPermissions permissions;
    private final CallEmit emit;
    private final TransientTimers alarms;
    private final Map<String, Call> calls = new HashMap<>();
    private final Map<Party, Set<String>> sessions = new HashMap<>();

    /** Nobody calls yet. */
    public Calls(CallPermissions acquaintances, CallEmit emit, TransientTimers alarms) {
        this.permissions = acquaintances;
        this.emit = emit;
        this.alarms = alarms;
    }

    /** A session of the caller began, on which calls can be told. Does nothing for one that is known. */
    public synchronized void connected(Caller caller, String sessionId) {
        if (Access.maySend(caller.principal())) {
            sessions.computeIfAbsent(Party.of(caller), party -> new HashSet<>(2))
                    .add(sessionId);
        }
    }

    /** A session of the caller ended; with their last one end their calls. Does nothing for one that is not known. */
    public synchronized void disconnected(Caller caller, String sessionId) {
        Party party = Party.of(caller);
        Set<String> left = sessions.get(party);
        if (left != null && left.remove(sessionId) && left.isEmpty()) {
            sessions.remove(party);
            for (Call call : callsOf(party)) {
                end(call);
                emit.sendCallEnd(call.tenant(), endedEvent(call, Optional.of(caller.userId()), Reason.CONNECTION_LOST));
            }
        }
    }

    /**
     * Calls another user: all their sessions ring. Blocks.
     *
     * @param threadId which both are members of
     * @param to the user to be called
     * @param sdp 1 to {@value #MAX_SDP_LENGTH} characters
     * @return the call's id
     * @throws RejectedException {@code INVALID} for oneself and another description; {@code NOT_FOUND} for a thread that not both
     *     are in; {@code CONFLICT} if the other user is not connected or either of them takes part in {@value #MAX_CALLS} calls;
     *     {@code FORBIDDEN} for a display
     */
    public String offer(Caller caller, String threadId, String to, String sdp) {
        requireMaySend(caller);
        Fields.prose("sdp", sdp, MAX_SDP_LENGTH);
        if (to.equals(caller.userId())) {
            throw RejectedException.invalid("to: the caller (expected: another user)");
        }
        permissions.requireSharedThread(caller, threadId, to);
        synchronized (this) {
            requireCapacity(Party.of(caller), "caller");
            Party callee = new Party(caller.tenant(), to);
            if (!sessions.containsKey(Party.of(caller))) {
                throw RejectedException.conflict("caller: not connected");
            }
            if (!sessions.containsKey(callee)) {
                throw RejectedException.conflict("callee: not connected");
            }
            requireCapacity(callee, "callee");
            Call call = new Call(UUID.randomUUID().toString(), caller.tenant(), caller.userId(), to);
            calls.put(call.id(), call);
            call.startRinging(alarms.schedule(RING_TIMEOUT, () -> expire(call)));
            emit.sendCallOffer(
                    call.tenant(), new CallOffered(call.id(), threadId, caller.userId(), caller.name(), to, sdp));
            return call.id();
        }
    }

    /**
     * Answers a call that rings; the caller is told, and the other sessions of the one who answers stop ringing.
     *
     * @param sessionId on which it was answered
     * @param sdp 1 to {@value #MAX_SDP_LENGTH} characters
     * @throws RejectedException {@code INVALID} for another description; {@code NOT_FOUND} for a call that is over or of others;
     *     {@code CONFLICT} for one that was answered, and for one's own
     */
    public synchronized void answer(Caller caller, String sessionId, String callId, String sdp) {
        Fields.prose("sdp", sdp, MAX_SDP_LENGTH);
        Call call = requireOwn(caller, callId);
        if (!call.isCallee(caller.userId()) || !call.answer()) {
            throw RejectedException.conflict("call: not waiting for this answer");
        }
        String from = caller.userId();
        emit.sendCallAnswer(call.tenant(), new CallAnswered(callId, from, call.otherParty(from), sdp));
        emit.sendCallTaken(call.tenant(), sessionId, new CallTaken(callId, from));
    }

    /**
     * Tells the other party a way on which the caller may be reached.
     *
     * @throws RejectedException {@code INVALID} for texts that are too long; {@code NOT_FOUND} for a call that is over or of others
     */
    public synchronized void relayCandidate(Caller caller, String callId, IceCandidate candidate) {
        requireMaxLength("candidate", candidate.candidate(), MAX_CANDIDATE_LENGTH);
        candidate.sdpMid().ifPresent(text -> requireMaxLength("sdpMid", text, MAX_CANDIDATE_FIELD_LENGTH));
        candidate
                .usernameFragment()
                .ifPresent(text -> requireMaxLength("usernameFragment", text, MAX_CANDIDATE_FIELD_LENGTH));
        Call call = requireOwn(caller, callId);
        String from = caller.userId();
        emit.sendCallCandidate(
                call.tenant(),
                new CandidateFound(
                        callId,
                        from,
                        call.otherParty(from),
                        candidate.candidate(),
                        candidate.sdpMid(),
                        candidate.sdpMLineIndex(),
                        candidate.usernameFragment()));
    }

    /**
     * Ends a call, or refuses one that rings; everybody but that session is told.
     *
     * @throws RejectedException {@code NOT_FOUND} for a call that is over or of others
     */
    public synchronized void hangUp(Caller caller, String sessionId, String callId) {
        Call call = requireOwn(caller, callId);
        end(call);
        emit.sendCallEnd(call.tenant(), sessionId, endedEvent(call, Optional.of(caller.userId()), Reason.HUNG_UP));
    }

    /** Calls that ring or were answered. */
    synchronized int size() {
        return calls.size();
    }

    private synchronized void expire(Call call) {
        // It may have been answered or ended while the alarm was on its way here.
        if (call.answer() && calls.containsKey(call.id())) {
            end(call);
            emit.sendCallEnd(call.tenant(), endedEvent(call, Optional.empty(), Reason.UNANSWERED));
        }
    }

    private void end(Call call) {
        call.stopRinging();
        calls.remove(call.id());
    }

    private static CallEnded endedEvent(Call call, Optional<String> endedBy, Reason reason) {
        return new CallEnded(call.id(), call.parties(), endedBy, reason);
    }

    private Call requireOwn(Caller caller, String callId) {
        Call call = calls.get(callId);
        if (call == null || !call.hasParty(caller.tenant(), caller.userId())) {
            throw RejectedException.notFound("call");
        }
        return call;
    }

    private void requireCapacity(Party party, String role) {
        if (callsOf(party).size() >= MAX_CALLS) {
            throw RejectedException.conflict(role + ": in " + MAX_CALLS + " calls already");
        }
    }

    private List<Call> callsOf(Party party) {
        return calls.values().stream()
                .filter(call -> call.hasParty(party.tenant, party.userId))
                .toList();
    }

    private static void requireMaxLength(String field, String text, int maxLength) {
        if (text.length() > maxLength) {
            throw RejectedException.invalid(
                    field + ": " + text.length() + " characters (expected: at most " + maxLength + ")");
        }
    }

    private static void requireMaySend(Caller caller) {
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display may not call anybody");
        }
    }

    private record Party(TenantId tenant, String userId) {
        static Party of(Caller caller) {
            return new Party(caller.tenant(), caller.userId());
        }
    }
}
