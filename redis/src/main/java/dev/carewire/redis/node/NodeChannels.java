package dev.carewire.redis.node;

import java.util.Objects;
import java.util.Optional;

/**
 * The Redis channels of one namespace of a Socket.IO cluster, as {@code @socket.io/redis-adapter} names them. Room names may
 * contain any character, {@code #} included. The adapter's sharded variant has other channels.
 *
 * @param prefix the adapter's option {@code key}, 1 to {@value #MAX_PREFIX} characters; default {@value #STANDARD_PREFIX}
 * @param namespace begins with {@code /}, at most {@value #MAX_NAMESPACE} characters; {@code /} is Socket.IO's default
 */
public record NodeChannels(String prefix, String namespace) {

    /** The adapter's and the emitter's own default of {@code key}. */
    public static final String STANDARD_PREFIX = "socket.io";

    /** Longest prefix. */
    public static final int MAX_PREFIX = 128;

    /** Longest namespace. */
    public static final int MAX_NAMESPACE = 256;

    private static final String GLOB_CHARACTERS = "*?[]\\";

    public NodeChannels {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(namespace, "namespace");
        if (prefix.isEmpty() || prefix.length() > MAX_PREFIX) {
            throw new IllegalArgumentException(
                    "prefix: " + prefix.length() + " characters (expected: 1.." + MAX_PREFIX + ")");
        }
        if (!namespace.startsWith("/") || namespace.length() > MAX_NAMESPACE) {
            throw new IllegalArgumentException(
                    "namespace: " + namespace + " (expected: / and at most " + (MAX_NAMESPACE - 1) + " characters)");
        }
    }

    /** The kind of the messages on a channel. */
    public sealed interface Kind {

        /** Calls the visitor's method for this kind of channel. */
        <R> R accept(Visitor<R> visitor);

        /** One method for each kind of channel. */
        interface Visitor<R> {

            R broadcast(Broadcast channel);

            R request(Request channel);

            R response(Response channel);
        }
    }

    /**
     * A {@link NodeBroadcast} follows.
     *
     * @param room its only room. A server without a client in it may ignore the message unread; the message itself decides who
     *     receives it
     */
    public record Broadcast(Optional<String> room) implements Kind {

        public Broadcast {
            Objects.requireNonNull(room, "room");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.broadcast(this);
        }
    }

    /** A {@link NodeRequest} follows. */
    public record Request() implements Kind {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.request(this);
        }
    }

    /**
     * A {@link NodeReply} follows.
     *
     * @param recipient the only server that receives it; empty if all do
     */
    public record Response(Optional<PeerId> recipient) implements Kind {

        public Response {
            Objects.requireNonNull(recipient, "recipient");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.response(this);
        }
    }

    /** The channel of broadcasts to no room, or to more than one. */
    public String broadcast() {
        return prefix + "#" + namespace + "#";
    }

    /** The channel of broadcasts to one room only. */
    public String broadcast(String room) {
        return broadcast() + room + "#";
    }

    /** The channel on which servers publish this broadcast. */
    public String of(NodeBroadcast broadcast) {
        var rooms = broadcast.recipients().rooms();
        return rooms.size() == 1 ? broadcast(rooms.iterator().next()) : broadcast();
    }

    /** The glob-style pattern of all broadcasts, for {@code PSUBSCRIBE}. It may match more; {@link #parse} decides. */
    public String broadcastPattern() {
        StringBuilder pattern = new StringBuilder();
        broadcast().chars().forEach(character -> {
            if (GLOB_CHARACTERS.indexOf(character) >= 0) {
                pattern.append('\\');
            }
            pattern.append((char) character);
        });
        return pattern.append('*').toString();
    }

    /** The channel of requests. Its {@code PUBSUB NUMSUB} is the number of servers. */
    public String request() {
        return prefix + "-request#" + namespace + "#";
    }

    /** The channel of replies to all servers, which the adapter uses by default. */
    public String response() {
        return prefix + "-response#" + namespace + "#";
    }

    /**
     * The channel of replies to one server, which the adapter uses with {@code publishOnSpecificResponseChannel}. Each server
     * subscribes to its own one.
     */
    public String response(PeerId recipient) {
        return response() + recipient.value() + "#";
    }

    /** The kind of the messages on this channel; empty for a channel of another namespace or of something else. */
    public Optional<Kind> parse(String channel) {
        if (channel.equals(request())) {
            return Optional.of(new Request());
        }
        if (channel.equals(response())) {
            return Optional.of(new Response(Optional.empty()));
        }
        if (channel.equals(broadcast())) {
            return Optional.of(new Broadcast(Optional.empty()));
        }
        Optional<String> recipient = nameAfter(response(), channel);
        if (recipient.isPresent()) {
            return recipient.filter(PeerId::isValid).map(id -> new Response(Optional.of(new PeerId(id))));
        }
        return nameAfter(broadcast(), channel).map(room -> new Broadcast(Optional.of(room)));
    }

    /** The name between the start and the last character, {@code #}. */
    private static Optional<String> nameAfter(String start, String channel) {
        boolean named = channel.startsWith(start) && channel.length() > start.length() && channel.endsWith("#");
        return named ? Optional.of(channel.substring(start.length(), channel.length() - 1)) : Optional.empty();
    }
}
