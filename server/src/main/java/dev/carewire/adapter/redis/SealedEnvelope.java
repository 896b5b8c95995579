package dev.carewire.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates messages with AES-256-GCM, and accepts each once.
 *
 * <p>The layout is format 2, key id (4 bytes), run (16), counter (8), and the ciphertext with a tag of 16 bytes. The plaintext is the
 * time of sending (8 bytes, milliseconds since 1970) and the body. Everything before the ciphertext and the channel's name are
 * authenticated, too. A run is random for each process, and has its own key, derived with HMAC-SHA-256. Its counter is the nonce.
 *
 * <p>Messages older than {@link #MAX_AGE}, or as far in the future, are rejected. Within that time, each run has a {@link
 * ReplayWindow}, so what was recorded cannot be delivered again.
 */
final class SealedEnvelope implements Envelope {

    /** How old a message may be, by the receiver's clock. */
    static final Duration MAX_AGE = Duration.ofSeconds(30);

    /** Runs that are known at the same time. */
    static final int MAX_SENDERS = 1_024;

    private static final byte FORMAT = 2;
    private static final int RUN = 16;
    private static final int RUN_AT = 5;
    private static final int HEADER = RUN_AT + RUN + Long.BYTES;
    private static final int TAG = 16;
    private static final int NONCE = 12;

    private final Clock clock;
    private final Map<Integer, SealKey> keys = new HashMap<>();
    private final byte[] run = new byte[RUN];
    private final int keyId;
    private final SecretKeySpec key;
    private final AtomicLong counter = new AtomicLong();
    private final Rejections rejections;
    private final Map<ByteBuffer, Sender> senders = new HashMap<>();

    /**
     * Creates the envelope of a new run.
     *
     * @param seals seals this node's messages, and opens those of others
     * @param opens opens messages, too: during a rotation, the key that other nodes still use, or already
     */
    SealedEnvelope(SealKey seals, Optional<SealKey> opens, Clock clock) {
        this.clock = clock;
        opens.ifPresent(other -> keys.put(other.id(), other));
        keys.put(seals.id(), seals);
        new SecureRandom().nextBytes(run);
        keyId = seals.id();
        key = seals.ofRun(run);
        rejections = new Rejections(clock);
    }

    @Override
    public byte[] wrap(String channel, byte[] body) {
        long count = counter.getAndIncrement();
        ByteBuffer message = ByteBuffer.allocate(HEADER + Long.BYTES + body.length + TAG);
        message.put(FORMAT).putInt(keyId).put(run).putLong(count);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, count);
            cipher.updateAAD(message.array(), 0, HEADER);
            cipher.updateAAD(channel.getBytes(UTF_8));
            ByteBuffer time = ByteBuffer.allocate(Long.BYTES).putLong(0, clock.millis());
            cipher.update(time, message);
            cipher.doFinal(ByteBuffer.wrap(body), message);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
        return message.array();
    }

    @Override
    public Optional<byte[]> open(String channel, byte[] message) {
        if (message.length < HEADER + Long.BYTES + TAG || message[0] != FORMAT) {
            return reject(Rejection.FORMAT);
        }
        if (Arrays.equals(message, RUN_AT, RUN_AT + RUN, run, 0, RUN)) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(message);
        Optional<SealKey> candidate = Optional.ofNullable(keys.get(header.getInt(1)));
        if (candidate.isEmpty()) {
            return reject(Rejection.KEY);
        }
        byte[] senderRun = Arrays.copyOfRange(message, RUN_AT, RUN_AT + RUN);
        long count = header.getLong(RUN_AT + RUN);
        Optional<Sender> known = Optional.ofNullable(senders.get(ByteBuffer.wrap(message, 1, Integer.BYTES + RUN)));
        SecretKeySpec senderKey =
                known.isPresent() ? known.get().key : candidate.get().ofRun(senderRun);
        byte[] plain;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, senderKey, count);
            cipher.updateAAD(message, 0, HEADER);
            cipher.updateAAD(channel.getBytes(UTF_8));
            plain = cipher.doFinal(message, HEADER, message.length - HEADER);
        } catch (AEADBadTagException forged) {
            return reject(Rejection.SEAL);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
        return accept(known, senderKey, Arrays.copyOfRange(message, 1, RUN_AT + RUN), count, plain);
    }

    private Optional<byte[]> accept(
            Optional<Sender> known, SecretKeySpec senderKey, byte[] name, long count, byte[] plain) {
        Instant now = clock.instant();
        Instant sent = Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong());
        if (Duration.between(sent, now).abs().compareTo(MAX_AGE) > 0) {
            return reject(Rejection.AGE);
        }
        if (known.isEmpty() && senders.size() >= MAX_SENDERS) {
            // Whatever these have sent is too old by now, also if it was sent by a clock ahead of this one.
            senders.values()
                    .removeIf(
                            sender -> sender.last.plus(MAX_AGE.multipliedBy(2)).isBefore(now));
            if (senders.size() >= MAX_SENDERS) {
                return reject(Rejection.SENDERS);
            }
        }
        Sender sender = known.orElseGet(() -> new Sender(senderKey));
        senders.put(ByteBuffer.wrap(name), sender);
        sender.last = now;
        if (!sender.window.accept(count)) {
            return reject(Rejection.REPLAY);
        }
        return Optional.of(Arrays.copyOfRange(plain, Long.BYTES, plain.length));
    }

    private Optional<byte[]> reject(Rejection reason) {
        rejections.add(reason);
        return Optional.empty();
    }

    private static Cipher cipher(int mode, SecretKeySpec key, long count) throws GeneralSecurityException {
        byte[] nonce =
                ByteBuffer.allocate(NONCE).putLong(NONCE - Long.BYTES, count).array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        return cipher;
    }

    @Override
    public long rejected() {
        return rejections.count();
    }

    /** A run that has sent a message of late. */
    private static final class Sender {

        private final SecretKeySpec key;
        private final ReplayWindow window = new ReplayWindow();
        private Instant last = Instant.EPOCH;

        Sender(SecretKeySpec key) {
            this.key = key;
        }
    }
}
