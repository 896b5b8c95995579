package dev.carewire.dialect;

import dev.carewire.event.Event;
import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import dev.carewire.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client family calls each event of the catalogue, and how it is shaped. Complete once built: every declared event either
 * has words or is declared to have none, so that a new event cannot be forgotten. Immutable; any thread.
 */
public final class Vocabulary {

    /**
     * The messages that tell of an event.
     *
     * @param <P> the event's payload
     */
    @FunctionalInterface
    public interface MessageRenderer<P> {
        List<String> render(P facts, Instant at);
    }

    /**
     * The messages that tell of an event, of a family that says more of it than its facts, such as where it happened.
     *
     * @param <P> the event's payload
     */
    @FunctionalInterface
    public interface EventRenderer<P> {
        List<String> render(Event<?> event, P facts);
    }

    /**
     * The argument of the one message that tells of an event.
     *
     * @param <P> the event's payload
     */
    @FunctionalInterface
    public interface ArgumentMapper<P> {
        JsonObject map(P facts, Instant at);
    }

    /** How a message is written that has a name and one argument. */
    @FunctionalInterface
    public interface MessageFormat {
        String format(String name, JsonObject argument, Instant at);
    }

    /** Changes the argument of a message before it is written. */
    @FunctionalInterface
    public interface ArgumentTransform {

        /** Leaves everything as it is. */
        ArgumentTransform NONE = (type, argument) -> argument;

        JsonObject transform(EventType<?> type, JsonObject argument);
    }

    private static final MessageFormat EVENTS = (name, argument, at) -> EventMessage.text(name, argument);

    private final Map<String, Row<?>> rows;

    private Vocabulary(Map<String, Row<?>> rows) {
        this.rows = rows;
    }

    /** The words of a family whose messages are Socket.IO events. */
    public static Builder builder() {
        return builder(EVENTS);
    }

    /** The words of a family whose messages have that form. */
    public static Builder builder(MessageFormat form) {
        return new Builder(form, ArgumentTransform.NONE);
    }

    /**
     * The words of a family whose messages are Socket.IO events, and revised.
     *
     * @param revision of every {@link ArgumentMapper}
     */
    public static Builder builder(ArgumentTransform revision) {
        return new Builder(EVENTS, revision);
    }

    /** The messages that tell of {@code event}, in order; empty if the family has no words for it. Never blocks. */
    public List<String> render(Event<?> event) {
        Row<?> row = rows.get(event.type().name());
        if (row == null) {
            throw new IllegalArgumentException("event: " + event.type().name() + " (expected: one of the catalogue)");
        }
        return row.render(event);
    }

    private record Row<P extends Record>(EventType<P> type, EventRenderer<P> renderer) {
        List<String> render(Event<?> event) {
            return renderer.render(event, type.payload().cast(event.payload()));
        }
    }

    /** Collects the words of a family. One thread. */
    public static final class Builder {

        private final Map<String, Row<?>> rows = new HashMap<>();

        private final MessageFormat format;
        private final ArgumentTransform transform;

        private Builder(MessageFormat form, ArgumentTransform revision) {
            this.format = form;
            this.transform = revision;
        }

        /** One message called {@code name}. */
        public <P extends Record> Builder render(EventType<P> type, String name, ArgumentMapper<P> shape) {
            return render(
                    type,
                    (facts, at) -> List.of(format.format(name, transform.transform(type, shape.map(facts, at)), at)));
        }

        /** The same message under several names. */
        public <P extends Record> Builder render(EventType<P> type, List<String> names, ArgumentMapper<P> shape) {
            return render(type, (facts, at) -> {
                JsonObject argument = transform.transform(type, shape.map(facts, at));
                return names.stream()
                        .map(name -> format.format(name, argument, at))
                        .toList();
            });
        }

        /** Any number of messages. */
        public <P extends Record> Builder render(EventType<P> type, MessageRenderer<P> words) {
            return renderEvent(type, (event, facts) -> words.render(facts, event.at()));
        }

        /** Any number of messages, made of the whole event. */
        public <P extends Record> Builder renderEvent(EventType<P> type, EventRenderer<P> telling) {
            if (rows.putIfAbsent(type.name(), new Row<>(type, telling)) != null) {
                throw new IllegalStateException("event: " + type.name() + " (expected: declared once)");
            }
            return this;
        }

        /** No words: the family's clients do not know this event. */
        public Builder silent(EventType<?> type) {
            return render(type, (facts, at) -> List.of());
        }

        /** No words for any event that has none yet: for a family that speaks of a few alone. */
        public Builder silentOtherwise() {
            EventCatalog.ALL.stream()
                    .filter(type -> !rows.containsKey(type.name()))
                    .forEach(this::silent);
            return this;
        }

        /**
         * The finished table.
         *
         * @throws IllegalStateException if an event of the catalogue is missing
         */
        public Vocabulary build() {
            List<String> missing = EventCatalog.ALL.stream()
                    .map(EventType::name)
                    .filter(name -> !rows.containsKey(name))
                    .toList();
            if (!missing.isEmpty()) {
                throw new IllegalStateException("events: " + missing + " (expected: words, or declared silent)");
            }
            return new Vocabulary(Map.copyOf(rows));
        }
    }
}
