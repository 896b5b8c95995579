package dev.carewire.app.wiring;

import dev.carewire.adapter.openai.OpenAiModel;
import dev.carewire.app.config.AssistantConfig;
import dev.carewire.assistant.Assistant;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.emit.AssistantEmit;
import dev.carewire.http.Route;
import dev.carewire.messaging.Messaging;
import dev.carewire.rest.AssistantRoutes;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The parts of the assistant.
 *
 * @param assistant close it before the workers
 */
record AssistantParts(Assistant assistant) {

    /**
     * Creates the parts.
     *
     * @param alarms end answers that take too long
     * @param workers store answers
     */
    static AssistantParts create(
            CoreParts base, Messaging messaging, AssistantConfig config, TransientTimers alarms, Executor workers) {
        return new AssistantParts(new Assistant(
                config.model().map(OpenAiModel::new),
                new MessagingConversations(messaging, base.clock()),
                base.transactions(),
                new AssistantEmit(base.publisher(), base.clock()),
                alarms,
                workers,
                config.limits(),
                base.clock()));
    }

    Stream<Route> routes() {
        return new AssistantRoutes(assistant).routes().stream();
    }
}
