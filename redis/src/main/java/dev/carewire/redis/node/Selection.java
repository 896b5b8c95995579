package dev.carewire.redis.node;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** The sockets that a request concerns. */
public sealed interface Selection {

    /** Calls the visitor's method for this kind of selection. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of selection. */
    interface Visitor<R> {

        R matching(Matching selection);

        R oneSocket(OneSocket selection);
    }

    /**
     * Every socket that is in a room of {@code rooms} and in none of {@code except}. The id of each socket is a room, too.
     * The adapter's numeric names become their text.
     *
     * @param rooms in their order; all sockets of the namespace if empty
     * @param except in their order
     */
    record Matching(Set<String> rooms, Set<String> except) implements Selection {

        /** All sockets of the namespace. */
        public static final Matching ALL = new Matching(Set.of(), Set.of());

        public Matching {
            rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
            except = Collections.unmodifiableSet(new LinkedHashSet<>(except));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.matching(this);
        }

        @Override
        public String toString() {
            return "Matching[" + rooms.size() + ", " + except.size() + "]";
        }
    }

    /**
     * One socket, by a request of an adapter before 8.0. The node that has this socket replies with {@link NodeReply.Done}.
     *
     * @param socketId in the namespace
     */
    record OneSocket(String socketId) implements Selection {

        public OneSocket {
            Objects.requireNonNull(socketId, "socketId");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.oneSocket(this);
        }
    }
}
