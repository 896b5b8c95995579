package dev.carewire.demo;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** One server with sample data for a test class; shows its output when a test fails. */
final class DemoServer implements BeforeAllCallback, AfterAllCallback, TestWatcher {

    private Optional<ServerProcess> process = Optional.empty();
    private Optional<Path> data = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = Files.createTempDirectory("carewire-it-");
        data = Optional.of(folder);
        String secret = (UUID.randomUUID().toString() + UUID.randomUUID()).substring(0, 48);
        process = Optional.of(ServerProcess.start(folder, secret, "--demo"));
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed; the server wrote:\n" + server().output());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        process.ifPresent(ServerProcess::close);
        if (data.isPresent()) {
            try (Stream<Path> files = Files.walk(data.get())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    URI url() {
        return server().url();
    }

    /** A doctor's token, valid for an hour. */
    String token(String user, String tenant) {
        return token(user, tenant, Duration.ofHours(1));
    }

    String token(String user, String tenant, Duration lifetime) {
        return server().tokens().sign(user, tenant, "doctor", lifetime);
    }

    /** A token of another role, valid for an hour. */
    String token(String user, String tenant, String role) {
        return server().tokens().sign(user, tenant, role, Duration.ofHours(1));
    }

    private ServerProcess server() {
        return process.orElseThrow();
    }
}
