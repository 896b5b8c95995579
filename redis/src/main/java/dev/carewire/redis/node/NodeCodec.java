package dev.carewire.redis.node;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads and writes what Socket.IO servers send each other on the {@link NodeChannels}. Input that is too large or malformed
 * fails with {@link MalformedNodeMessageException} and with nothing else. Any thread.
 *
 * <p>Broadcasts, acknowledgements and their requests are MessagePack, all other messages JSON. The codec reads both encodings
 * of every request and reply: JSON begins with an opening brace.
 */
public final class NodeCodec {

    private final NodeLimits limits;
    private final MessageReader reader;
    private final MessageWriter writer = new MessageWriter();

    /** A codec that rejects messages over these limits. */
    public NodeCodec(NodeLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        reader = new MessageReader(limits);
    }

    /** Reads a message on a channel of broadcasts. */
    public NodeBroadcast broadcast(byte[] message) throws MalformedNodeMessageException {
        requireSize(message.length);
        return reader.broadcast(MessagePackReader.read(message, limits));
    }

    /** Reads a message on the channel of requests. */
    public NodeRequest request(byte[] message) throws MalformedNodeMessageException {
        return reader.request(value(message));
    }

    /** Reads a message on a channel of replies. */
    public NodeReply reply(byte[] message) throws MalformedNodeMessageException {
        return reader.reply(value(message));
    }

    /** Reads a value from its JSON text, such as an argument of an event. */
    public NodeValue json(String text) throws MalformedNodeMessageException {
        requireSize(text.length());
        return JsonReader.read(text, limits);
    }

    /** The bytes of a broadcast, for {@link NodeChannels#of}. */
    public byte[] encode(NodeBroadcast broadcast) {
        return writer.broadcast(broadcast);
    }

    /** The bytes of a request, for {@link NodeChannels#request}. */
    public byte[] encode(NodeRequest request) {
        return request.accept(writer);
    }

    /** The bytes of a reply, for {@link NodeChannels#response}. */
    public byte[] encode(NodeReply reply) {
        return reply.accept(writer);
    }

    private NodeValue value(byte[] message) throws MalformedNodeMessageException {
        requireSize(message.length);
        boolean json = message.length > 0 && message[0] == '{';
        return json
                ? JsonReader.read(new String(message, StandardCharsets.UTF_8), limits)
                : MessagePackReader.read(message, limits);
    }

    private void requireSize(int size) throws MalformedNodeMessageException {
        if (size > limits.bytes()) {
            throw MalformedNodeMessageException.tooLarge("larger than " + limits.bytes() + " bytes");
        }
    }
}
