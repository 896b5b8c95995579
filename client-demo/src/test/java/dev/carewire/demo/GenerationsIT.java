package dev.carewire.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both generations of the Java client, unmodified and each in its own process: 1.x uses Engine.IO v3, 2.x uses v4. */
final class GenerationsIT {

    @RegisterExtension
    static final DemoServer SERVER = new DemoServer();

    enum Generation {
        FIRST(Path.of("target", "client-1.0.2", "*").toString()),
        SECOND(System.getProperty("java.class.path"));

        private final String libraries;

        Generation(String libraries) {
            this.libraries = libraries;
        }

        Process check(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dstdout.encoding=UTF-8",
                    "-cp",
                    Path.of("target", "test-classes") + File.pathSeparator + libraries,
                    ClientCheck.class.getName()));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        }
    }

    /** How a server ends, and how often it and its clients ping. */
    enum Ending {
        /** Clients that miss pings notice the end as well. */
        CRASH(Duration.ofMillis(500)) {
            @Override
            void end(ServerProcess server) {
                server.kill();
            }
        },
        /** The clients must notice the end long before they miss a ping. */
        STOP(Duration.ofMinutes(2)) {
            @Override
            void end(ServerProcess server) {
                server.close();
            }
        };

        private final Duration pingInterval;

        Ending(Duration pingInterval) {
            this.pingInterval = pingInterval;
        }

        abstract void end(ServerProcess server);
    }

    static Stream<Arguments> endingsGenerationsAndTransports() {
        return Stream.concat(
                Stream.of(Generation.values())
                        .map(generation -> arguments(Ending.CRASH, generation, "polling,websocket")),
                generationsAndTransports().map(rest -> arguments(Ending.STOP, rest.get()[0], rest.get()[1])));
    }

    static Stream<Arguments> generationsAndTransports() {
        return Stream.of(Generation.values())
                .flatMap(generation -> Stream.of("polling", "websocket", "polling,websocket")
                        .map(transports -> arguments(generation, transports)));
    }

    /** The client ignores the close frame of a WebSocket, and noticed a stop only when it missed a ping. */
    @ParameterizedTest
    @MethodSource("endingsGenerationsAndTransports")
    void carriesTextsBytesAndAcknowledgementsAndComesBack(Ending ending, Generation generation, String transports)
            throws Exception {
        Process check;
        ServerProcess first = ServerProcess.open(0, ending.pingInterval);
        try {
            check = generation.check("open", first.url().toString(), transports);
            String last = transports.substring(transports.indexOf(',') + 1);
            assertThat(check.inputReader(UTF_8).readLine()).isEqualTo("done over " + last);
        } finally {
            ending.end(first);
        }
        try (ServerProcess second = ServerProcess.open(first.url().getPort(), ending.pingInterval);
                BufferedReader said = check.inputReader(UTF_8)) {
            assertThat(said.readLine()).as("at %s", second.url()).isEqualTo("done again");
        } finally {
            check.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("generationsAndTransports")
    void isLetIntoTheClinic(Generation generation, String transports) throws Exception {
        for (String path : List.of("/socket.io/", "/api/socket/")) {
            String token = SERVER.token("dr-chen", "tenant-1");
            assertThat(entry(generation, path, transports, token)).isEqualTo("connect");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInTheWordsOfTheDialect(Generation generation) throws Exception {
        assertThat(entry(generation, "/socket.io/", "websocket", "nonsense"))
                .isEqualTo("refused: Invalid authentication token");
        assertThat(entry(generation, "/api/socket/", "polling", "nonsense"))
                .isEqualTo("refused: Authentication failed");
    }

    private static String entry(Generation generation, String path, String transports, String token)
            throws IOException {
        Process check = generation.check("clinic", SERVER.url().toString(), path, transports, token, "tenant-1");
        try (BufferedReader said = check.inputReader(UTF_8)) {
            return said.readLine();
        } finally {
            check.destroyForcibly();
        }
    }
}
