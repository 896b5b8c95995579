package dev.carewire.adapter.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.carewire.cluster.NodeId;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/** Wraps messages in the clear: format 1, the sender's id in 8 bytes, the body. */
final class PlainEnvelope implements Envelope {

    private static final byte FORMAT = 1;
    private static final int HEADER = 9;

    private final byte[] sender;
    private final Rejections rejections;

    PlainEnvelope(NodeId self, Clock clock) {
        sender = self.value().getBytes(US_ASCII);
        rejections = new Rejections(clock);
    }

    @Override
    public byte[] wrap(String channel, byte[] body) {
        byte[] message = new byte[HEADER + body.length];
        message[0] = FORMAT;
        System.arraycopy(sender, 0, message, 1, sender.length);
        System.arraycopy(body, 0, message, HEADER, body.length);
        return message;
    }

    @Override
    public Optional<byte[]> open(String channel, byte[] message) {
        if (message.length < HEADER || message[0] != FORMAT) {
            rejections.add(Rejection.FORMAT);
            return Optional.empty();
        }
        return Arrays.equals(message, 1, HEADER, sender, 0, sender.length)
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(message, HEADER, message.length));
    }

    @Override
    public long rejected() {
        return rejections.count();
    }
}
