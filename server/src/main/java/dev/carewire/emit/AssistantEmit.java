package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.AssistantEvents;
import dev.carewire.event.AssistantEvents.AnswerContinued;
import dev.carewire.event.AssistantEvents.AnswerWithdrawn;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.identity.TenantId;
import java.time.Clock;

/** Publishes an assistant's answer to its thread while the answer is generated. Any thread. */
public final class AssistantEmit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public AssistantEmit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Publishes to the thread whether the assistant is generating an answer. Never blocks. */
    public void sendAssistantTyping(TenantId tenant, TypingChanged typing) {
        publisher.publish(MessagingEvents.TYPING_CHANGED.newEvent(tenant, clock.instant(), typing));
    }

    /** Never blocks. */
    public void sendAnswerPart(TenantId tenant, AnswerContinued part) {
        publisher.publish(AssistantEvents.ANSWER_CONTINUED.newEvent(tenant, clock.instant(), part));
    }

    /** Joins the transaction open on the calling thread, and blocks: never on an event loop. */
    public void sendAnswerWithdrawn(TenantId tenant, AnswerWithdrawn withdrawn) {
        publisher.publish(AssistantEvents.ANSWER_WITHDRAWN.newEvent(tenant, clock.instant(), withdrawn));
    }
}
