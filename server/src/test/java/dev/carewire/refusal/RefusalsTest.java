package dev.carewire.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.identity.Verification;
import dev.carewire.identity.Verification.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Refusals.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Refusals refusals = new Refusals(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private static InetSocketAddress address(int last) {
        return new InetSocketAddress("192.0.2." + last, 40_000 + last);
    }

    private List<String> texts() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    @Test
    void aLineHasAddressAndReasonAndNoToken() {
        TokenVerifier tokens = new ReportingTokenVerifier(
                token -> CompletableFuture.completedFuture(new Verification.Rejected(Reason.EXPIRED)), refusals);

        tokens.from(address(1)).verify("the-token");
        tokens.from(address(1)).verifyWithDefaultStaffRole("the-token");

        String line = "INFO token refused [address=\"192.0.2.1\", reason=\"expired\"]";
        assertThat(texts()).containsExactly(line, line);
        assertThat(refusals.tokenCount(Reason.EXPIRED)).isEqualTo(2);
        assertThat(refusals.tokenCount(Reason.SIGNATURE)).isZero();
    }

    @Test
    void aStrangerFillsNoDiskAndHidesNoOther() {
        for (int i = 0; i < 100_000; i++) {
            refusals.onToken(address(1), Reason.MALFORMED);
        }
        refusals.onOrigin(address(1), "https://elsewhere.example");
        refusals.onToken(address(2), Reason.SIGNATURE);
        refusals.reportSuppressed();
        refusals.reportSuppressed();

        String malformed = "INFO token refused [address=\"192.0.2.1\", reason=\"malformed\"]";
        assertThat(texts())
                .containsExactly(
                        malformed,
                        malformed,
                        malformed,
                        "WARN origin refused [address=\"192.0.2.1\", origin=\"https://elsewhere.example\"]",
                        "INFO token refused [address=\"192.0.2.2\", reason=\"signature\"]",
                        "WARN refusals without a line [kind=\"token\", suppressed=\"99997\"]");
        assertThat(refusals.count(Refusals.Kind.TOKEN)).isEqualTo(100_001);
    }

    /** Ten minutes of 10,000 addresses, half of them IPv6 networks that use a new address each time. */
    @Test
    void aBotnetWritesThirtyLinesAMinute() throws UnknownHostException {
        TestClock time = new TestClock(Instant.EPOCH, ZoneOffset.UTC);
        Refusals attacked = new Refusals(time);
        for (int second = 0; second < 600; second++) {
            time.advance(Duration.ofSeconds(1));
            for (int i = 0; i < 500; i++) {
                int bot = (second * 500 + i) % 10_000;
                attacked.onToken(bot(bot, second), Reason.SIGNATURE);
            }
            if (second % 60 == 59) {
                attacked.reportSuppressed();
            }
        }

        List<String> refused = texts().stream()
                .filter(line -> line.startsWith("INFO token refused"))
                .toList();
        assertThat(refused).hasSizeBetween(300, 30 + 300);
        assertThat(texts()).hasSize(refused.size() + 10);
        assertThat(attacked.tokenCount(Reason.SIGNATURE)).isEqualTo(300_000);
    }

    private static InetSocketAddress bot(int number, int interfaceId) throws UnknownHostException {
        byte[] bytes = number % 2 == 0
                ? new byte[] {10, 0, (byte) (number >> 8), (byte) number}
                : ByteBuffer.allocate(16)
                        .putLong(0x20010db800000000L + number)
                        .putLong(interfaceId)
                        .array();
        return new InetSocketAddress(InetAddress.getByAddress(bytes), 40_000);
    }

    @Test
    void manyStrangersTogetherFillNoDisk() {
        for (int i = 0; i < 200; i++) {
            refusals.onYield(address(i));
        }

        assertThat(lines.list).hasSize(30);
        assertThat(refusals.count(Refusals.Kind.YIELD)).isEqualTo(200);
    }
}
