package dev.carewire.dialect.standard;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.dialect.Vocabulary.ArgumentMapper;
import dev.carewire.dialect.Vocabulary.MessageRenderer;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.event.EventType;
import dev.carewire.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Collects the rows of {@link StandardVocabulary}: for each event its messages, the modules that show it, and what minimal disclosure
 * leaves out. One thread.
 */
final class StandardRows {

    private final Disclosure disclosure;
    private final Vocabulary.Builder messages = Vocabulary.builder();
    private final Map<String, Set<FrontEndModule>> modules = new HashMap<>();

    StandardRows(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    /** Begins the row of an event. */
    <P extends Record> Row<P> event(EventType<P> type) {
        return new Row<>(type);
    }

    /** The events that the back ends of {@code family} send in its own wire format; minimal disclosure does not change them. */
    void verbatimEvents(String family) {
        messages.verbatimEvents(family);
    }

    /** The vocabulary of these rows. Events without a row have no message. */
    StandardVocabulary build() {
        return new StandardVocabulary(messages.silentOtherwise(), modules);
    }

    /**
     * One row, which a message completes.
     *
     * @param <P> the event's payload
     */
    final class Row<P extends Record> {

        private final EventType<P> type;
        private Consumer<JsonObject> reduction =
                disclosure == Disclosure.MINIMAL ? JsonObject::removeExtra : everything -> {};

        private Row(EventType<P> type) {
            this.type = type;
        }

        /** Limits the event to staff who can open one of {@code open}; without it, every session in its rooms receives it. */
        Row<P> modules(Set<FrontEndModule> open) {
            modules.put(type.name(), open);
            return this;
        }

        /**
         * Applies {@code reduction} under minimal disclosure: to the argument, or to the record within it. Extra fields are left
         * out in any case.
         */
        Row<P> minimal(Consumer<JsonObject> reduction) {
            if (disclosure == Disclosure.MINIMAL) {
                this.reduction = this.reduction.andThen(reduction);
            }
            return this;
        }

        /** A message whose argument holds one record and the {@code timestamp}. */
        void record(String name, String field, Function<P, JsonObject> mapper) {
            messages.render(
                    type,
                    name,
                    (facts, at) -> new JsonObject()
                            .put(field, reduced(mapper.apply(facts)))
                            .put("timestamp", at));
        }

        /** A message whose argument ends with the {@code timestamp}. */
        void timestamped(String name, Function<P, JsonObject> mapper) {
            timestamped(List.of(name), mapper);
        }

        /** The same {@linkplain #timestamped(String, Function) message} under several names. */
        void timestamped(List<String> names, Function<P, JsonObject> mapper) {
            messages.render(
                    type, names, argument((facts, at) -> mapper.apply(facts).put("timestamp", at)));
        }

        /** A message whose argument has no {@code timestamp}. */
        void untimed(String name, Function<P, JsonObject> mapper) {
            messages.render(type, name, argument((facts, at) -> mapper.apply(facts)));
        }

        /** Any number of messages, which minimal disclosure does not change. */
        void messages(MessageRenderer<P> renderer) {
            messages.render(type, renderer);
        }

        private ArgumentMapper<P> argument(ArgumentMapper<P> mapper) {
            return (facts, at) -> reduced(mapper.map(facts, at));
        }

        private JsonObject reduced(JsonObject full) {
            reduction.accept(full);
            return full;
        }
    }
}
