package dev.carewire.dialect;

import dev.carewire.event.CustomEvents;
import dev.carewire.event.CustomEvents.VerbatimMessage;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The messages of a client family, one row for each event that has some. A test compares the other events with a committed list, so
 * that a new event cannot become silent unnoticed. Immutable; any thread.
 */
public final class Vocabulary {

    /**
     * Renders an event's payload as messages.
     *
     * @param <P> the event's payload
     */
    @FunctionalInterface
    public interface MessageRenderer<P> {
        List<String> render(P facts, Instant at);
    }

    /**
     * Renders an event as messages, in a family whose messages also hold the event's tenant.
     *
     * @param <P> the event's payload
     */
    @FunctionalInterface
    public interface EventRenderer<P> {
        List<String> render(Event<?> event, P facts);
    }

    /**
     * Maps an event's payload to the argument of its one message.
     *
     * @param <P> the event's payload
     */
    @FunctionalInterface
    public interface ArgumentMapper<P> {
        JsonObject map(P facts, Instant at);
    }

    /** Formats a message that has a name and one argument. */
    @FunctionalInterface
    public interface MessageFormat {
        String format(String name, JsonObject argument, Instant at);
    }

    private static final MessageFormat EVENTS = (name, argument, at) -> EventMessage.text(name, argument);

    private final Map<String, Row<?>> rows;

    private Vocabulary(Map<String, Row<?>> rows) {
        this.rows = rows;
    }

    /** Begins the vocabulary of a family whose messages are Socket.IO events. */
    public static Builder builder() {
        return builder(EVENTS);
    }

    /** Begins the vocabulary of a family whose messages have that format. */
    public static Builder builder(MessageFormat format) {
        return new Builder(format);
    }

    /** The messages for {@code event}, in order; empty if the family has none for it. Never blocks. */
    public List<String> render(Event<?> event) {
        Row<?> row = rows.get(event.type().name());
        return row == null ? List.of() : row.render(event);
    }

    private record Row<P extends Record>(EventType<P> type, EventRenderer<P> renderer) {
        List<String> render(Event<?> event) {
            return renderer.render(event, type.payload().cast(event.payload()));
        }
    }

    /** Collects the rows of a family. One thread. */
    public static final class Builder {

        private final Map<String, Row<?>> rows = new HashMap<>();
        private final MessageFormat format;

        private Builder(MessageFormat format) {
            this.format = format;
        }

        /** One message called {@code name}. */
        public <P extends Record> Builder render(EventType<P> type, String name, ArgumentMapper<P> mapper) {
            return render(type, List.of(name), mapper);
        }

        /** The same message under several names. */
        public <P extends Record> Builder render(EventType<P> type, List<String> names, ArgumentMapper<P> mapper) {
            return render(type, (facts, at) -> {
                JsonObject argument = mapper.map(facts, at);
                return names.stream()
                        .map(name -> format.format(name, argument, at))
                        .toList();
            });
        }

        /** Any number of messages. */
        public <P extends Record> Builder render(EventType<P> type, MessageRenderer<P> renderer) {
            return renderEvent(type, (event, facts) -> renderer.render(facts, event.at()));
        }

        /** Any number of messages from the whole event. */
        public <P extends Record> Builder renderEvent(EventType<P> type, EventRenderer<P> renderer) {
            if (rows.putIfAbsent(type.name(), new Row<>(type, renderer)) != null) {
                throw new IllegalStateException("event: " + type.name() + " (expected: declared once)");
            }
            return this;
        }

        /** The events that the back ends of {@code family} send in its own wire format, which are Socket.IO events. */
        public Builder verbatimEvents(String family) {
            return verbatim(family, message -> EventMessage.verbatim(message.name(), message.arguments()));
        }

        /** The events that the back ends of {@code family} send in its own wire format, each of which is one frame. */
        public Builder verbatimFrames(String family) {
            return verbatim(family, message -> message.arguments().get(0));
        }

        private Builder verbatim(String family, Function<VerbatimMessage, String> text) {
            MessageRenderer<VerbatimMessage> renderer =
                    (message, at) -> message.family().equals(family) ? List.of(text.apply(message)) : List.of();
            return render(CustomEvents.VERBATIM_EMITTED, renderer).render(CustomEvents.VERBATIM_SIGNALED, renderer);
        }

        /** Finishes the vocabulary: the family has no message for any other event. */
        public Vocabulary silentOtherwise() {
            return new Vocabulary(Map.copyOf(rows));
        }
    }
}
