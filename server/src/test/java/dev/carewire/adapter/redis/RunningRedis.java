package dev.carewire.adapter.redis;

import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers of Redis that the tests of one class share. Each test begins with all of them running. */
final class RunningRedis implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Supplier<RedisServers> start;
    private Optional<RedisServers> running = Optional.empty();

    RunningRedis(Supplier<RedisServers> start) {
        this.start = start;
    }

    RedisServers servers() {
        return running.orElseThrow();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = Optional.of(start.get());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        servers().restart();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        running.ifPresent(RedisServers::close);
    }
}
