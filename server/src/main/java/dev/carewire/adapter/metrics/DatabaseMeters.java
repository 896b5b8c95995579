package dev.carewire.adapter.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The state of this node's database connections, as functions that never block.
 *
 * @param writable whether the database accepts changes
 * @param active connections in use
 * @param idle open connections that are not in use
 * @param waiting threads that wait for a connection
 * @param away commands that have failed because the database was away
 * @param busy commands that have failed because a row, a connection or a statement took too long
 */
public record DatabaseMeters(
        BooleanSupplier writable,
        IntSupplier active,
        IntSupplier idle,
        IntSupplier waiting,
        LongSupplier away,
        LongSupplier busy) {

    private static final String CONNECTIONS = "carewire.database.connections";
    private static final String FAILURES = "carewire.database.failures";

    /** @param owner as long as it is reachable, the counters count */
    void bindTo(MeterRegistry registry, Object owner) {
        Gauge.builder("carewire.database.writable", () -> writable.getAsBoolean() ? 1 : 0)
                .description("1 while the database accepts changes, otherwise 0")
                .register(registry);
        connections("active", active, registry);
        connections("idle", idle, registry);
        Gauge.builder("carewire.database.waiting", waiting::getAsInt)
                .description("Threads that wait for a database connection")
                .register(registry);
        failures("away", away, registry, owner);
        failures("busy", busy, registry, owner);
    }

    private static void connections(String state, IntSupplier count, MeterRegistry registry) {
        Gauge.builder(CONNECTIONS, count::getAsInt)
                .tag("state", state)
                .description("Database connections of the pool")
                .register(registry);
    }

    private static void failures(String reason, LongSupplier count, MeterRegistry registry, Object owner) {
        FunctionCounter.builder(FAILURES, owner, none -> count.getAsLong())
                .tag("reason", reason)
                .description("Uses of the database that failed because it was not available")
                .register(registry);
    }
}
