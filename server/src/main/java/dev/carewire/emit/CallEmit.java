package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.CallEvents;
import dev.carewire.event.CallEvents.CallAnswered;
import dev.carewire.event.CallEvents.CallEnded;
import dev.carewire.event.CallEvents.CallOffered;
import dev.carewire.event.CallEvents.CallTaken;
import dev.carewire.event.CallEvents.CandidateFound;
import dev.carewire.identity.TenantId;
import java.time.Clock;

/** Relays call signaling between the parties. Any thread; never blocks. */
public final class CallEmit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public CallEmit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    public void sendCallOffer(TenantId tenant, CallOffered offered) {
        publisher.publish(CallEvents.CALL_OFFERED.newEvent(tenant, clock.instant(), offered));
    }

    public void sendCallAnswer(TenantId tenant, CallAnswered answered) {
        publisher.publish(CallEvents.CALL_ANSWERED.newEvent(tenant, clock.instant(), answered));
    }

    /** Reaches the user's sessions except the answering one. */
    public void sendCallTaken(TenantId tenant, String session, CallTaken taken) {
        publisher.publish(CallEvents.CALL_TAKEN.newEventExcept(tenant, clock.instant(), session, taken));
    }

    public void sendCallCandidate(TenantId tenant, CandidateFound found) {
        publisher.publish(CallEvents.CANDIDATE_FOUND.newEvent(tenant, clock.instant(), found));
    }

    /** Reaches both parties' sessions. */
    public void sendCallEnd(TenantId tenant, CallEnded ended) {
        publisher.publish(CallEvents.CALL_ENDED.newEvent(tenant, clock.instant(), ended));
    }

    /** Reaches both parties' sessions except the one that hung up. */
    public void sendCallEnd(TenantId tenant, String session, CallEnded ended) {
        publisher.publish(CallEvents.CALL_ENDED.newEventExcept(tenant, clock.instant(), session, ended));
    }
}
