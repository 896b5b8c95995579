package dev.carewire.adapter.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.cluster.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealedEnvelopeTest {

    private static final String CHANNEL = "carewire:t:clinic-1";
    private static final SealKey FIRST = key(1);
    private static final SealKey SECOND = key(2);
    private static final byte[] BODY = "body".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final SealedEnvelope sender = envelope(FIRST, NOW);
    private final SealedEnvelope receiver = envelope(FIRST, NOW);

    private static SealKey key(int fill) {
        byte[] secret = new byte[SealKey.LENGTH];
        Arrays.fill(secret, (byte) fill);
        return SealKey.parse(Base64.getEncoder().encodeToString(secret));
    }

    private static SealedEnvelope envelope(SealKey key, Instant now) {
        return new SealedEnvelope(key, Optional.empty(), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void opensWhatAnotherNodeHasSealed() {
        assertThat(receiver.open(CHANNEL, sender.wrap(CHANNEL, BODY))).hasValue(BODY);
        assertThat(receiver.open(CHANNEL, sender.wrap(CHANNEL, new byte[0]))).hasValue(new byte[0]);
        assertThat(receiver.rejected()).isZero();
    }

    @Test
    void hidesTheBody() {
        byte[] marker = "patient-marker".getBytes(UTF_8);
        String sealed = new String(sender.wrap(CHANNEL, marker), ISO_8859_1);
        assertThat(sealed).doesNotContain("marker");
        assertThat(sender.wrap(CHANNEL, marker)).isNotEqualTo(sender.wrap(CHANNEL, marker));
    }

    @Test
    void ignoresItsOwnMessagesWithoutCountingThem() {
        assertThat(sender.open(CHANNEL, sender.wrap(CHANNEL, BODY))).isEmpty();
        assertThat(sender.rejected()).isZero();
    }

    @Test
    void rejectsEveryAlteration() {
        byte[] message = sender.wrap(CHANNEL, BODY);
        for (int i = 0; i < message.length; i++) {
            byte[] altered = message.clone();
            altered[i] ^= 1;
            assertThat(receiver.open(CHANNEL, altered)).as("byte %s", i).isEmpty();
        }
        assertThat(receiver.rejected()).isEqualTo(message.length);
        assertThat(receiver.open(CHANNEL, message)).hasValue(BODY);
    }

    @Test
    void rejectsTruncatedExtendedAndForeignMessages() {
        byte[] message = sender.wrap(CHANNEL, BODY);
        for (int length = 0; length < message.length; length++) {
            assertThat(receiver.open(CHANNEL, Arrays.copyOf(message, length))).isEmpty();
        }
        assertThat(receiver.open(CHANNEL, Arrays.copyOf(message, message.length + 1)))
                .isEmpty();
        assertThat(receiver.open(CHANNEL, "2 hello".getBytes(UTF_8))).isEmpty();
        assertThat(receiver.rejected()).isEqualTo(message.length + 2);
    }

    @Test
    void rejectsAMessageOfAnotherChannel() {
        assertThat(receiver.open("carewire:t:clinic-2", sender.wrap(CHANNEL, BODY)))
                .isEmpty();
        assertThat(receiver.rejected()).isEqualTo(1);
    }

    @Test
    void rejectsUnsealedMessagesAndThoseOfAnotherKey() {
        PlainEnvelope plain = new PlainEnvelope(NodeId.random(), Clock.systemUTC());
        assertThat(receiver.open(CHANNEL, plain.wrap(CHANNEL, BODY))).isEmpty();
        assertThat(receiver.open(CHANNEL, envelope(SECOND, NOW).wrap(CHANNEL, BODY)))
                .isEmpty();
        assertThat(receiver.rejected()).isEqualTo(2);
        assertThat(plain.open(CHANNEL, sender.wrap(CHANNEL, BODY))).isEmpty();
        assertThat(plain.rejected()).isEqualTo(1);
    }

    @Test
    void rejectsReplays() {
        List<byte[]> messages = IntStream.range(0, 3_000)
                .mapToObj(i -> sender.wrap(CHANNEL, BODY))
                .collect(Collectors.toList());
        assertThat(messages)
                .allSatisfy(
                        message -> assertThat(receiver.open(CHANNEL, message)).isPresent());
        assertThat(messages)
                .allSatisfy(
                        message -> assertThat(receiver.open(CHANNEL, message)).isEmpty());
        assertThat(receiver.rejected()).isEqualTo(3_000);
    }

    @Test
    void acceptsEachOfSomeMessagesInAnyOrder() {
        List<byte[]> messages = IntStream.range(0, 500)
                .mapToObj(i -> sender.wrap(CHANNEL, BODY))
                .collect(Collectors.toList());
        Collections.reverse(messages);
        assertThat(messages)
                .allSatisfy(
                        message -> assertThat(receiver.open(CHANNEL, message)).isPresent());
    }

    @Test
    void rejectsMessagesThatAreOlderOrNewerThanHalfAMinute() {
        Duration limit = SealedEnvelope.MAX_AGE;
        assertThat(receiver.open(CHANNEL, envelope(FIRST, NOW.minus(limit)).wrap(CHANNEL, BODY)))
                .isPresent();
        assertThat(receiver.open(CHANNEL, envelope(FIRST, NOW.plus(limit)).wrap(CHANNEL, BODY)))
                .isPresent();
        assertThat(receiver.open(
                        CHANNEL,
                        envelope(FIRST, NOW.minus(limit).minusMillis(1)).wrap(CHANNEL, BODY)))
                .isEmpty();
        assertThat(receiver.open(
                        CHANNEL, envelope(FIRST, NOW.plus(limit).plusMillis(1)).wrap(CHANNEL, BODY)))
                .isEmpty();
        assertThat(receiver.rejected()).isEqualTo(2);
    }

    @Test
    void acceptsARestartedNodeAtOnce() {
        assertThat(receiver.open(CHANNEL, sender.wrap(CHANNEL, BODY))).isPresent();
        assertThat(receiver.open(CHANNEL, envelope(FIRST, NOW).wrap(CHANNEL, BODY)))
                .isPresent();
    }

    @Test
    void boundsItsSendersAndForgetsThoseWhoseMessagesAreTooOld() {
        SettableClock clock = new SettableClock();
        SealedEnvelope bounded = new SealedEnvelope(FIRST, Optional.empty(), clock);
        byte[] recorded = sender.wrap(CHANNEL, BODY);
        assertThat(bounded.open(CHANNEL, recorded)).isPresent();
        for (int i = 1; i < SealedEnvelope.MAX_SENDERS; i++) {
            assertThat(bounded.open(CHANNEL, envelope(FIRST, NOW).wrap(CHANNEL, BODY)))
                    .isPresent();
        }
        assertThat(bounded.open(CHANNEL, envelope(FIRST, NOW).wrap(CHANNEL, BODY)))
                .isEmpty();
        assertThat(bounded.open(CHANNEL, recorded)).as("replay at the bound").isEmpty();

        clock.now = NOW.plus(SealedEnvelope.MAX_AGE.multipliedBy(2)).plusMillis(1);
        assertThat(bounded.open(CHANNEL, envelope(FIRST, clock.now).wrap(CHANNEL, BODY)))
                .isPresent();
        assertThat(bounded.open(CHANNEL, recorded))
                .as("replay of a forgotten sender")
                .isEmpty();
    }

    @Test
    void rotatesItsKeyWithoutLosingMessages() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        List<SealedEnvelope> steps = List.of(
                new SealedEnvelope(FIRST, Optional.empty(), clock),
                new SealedEnvelope(FIRST, Optional.of(SECOND), clock),
                new SealedEnvelope(SECOND, Optional.of(FIRST), clock),
                new SealedEnvelope(SECOND, Optional.empty(), clock));
        for (int i = 0; i + 1 < steps.size(); i++) {
            SealedEnvelope before = steps.get(i);
            SealedEnvelope after = steps.get(i + 1);
            assertThat(after.open(CHANNEL, before.wrap(CHANNEL, BODY))).hasValue(BODY);
            assertThat(before.open(CHANNEL, after.wrap(CHANNEL, BODY))).hasValue(BODY);
        }
    }

    @Test
    void hidesItsKeys() {
        assertThat(FIRST).hasToString("SealKey[***]").isEqualTo(key(1)).isNotEqualTo(SECOND);
        for (String text :
                List.of("", "bWFya2Vy", "marker!", Base64.getEncoder().encodeToString(new byte[33]))) {
            assertThatThrownBy(() -> SealKey.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("key: malformed (expected: 32 bytes in base64)");
        }
    }

    private static final class SettableClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
