package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.Config.SampleData;
import dev.carewire.app.wiring.RunningServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final String SECRET = "marker-secret-of-more-than-thirty-two-bytes";

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>(Map.of("CAREWIRE_AUTH_SECRET", SECRET));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Config> started = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private Launcher launcher = config -> {
        started.add(config);
        return new OpenServer(4711);
    };

    private record OpenServer(int port) implements RunningServer {
        @Override
        public String awaitFailure() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void saysWhereTheServerIsReadyAndRunsUntilItIsStopped() {
        assertThat(run("serve", "--port", "0")).isZero();
        assertThat(out).hasToString("CareWire ready on http://localhost:4711 (all addresses)\n");
        assertThat(started)
                .hasSize(1)
                .first()
                .extracting(config -> config.listening().port())
                .isEqualTo(0);
        assertThat(stopped).containsExactly("after CareWire ready on http://localhost:4711 (all addresses)\n");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, ''",
        "::1, [::1], ''",
        "0.0.0.0, localhost, (all addresses)",
        "::, localhost, (all addresses)",
        "db-7.example, db-7.example, ''"
    })
    void namesAnAddressThatCanBeOpened(String host, String shown, String others) {
        environment.put("CAREWIRE_SERVER_HOST", host);
        run("serve");
        assertThat(out).hasToString(("CareWire ready on http://" + shown + ":4711 " + others).strip() + "\n");
    }

    @ParameterizedTest
    @CsvSource({"'', localhost", "0.0.0.0, 0.0.0.0", "192.0.2.7, 192.0.2.7"})
    void aDemoListensOnThisMachineAloneUnlessAnAddressIsConfigured(String host, String listening) throws Exception {
        Path file = Files.writeString(home.resolve("mine.yaml"), "server: {host: '" + host + "'}");
        run("serve", "--demo", "--config", file.toString());
        assertThat(started.get(0).listening().host()).isEqualTo(listening);
        assertThat(out.toString()).startsWith("CareWire ready on http://");
        assertThat(out.toString().contains("(all addresses)")).isEqualTo(listening.equals("0.0.0.0"));
    }

    @Test
    void readsTheFileAndTheFolderOfTheCommandLine() throws Exception {
        Path file = Files.writeString(home.resolve("mine.yaml"), "server: {worker-threads: 3}");
        run("serve", "--config", file.toString(), "--data", home.resolve("d").toString(), "--demo");
        assertThat(started.get(0).server().workerThreads()).isEqualTo(3);
        assertThat(started.get(0).server().dataDir()).isEqualTo(home.resolve("d"));
        assertThat(started.get(0).sampleData()).isEqualTo(SampleData.DEMO_CLINIC);
    }

    @Test
    void badConfigurationEndsBeforeAnythingStarts() {
        environment.put("CAREWIRE_SERVER_WORKER_THREADS", "0");
        assertThat(run("serve", "--port", "http")).isEqualTo(2);
        assertThat(started).isEmpty();
        assertThat(out).hasToString("");
        assertThat(err).hasToString("""
                        CareWire: 2 fault(s) in the configuration
                          --port: http (expected: number, 0..65535)
                          CAREWIRE_SERVER_WORKER_THREADS: 0 (expected: threads, 1..256)
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dance",
                "serve --dance",
                "serve --port",
                "token",
                "token --user system --tenant t --role nurse",
                "serve extra",
                "serve --port 1 --port 2"
            })
    void aFaultyCommandLineIsOneLineAndExitCode2(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "serve --help", "token --help"})
    void helpIsNoFailure(String line) {
        assertThat(run(line.split(" ", -1))).isZero();
        assertThat(out.toString()).isNotBlank();
    }

    @Test
    void aPortInUseIsOneLineAndExitCode1() {
        launcher = config -> {
            throw new BindException("Address already in use");
        };
        assertThat(run("serve")).isEqualTo(1);
        assertThat(err).hasToString("CareWire cannot start: port 8000 on 0.0.0.0: Address already in use\n");
    }

    @Test
    void aDatabaseOutOfReachIsOneLineWithoutItsPassword() {
        environment.put("DATABASE_URL", "postgres://u:marker@db.example:5432/clinic");
        launcher = config -> {
            throw new IllegalStateException("pool", new SQLException("Connection refused.\n  Check host and port."));
        };
        assertThat(run("serve")).isEqualTo(1);
        assertThat(err)
                .hasToString("CareWire cannot start: database not usable: DatabaseConfig[jdbc:postgresql://"
                        + "db.example:5432/clinic, poolSize=10]: Connection refused. Check host and port.\n");
    }

    @Test
    void anyOtherFailureIsOneLineToo() {
        launcher = config -> {
            throw new IllegalStateException();
        };
        assertThat(run("serve")).isEqualTo(1);
        assertThat(err).hasToString("CareWire cannot start: IllegalStateException\n");
    }

    @Test
    void printsATokenAndNothingElse() {
        assertThat(run(
                        "token",
                        "--user",
                        "u-1",
                        "--tenant",
                        "t-1",
                        "--role",
                        "Front Desk",
                        "--name",
                        "Ann",
                        "--ttl",
                        "90m"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err).hasToString("");
        DecodedJWT token = JWT.decode(out.toString().strip());
        assertThat(token.getSubject()).isEqualTo("u-1");
        assertThat(token.getClaim("tenantId").asString()).isEqualTo("t-1");
        assertThat(token.getClaim("role").asString()).isEqualTo("receptionist");
        assertThat(token.getClaim("fullName").asString()).isEqualTo("Ann");
        assertThat(token.getExpiresAtAsInstant()).isEqualTo(NOW.plus(Duration.ofMinutes(90)));
    }

    @Test
    void signsWithTheSecretOfTheDemoServer() {
        environment.clear();
        assertThat(run("token", "--user", "u", "--tenant", "t", "--role", "nurse"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("auth.secret: missing");
        run("serve", "--demo");
        out.getBuffer().setLength(0);
        assertThat(run("token", "--user", "u", "--tenant", "t", "--role", "nurse"))
                .isZero();
        String secret = started.get(0).auth().secret().orElseThrow();
        DecodedJWT token = JWT.require(com.auth0.jwt.algorithms.Algorithm.HMAC256(secret))
                .acceptExpiresAt(Duration.ofDays(3650).toSeconds())
                .ignoreIssuedAt()
                .build()
                .verify(out.toString().strip());
        assertThat(token.getExpiresAtAsInstant()).isEqualTo(NOW.plus(Duration.ofHours(8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user u --tenant t --role emperor | --role: emperor (expected: super_admin, ",
                "--user u --tenant t --role nurse --ttl 0s | --ttl: 0s (expected: 1s..8760h)",
                "--user u --tenant t --role nurse --ttl 9000h | --ttl: 9000h (expected: 1s..8760h)",
                "--user u --tenant t --role nurse --ttl soon | --ttl: soon (expected: 1s..8760h)",
                "--user u --role nurse | Missing required option: '--tenant=T'",
            })
    void saysWhatIsWrongWithATokensOptions(String line, String fault) {
        assertThat(run(("token " + line).split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).startsWith(fault);
        assertThat(out).hasToString("");
        assertThat(run("token", "--user", " ", "--tenant", "t", "--role", "nurse"))
                .isEqualTo(2);
        assertThat(run("token", "--user", "u", "--tenant", " ", "--role", "nurse"))
                .isEqualTo(2);
    }

    @Test
    void signsNothingWhenTokensComeFromSomebodyElse() {
        environment.clear();
        environment.put("CAREWIRE_AUTH_JWKS_URL", "https://issuer.example/keys");
        assertThat(run("token", "--user", "u", "--tenant", "t", "--role", "nurse"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("auth.secret: missing");
    }

    @Test
    void copiesADatabaseAndShowsAProgressBarOnRequest() throws Exception {
        assertThat(run("copy", "--from", "embedded", "--to", "jdbc:h2:mem:unused"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("copy: there is no database " + home.resolve("data"));
        Files.createDirectories(home.resolve("data"));
        Database.open(new DatabaseConfig(
                        "jdbc:h2:file:" + home.resolve("data/carewire"), "", "", 1, Duration.ofSeconds(5)))
                .close();
        err.getBuffer().setLength(0);
        String target = "jdbc:h2:file:" + home.resolve("target");
        assertThat(run("copy", "--from", "embedded", "--to", target)).isZero();
        assertThat(out.toString())
                .matches("copied and verified 0 rows in [0-9]+ tables, from .* to " + target + "; 0 attachments are in "
                        + home.resolve("attachments") + "\n");
        assertThat(err).hasToString("");
        ProgressBar bar = new ProgressBar(new PrintWriter(err, true));
        bar.show(1, 4);
        bar.show(4, 4);
        assertThat(err).hasToString("\r[##########" + " ".repeat(30) + "] 1 of 4\r[" + "#".repeat(40) + "] 4 of 4\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:marker@db.example/clinic",
                "jdbc:postgresql://db.example/clinic?user=u&password=marker",
                "jdbc:h2:file:/tmp/clinic;PASSWORD=marker",
                "mysql://db.example/marker"
            })
    void refusesAPasswordInTheArgumentsOfACopyWithoutRepeatingIt(String address) {
        assertThat(run("copy", "--from", address, "--to", "configured")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--from: ").doesNotContain("marker");
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int run(String... arguments) {
        ProcessEnvironment processEnvironment = new ProcessEnvironment(environment, home);
        StopSignal stop = server -> {
            stopped.add("after " + out);
            return Optional.empty();
        };
        return Main.commandLine()
                .addSubcommand(new ServeCommand(processEnvironment, config -> launcher.start(config), stop))
                .addSubcommand(new CopyCommand(processEnvironment, Clock.fixed(NOW, ZoneOffset.UTC)))
                .addSubcommand(new TokenCommand(processEnvironment, Clock.fixed(NOW, ZoneOffset.UTC)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
