package dev.carewire.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.redis.RedisAddress;
import dev.carewire.redis.RedisTopology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@code redis-server} of the system on a loopback port, which tests kill, restart and pause. It stores nothing. Its folder ends
 * with it. {@code scripts/test} installs the program.
 */
public final class RedisProcess implements RedisServers {

    /** Longest wait for a start or an answer, with slack for a machine under load. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final Path folder;
    private final List<String> options;
    private Process process;

    private RedisProcess(int port, Path folder, List<String> options) {
        this.port = port;
        this.folder = folder;
        this.options = options;
        process = launch();
    }

    /** Starts a server on a free port, with options such as {@code --requirepass}. */
    public static RedisProcess start(String... options) {
        return startOn(freePort(), options);
    }

    /** Starts a server on a port. */
    public static RedisProcess startOn(int port, String... options) {
        List<String> all = new ArrayList<>(
                List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        all.addAll(List.of(options));
        return startWith(port, newFolder(), all).awaitStart();
    }

    /** Starts a Sentinel that watches a primary with this name, and fails it over alone. */
    public static RedisProcess startSentinel(String name, int primary, Duration downAfter) {
        int port = freePort();
        Path folder = newFolder();
        Path file = folder.resolve("sentinel.conf");
        try {
            Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    sentinel monitor %s 127.0.0.1 %d 1
                    sentinel down-after-milliseconds %2$s %d
                    sentinel failover-timeout %2$s 1000
                    """.formatted(port, name, primary, downAfter.toMillis()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return startWith(port, folder, List.of(file.toString(), "--sentinel")).awaitStart();
    }

    private static RedisProcess startWith(int port, Path folder, List<String> options) {
        RedisProcess started = new RedisProcess(port, folder, options);
        Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
        return started;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A port that is free at the moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "redis-server is missing (expected: Debian's package redis-server)", missing);
        }
    }

    private RedisProcess awaitStart() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("log")));
            }
            return answers();
        });
        return this;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** The port of the connections between the nodes of a cluster, as it was started with. */
    String busPort() {
        return options.get(options.indexOf("--cluster-port") + 1);
    }

    /** The server's address, without credentials. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public RedisAddress address() {
        return RedisAddress.parse(url(), RedisTopology.SINGLE);
    }

    @Override
    public void kill() {
        try {
            process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void restart() {
        if (!process.isAlive()) {
            process = launch();
            awaitStart();
        }
    }

    /** Stops the server with SIGSTOP: its connections stay open and it answers nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Ends {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer of {@code redis-cli} to a command, after these options such as {@code --user}. */
    public String command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Creates the user {@code app} with the password {@code secret}, all channels, and the rights that every node needs. */
    void addUser(String... moreRights) {
        List<String> rule = new ArrayList<>(List.of("acl", "setuser", "app", "on", ">secret", "allchannels", "-@all"));
        rule.addAll(
                List.of("+publish", "+subscribe", "+unsubscribe", "+psubscribe", "+punsubscribe", "+ping", "+select"));
        rule.addAll(List.of(moreRights));
        assertThat(command(rule.toArray(String[]::new))).isEqualTo("OK");
    }

    /** The output of a program of the system. */
    static String run(List<String> command) {
        try {
            Process program =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            program.getOutputStream().close();
            try (InputStream output = program.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
