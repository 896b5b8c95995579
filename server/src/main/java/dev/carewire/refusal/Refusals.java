package dev.carewire.refusal;

import dev.carewire.identity.Verification.Reason;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts and logs the tokens, pages and waiting connections that the server refuses. A log line has the address and the reason,
 * never a token. The lines of each kind are limited; {@link #reportSuppressed} logs the number of the others. Any
 * thread; never blocks.
 */
public final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    /** The kinds of refusals. */
    public enum Kind {
        /** A token that is not valid. */
        TOKEN("token refused"),
        /** A page of an origin that is neither the server's own nor listed. */
        ORIGIN("origin refused"),
        /** A connection without a session, of an address that has too many of them. */
        YIELD("connection without a session made room for a new one of its address");

        private final String message;

        Kind(String message) {
            this.message = message;
        }
    }

    private final Map<Kind, LineBudget> budgets = new EnumMap<>(Kind.class);
    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);
    private final Map<Reason, LongAdder> tokenCounts = new EnumMap<>(Reason.class);

    /** Refusals that have counted nothing. */
    public Refusals(Clock clock) {
        for (Kind kind : Kind.values()) {
            budgets.put(kind, new LineBudget(clock));
            counts.put(kind, new LongAdder());
        }
        for (Reason reason : Reason.values()) {
            tokenCounts.put(reason, new LongAdder());
        }
    }

    /** A client of {@code address} presented a token that is not valid. */
    public void onToken(SocketAddress address, Reason reason) {
        counter(tokenCounts, reason).increment();
        report(Kind.TOKEN, address, "reason", reason.name().toLowerCase(Locale.ROOT));
    }

    /** A page of {@code origin}, which may be any text, sent a request from {@code address}. */
    public void onOrigin(SocketAddress address, String origin) {
        report(Kind.ORIGIN, address, "origin", origin);
    }

    /** A connection of {@code address} has left its place to a new one. */
    public void onYield(SocketAddress address) {
        counter(counts, Kind.YIELD).increment();
        if (budget(Kind.YIELD).tryAcquire(address)) {
            line(Kind.YIELD, address).log(Kind.YIELD.message);
        }
    }

    private void report(Kind kind, SocketAddress address, String key, String value) {
        counter(counts, kind).increment();
        if (budget(kind).tryAcquire(address)) {
            line(kind, address).addKeyValue(key, value).log(kind.message);
        }
    }

    /** A page of an origin that the operator forgot to list is a fault; most refused tokens have only expired. */
    private static LoggingEventBuilder line(Kind kind, SocketAddress address) {
        return (kind == Kind.TOKEN ? log.atInfo() : log.atWarn()).addKeyValue("address", AddressText.of(address));
    }

    /** Logs how many refusals of each kind had no line since the last call. Call every minute. */
    public void reportSuppressed() {
        budgets.forEach((kind, budget) -> {
            long suppressed = budget.takeSuppressed();
            if (suppressed > 0) {
                log.atWarn()
                        .addKeyValue("kind", kind.name().toLowerCase(Locale.ROOT))
                        .addKeyValue("suppressed", suppressed)
                        .log("refusals without a line");
            }
        });
    }

    /** The number of refusals of one kind. */
    public long count(Kind kind) {
        return counter(counts, kind).sum();
    }

    /** The number of tokens that were refused for one reason. */
    public long tokenCount(Reason reason) {
        return counter(tokenCounts, reason).sum();
    }

    private LineBudget budget(Kind kind) {
        return Objects.requireNonNull(budgets.get(kind), "kind");
    }

    private static <K> LongAdder counter(Map<K, LongAdder> counters, K key) {
        return Objects.requireNonNull(counters.get(key), "key");
    }
}
