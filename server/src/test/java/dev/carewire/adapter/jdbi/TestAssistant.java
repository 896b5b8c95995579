package dev.carewire.adapter.jdbi;

import dev.carewire.app.wiring.MessagingConversations;
import dev.carewire.assistant.Assistant;
import dev.carewire.assistant.AssistantLimits;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.messaging.Messaging;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** An assistant without a model, for threads in a database. */
public final class TestAssistant {

    /** Nobody asks so often. */
    private static final int ANY_NUMBER = 1_000_000;

    private TestAssistant() {}

    public static Assistant over(Database database, Messaging messaging, Publisher publisher, Clock clock) {
        return new Assistant(
                Optional.empty(),
                new MessagingConversations(messaging, clock),
                new JdbiTransactions(database),
                new AssistantEmit(publisher, clock),
                new ManualTimers(),
                Runnable::run,
                new AssistantLimits(Duration.ofMinutes(1), 100, 10, ANY_NUMBER, 1),
                clock);
    }
}
