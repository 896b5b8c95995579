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
 * Relays WebRTC signaling between two users who share a thread. The media never pass through the server. Only the two
 * parties can use a call's id, which the server chooses. A call ends when a party hangs up, when it is not answered
 * within {@link #RING_TIMEOUT}, and when a party has no session left.
 *
 * <p>Any thread; only {@link #offer} blocks. Calls and sessions are those of this node. State is bounded by this node's
 * sessions; each user takes part in at most {@value #MAX_CALLS} calls. Lock: this object, held while sending, so that
 * both parties receive everything in the same order.
 */
public final class Calls {

    /** How long a call rings. */
    public static final Duration RING_TIMEOUT = Duration.ofSeconds(45);

    /** Longest session description, in characters. */
    public static final int MAX_SDP_LENGTH = 65_536;

    /** Longest candidate, in characters. */
    public static final int MAX_CANDIDATE_LENGTH = 2_048;

    /** Longest other text of a candidate, in characters. */
    public static final int MAX_CANDIDATE_FIELD_LENGTH = 256;

    /** Most simultaneous calls of a user. */
    public static final int MAX_CALLS = 4;

    private final CallPermissions permissions;
    private final CallEmit emit;
    private final TransientTimers timers;
    private final Map<String, Call> calls = new HashMap<>();
    private final Map<Party, Set<String>> sessions = new HashMap<>();

    /** A relay without calls. */
    public Calls(CallPermissions permissions, CallEmit emit, TransientTimers timers) {
        this.permissions = permissions;
        this.emit = emit;
        this.timers = timers;
    }

    /** Registers a session of the caller, which can then receive calls. Does nothing for a known one. */
    public synchronized void connected(Caller caller, String sessionId) {
        if (Access.maySend(caller.principal())) {
            sessions.computeIfAbsent(Party.of(caller), party -> new HashSet<>(2))
                    .add(sessionId);
        }
    }

    /** Removes a session of the caller; the last one ends their calls. Does nothing for an unknown one. */
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
     * @param threadId a thread that both are members of
     * @param to the callee
     * @param sdp 1 to {@value #MAX_SDP_LENGTH} characters
     * @return the call's id
     * @throws RejectedException {@code INVALID} for calling oneself and for an invalid description. {@code NOT_FOUND}
     *     for a thread without both users. {@code CONFLICT} if the callee is not connected or either user takes part in
     *     {@value #MAX_CALLS} calls; {@code FORBIDDEN} for a display
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
            call.startRinging(timers.schedule(RING_TIMEOUT, () -> expire(call)));
            emit.sendCallOffer(
                    call.tenant(), new CallOffered(call.id(), threadId, caller.userId(), caller.name(), to, sdp));
            return call.id();
        }
    }

    /**
     * Answers a ringing call. The caller is notified, and the callee's other sessions stop ringing.
     *
     * @param sessionId the answering session
     * @param sdp 1 to {@value #MAX_SDP_LENGTH} characters
     * @throws RejectedException {@code INVALID} for an invalid description; {@code NOT_FOUND} for an ended call and for
     *     another user's; {@code CONFLICT} for an answered call and for one's own
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
     * Sends the other party an ICE candidate of the caller.
     *
     * @throws RejectedException {@code INVALID} for texts that are too long; {@code NOT_FOUND} for an ended call and
     *     for another user's
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
     * Ends a call, or declines a ringing one. All other sessions of both parties are notified.
     *
     * @throws RejectedException {@code NOT_FOUND} for an ended call and for another user's
     */
    public synchronized void hangUp(Caller caller, String sessionId, String callId) {
        Call call = requireOwn(caller, callId);
        end(call);
        emit.sendCallEnd(call.tenant(), sessionId, endedEvent(call, Optional.of(caller.userId()), Reason.HUNG_UP));
    }

    /** The number of ringing and answered calls. */
    synchronized int size() {
        return calls.size();
    }

    private synchronized void expire(Call call) {
        // It may have been answered or ended just before the timer fired.
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
