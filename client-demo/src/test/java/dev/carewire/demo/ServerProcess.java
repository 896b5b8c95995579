package dev.carewire.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server, started as its users start it. Any thread. */
final class ServerProcess implements AutoCloseable {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern READY = Pattern.compile("CareWire ready on (http://\\S+)");
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Tokens tokens;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private ServerProcess(Process process, Tokens tokens) {
        this.process = process;
        this.tokens = tokens;
    }

    /**
     * Starts the server on a free port and waits until it accepts connections.
     *
     * @param data the folder for what it stores
     * @param secret the key of its tokens, 32 characters or more
     * @param options more of its command line, such as {@code --demo}
     */
    static ServerProcess start(Path data, String secret, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--config", ROOT.resolve("config.yaml").toString(), "--port", "0", "--data", data.toString()));
        arguments.addAll(List.of(options));
        return start(secret, arguments);
    }

    /**
     * Starts the server's transport with an application that echoes its input, and waits until it accepts connections.
     *
     * @param port 0 for a free one
     * @param pingInterval time between two pings to a client, or from it
     */
    static ServerProcess open(int port, Duration pingInterval) throws IOException {
        // A busy machine must not look like a lost client.
        return start(
                "",
                List.of(
                        "protocol-server",
                        Integer.toString(port),
                        "--ping-interval",
                        Long.toString(pingInterval.toMillis()),
                        "--ping-timeout",
                        "10000",
                        "--eio3"));
    }

    private static ServerProcess start(String secret, List<String> arguments) throws IOException {
        Path jar = ROOT.resolve("server/target/carewire-server.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + ": missing (expected: built by mvn package)");
        }
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CAREWIRE_AUTH_SECRET", secret);
        ServerProcess server = new ServerProcess(builder.start(), new Tokens(secret));
        server.follow();
        try {
            server.ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            server.close();
            throw new IllegalStateException("server did not start:\n" + server.output(), e);
        }
        return server;
    }

    /** The address it listens on. */
    URI url() {
        return ready.join();
    }

    /** Signs tokens that it accepts. */
    Tokens tokens() {
        return tokens;
    }

    /** Kills it immediately, like a crash. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The output so far. */
    String output() {
        return String.join("\n", output);
    }

    /** Requests a stop and waits; kills the process after a timeout. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("server did not stop:\n" + output(), e);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("server did not stop", e);
        }
    }

    private void follow() {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = process.inputReader(UTF_8)) {
                        lines.lines().forEach(this::read);
                    } catch (IOException | UncheckedIOException e) {
                        output.add(e.toString());
                    }
                    ready.completeExceptionally(new IllegalStateException("server ended"));
                },
                "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(String line) {
        output.add(line);
        Matcher match = READY.matcher(line);
        if (match.find()) {
            ready.complete(URI.create(match.group(1)));
        }
    }
}
