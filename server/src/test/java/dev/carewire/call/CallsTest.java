package dev.carewire.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.cluster.ManualTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Callers;
import dev.carewire.emit.CallEmit;
import dev.carewire.event.CallEvents.CallAnswered;
import dev.carewire.event.CallEvents.CallEnded;
import dev.carewire.event.CallEvents.CallEnded.Reason;
import dev.carewire.event.CallEvents.CallOffered;
import dev.carewire.event.CallEvents.CallTaken;
import dev.carewire.event.CallEvents.CandidateFound;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CallsTest {

    private static final TenantId CLINIC = new TenantId("clinic");
    private static final TenantId OTHER_CLINIC = new TenantId("other");
    private static final String SDP = "v=0\r\n";
    private static final IceCandidate CANDIDATE =
            new IceCandidate("candidate:1", Optional.of("0"), Optional.of(0), Optional.empty());

    private final List<Event<?>> told = new ArrayList<>();
    private final ManualTimers alarms = new ManualTimers();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final Calls calls = new Calls(
            (caller, thread, other) -> {
                if (!thread.equals("shared") || !caller.tenant().equals(CLINIC) || other.equals("stranger")) {
                    throw RejectedException.notFound("thread");
                }
            },
            new CallEmit(TestPublishers.volatileOnly(told::add), clock),
            alarms);

    private final Caller ada = Callers.caller(CLINIC, "ada", Role.NURSE);
    private final Caller bob = Callers.caller(CLINIC, "bob", Role.DOCTOR);
    private final Caller cy = Callers.caller(CLINIC, "cy", Role.DOCTOR);
    private final Caller foreignAda = Callers.caller(OTHER_CLINIC, "ada", Role.NURSE);
    private final Caller screen = Callers.caller(CLINIC, "screen", Role.DISPLAY);

    CallsTest() {
        calls.connected(ada, "ada-1");
        calls.connected(bob, "bob-1");
        calls.connected(bob, "bob-2");
        calls.connected(cy, "cy-1");
    }

    @Test
    void anOfferRingsAtEverySessionOfTheOtherUserAlone() {
        String call = calls.offer(ada, "shared", "bob", SDP);

        assertThat(payloads()).containsExactly(new CallOffered(call, "shared", "ada", "Name of ada", "bob", SDP));
        assertThat(told.get(0).rooms()).containsExactly(RoomKey.user(CLINIC, "bob"));
        assertThat(told.get(0).exceptSession()).isEmpty();
    }

    @Test
    void anAnswerGoesToTheCallerAndStopsTheRingingElsewhere() {
        String call = calls.offer(ada, "shared", "bob", SDP);
        told.clear();

        calls.answer(bob, "bob-2", call, SDP);

        assertThat(payloads()).containsExactly(new CallAnswered(call, "bob", "ada", SDP), new CallTaken(call, "bob"));
        assertThat(told.get(0).rooms()).containsExactly(RoomKey.user(CLINIC, "ada"));
        assertThat(told.get(1).rooms()).containsExactly(RoomKey.user(CLINIC, "bob"));
        assertThat(told.get(1).exceptSession()).contains("bob-2");
        assertRejected(Rejection.CONFLICT, () -> calls.answer(bob, "bob-1", call, SDP));
        alarms.advance(Calls.RING_TIMEOUT);
        assertThat(calls.size()).isEqualTo(1);
        assertThat(told).hasSize(2);
    }

    @Test
    void candidatesGoToTheOtherParty() {
        String call = calls.offer(ada, "shared", "bob", SDP);
        told.clear();

        calls.relayCandidate(ada, call, CANDIDATE);
        calls.relayCandidate(bob, call, CANDIDATE);

        assertThat(payloads())
                .containsExactly(
                        new CandidateFound(
                                call, "ada", "bob", "candidate:1", Optional.of("0"), Optional.of(0), Optional.empty()),
                        new CandidateFound(
                                call, "bob", "ada", "candidate:1", Optional.of("0"), Optional.of(0), Optional.empty()));
        assertThat(told.get(0).rooms()).containsExactly(RoomKey.user(CLINIC, "bob"));
        assertThat(told.get(1).rooms()).containsExactly(RoomKey.user(CLINIC, "ada"));
    }

    @Test
    void hangingUpEndsACallForEverybodyElse() {
        String call = calls.offer(ada, "shared", "bob", SDP);
        told.clear();

        calls.hangUp(bob, "bob-1", call);

        assertThat(payloads()).containsExactly(ended(call, Optional.of("bob"), Reason.HUNG_UP));
        assertThat(told.get(0).rooms()).containsExactly(RoomKey.user(CLINIC, "ada"), RoomKey.user(CLINIC, "bob"));
        assertThat(told.get(0).exceptSession()).contains("bob-1");
        assertOver(call);
    }

    @Test
    void aCallThatNobodyAnswersEnds() {
        String call = calls.offer(ada, "shared", "bob", SDP);
        told.clear();
        alarms.advance(Calls.RING_TIMEOUT.minusMillis(1));
        assertThat(told).isEmpty();

        alarms.advance(Duration.ofMillis(1));

        assertThat(payloads()).containsExactly(ended(call, Optional.empty(), Reason.UNANSWERED));
        assertOver(call);
    }

    @Test
    void aCallEndsWithThePartysLastSession() {
        String call = calls.offer(ada, "shared", "bob", SDP);
        calls.answer(bob, "bob-1", call, SDP);
        told.clear();

        calls.disconnected(bob, "bob-1");
        calls.disconnected(bob, "unknown");
        assertThat(told).isEmpty();
        calls.disconnected(bob, "bob-2");

        assertThat(payloads()).containsExactly(ended(call, Optional.of("bob"), Reason.CONNECTION_LOST));
        assertOver(call);
        assertRejected(Rejection.CONFLICT, () -> calls.offer(ada, "shared", "bob", SDP));
        assertRejected(Rejection.CONFLICT, () -> calls.offer(bob, "shared", "ada", SDP));
    }

    private void assertOver(String call) {
        told.clear();
        for (Caller party : List.of(ada, bob)) {
            assertRejected(Rejection.NOT_FOUND, () -> calls.answer(party, "s", call, SDP));
            assertRejected(Rejection.NOT_FOUND, () -> calls.relayCandidate(party, call, CANDIDATE));
            assertRejected(Rejection.NOT_FOUND, () -> calls.hangUp(party, "s", call));
        }
        assertThat(told).isEmpty();
        assertThat(calls.size()).isZero();
        assertThat(alarms.size()).isZero();
    }

    @Test
    void onlyThePartiesContinueACall() {
        String call = calls.offer(ada, "shared", "bob", SDP);
        told.clear();

        for (Caller outsider : List.of(cy, foreignAda)) {
            assertRejected(Rejection.NOT_FOUND, () -> calls.answer(outsider, "s", call, SDP));
            assertRejected(Rejection.NOT_FOUND, () -> calls.relayCandidate(outsider, call, CANDIDATE));
            assertRejected(Rejection.NOT_FOUND, () -> calls.hangUp(outsider, "s", call));
        }
        assertRejected(Rejection.CONFLICT, () -> calls.answer(ada, "ada-1", call, SDP));
        assertThat(told).isEmpty();
    }

    @Test
    void refusesOffersThatCannotBe() {
        assertRejected(Rejection.INVALID, () -> calls.offer(ada, "shared", "ada", SDP));
        assertRejected(Rejection.INVALID, () -> calls.offer(ada, "shared", "bob", " "));
        assertRejected(Rejection.INVALID, () -> calls.offer(ada, "shared", "bob", "x".repeat(65_537)));
        assertRejected(Rejection.NOT_FOUND, () -> calls.offer(ada, "other", "bob", SDP));
        assertRejected(Rejection.NOT_FOUND, () -> calls.offer(ada, "shared", "stranger", SDP));
        assertRejected(Rejection.NOT_FOUND, () -> calls.offer(foreignAda, "shared", "bob", SDP));
        assertRejected(Rejection.CONFLICT, () -> calls.offer(ada, "shared", "offline", SDP));
        assertRejected(Rejection.FORBIDDEN, () -> calls.offer(screen, "shared", "bob", SDP));
        calls.connected(screen, "screen-1");
        assertRejected(Rejection.CONFLICT, () -> calls.offer(ada, "shared", "screen", SDP));
        assertThat(told).isEmpty();
        assertThat(calls.size()).isZero();
    }

    @Test
    void refusesTextsThatAreTooLong() {
        String call = calls.offer(ada, "shared", "bob", "x".repeat(65_536));
        told.clear();

        Optional<String> long257 = Optional.of("x".repeat(257));
        for (IceCandidate candidate : List.of(
                new IceCandidate("x".repeat(2_049), Optional.empty(), Optional.empty(), Optional.empty()),
                new IceCandidate("", long257, Optional.empty(), Optional.empty()),
                new IceCandidate("", Optional.empty(), Optional.empty(), long257))) {
            assertRejected(Rejection.INVALID, () -> calls.relayCandidate(ada, call, candidate));
        }
        assertRejected(Rejection.INVALID, () -> calls.answer(bob, "bob-1", call, "x".repeat(65_537)));
        assertThat(told).isEmpty();
    }

    @Test
    void nobodyTakesPartInMoreThanFourCalls() {
        for (int i = 0; i < Calls.MAX_CALLS; i++) {
            calls.offer(ada, "shared", "bob", SDP);
        }

        assertRejected(Rejection.CONFLICT, () -> calls.offer(ada, "shared", "cy", SDP));
        assertRejected(Rejection.CONFLICT, () -> calls.offer(cy, "shared", "ada", SDP));
        alarms.advance(Calls.RING_TIMEOUT);
        calls.offer(cy, "shared", "ada", SDP);
        assertThat(calls.size()).isEqualTo(1);
    }

    private static CallEnded ended(String call, Optional<String> by, Reason reason) {
        return new CallEnded(call, List.of("ada", "bob"), by, reason);
    }

    private List<Record> payloads() {
        return told.stream().<Record>map(Event::payload).toList();
    }

    private static void assertRejected(Rejection why, ThrowingCallable command) {
        RejectedException refused = catchThrowableOfType(RejectedException.class, command);
        assertThat(refused).isNotNull();
        assertThat(refused.rejection()).as(refused.text()).isEqualTo(why);
    }
}
