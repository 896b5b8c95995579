package dev.carewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.app.config.ConfigReader;
import dev.carewire.app.config.ConfigSources;
import dev.carewire.app.wiring.Server;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports of staff into a whole server that has been set up without sample data. */
class ImportUsersTest {

    private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";
    private static final String TENANT = "clinic-1";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "CAREWIRE_AUTH_SECRET", SECRET,
            "CAREWIRE_SERVER_HOST", "127.0.0.1",
            "CAREWIRE_SERVER_PORT", "0"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private Server server;

    @BeforeEach
    void start() throws Exception {
        ConfigSources sources =
                new ConfigSources(Optional.empty(), home, environment, Map.of(), ConfigSources.DemoSecretUse.NEVER);
        server = Server.start(ConfigReader.read(sources, warning -> {}), clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void entersTheStaffOfACsvFile() throws Exception {
        Path file = file("staff.csv", """
                \uFEFFID,First name,last_name,Email,Roles,Specialization
                dr-chen,Wei,"Chen, MD",chen@clinic.example,doctor;admin,Dermatology

                nurse-ada,"Ada ""A.""
                Marie",Brandt,,nurse,
                """.replace("\nMarie", " Marie"));

        assertThat(importing(file)).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out).hasToString("2 users added, 0 replaced\n");
        assertThat(listed("name")).containsExactly("Ada \"A.\" Marie Brandt", "Wei Chen, MD");
        assertThat(listed("role")).containsExactly("nurse", "admin");
    }

    @Test
    void entersTheStaffOfAJsonFileAgainWithoutDuplicates() throws Exception {
        Path file = file("staff.json", """
                [{"id": "dr-chen", "name": "Wei Chen", "role": "doctor", "email": null},
                 {"id": 7, "firstName": "Ada", "lastName": "Brandt", "roles": ["nurse"]}]
                """);

        assertThat(importing(file)).isZero();
        assertThat(importing(file)).isZero();

        assertThat(out).hasToString("2 users added, 0 replaced\n0 users added, 2 replaced\n");
        assertThat(listed("_id")).containsExactly("7", "dr-chen");
    }

    /** Regression: PowerShell's byte order mark was malformed JSON. */
    @Test
    void skipsTheByteOrderMarkOfAJsonFile() throws Exception {
        Path file = file("staff.json", "\uFEFF[{\"id\": \"u1\", \"name\": \"Ada\", \"role\": \"nurse\"}]");

        assertThat(importing(file)).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out).hasToString("1 users added, 0 replaced\n");
    }

    @Test
    void namesEveryFaultByItsLineAndStoresTheOtherBatches() throws Exception {
        String good = IntStream.range(0, UserImport.BATCH)
                .mapToObj(index -> "u" + index + ",User " + index + ",nurse\n")
                .collect(Collectors.joining());
        Path file = file("staff.csv", "id,name,role\n" + good + """
                x1,X One,wizard
                ,Nobody,nurse
                u5,User 5,nurse
                x4,X Four,nurse,too much
                "x5
                """);

        assertThat(importing(file)).isEqualTo(1);

        assertThat(err.toString().replace(file + ":", "").lines())
                .containsExactly(
                        "102: role: unknown (expected: one that tokens name)",
                        "103: id is required",
                        "104: id: the same as in line 7",
                        "105: 4 values (expected: 3)",
                        "106: malformed CSV");
        assertThat(out).hasToString(UserImport.BATCH + " users added, 0 replaced\n");
    }

    @Test
    void namesAnUnknownColumnAndMalformedJson() throws Exception {
        Path csv = file("staff.csv", "id,nmae,role\nu1,Ada,nurse\n");
        assertThat(importing(csv)).isEqualTo(1);
        assertThat(err.toString()).startsWith(csv + ":1: column 2: unknown or repeated");

        Path json = file("staff.json", "[{\"id\": \"u1\", \"name\": \"Ada\", \"role\": \"nurse\"},\n{\"id\":");
        assertThat(importing(json)).isEqualTo(1);
        assertThat(err.toString()).contains(json + ":2: malformed JSON");
        assertThat(out.toString()).contains("1 users added");
    }

    @Test
    void reportsAServerThatRefusesOrDoesNotAnswer() throws Exception {
        Path file = file("staff.csv", "id,name,role\nu1,Ada,nurse\n");

        assertThat(run("import", "users", file.toString(), "--url", url(), "--token", "nonsense"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the server answered 401: Invalid authentication token");
        assertThat(run("import", "users", file.toString(), "--url", "http://127.0.0.1:1", "--tenant", TENANT))
                .isEqualTo(1);
        assertThat(out).hasToString("0 users added, 0 replaced\n".repeat(2));
    }

    @Test
    void refusesACommandLineWithoutFileClinicOrKind() throws Exception {
        Path file = file("staff.csv", "id\n");
        assertThat(run("import")).isEqualTo(2);
        assertThat(run("import", "users")).isEqualTo(2);
        assertThat(run("import", "users", file.toString())).isEqualTo(2);
        assertThat(run("import", "users", home.resolve("missing.csv").toString(), "--tenant", TENANT))
                .isEqualTo(2);
        assertThat(run("import", "users", file.toString(), "--tenant", "")).isEqualTo(2);
    }

    @Test
    void showsItsProgress() throws Exception {
        Path file = file("staff.csv", "id,name,role\nu1,Ada,nurse\n");
        assertThat(run("import", "users", file.toString(), "--url", url(), "--tenant", TENANT, "--progress"))
                .isZero();
        assertThat(err).hasToString("\r[" + "#".repeat(40) + "] 1 of 1\n");
    }

    /** The total counted repeated ids, which are not sent, so the bar never became full. */
    @Test
    void showsTheNumberOfUsersWithoutRepetitionsAsTheTotal() throws Exception {
        Path file = file("staff.csv", "id,name,role\nu1,Ada,nurse\nu2,Bob,nurse\nu1,Ada,doctor\n");
        assertThat(run("import", "users", file.toString(), "--url", url(), "--tenant", TENANT, "--progress"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("\r[" + "#".repeat(40) + "] 2 of 2\n");
        assertThat(out).hasToString("2 users added, 0 replaced\n");
    }

    private int importing(Path file) {
        return run("import", "users", file.toString(), "--url", url() + "/", "--tenant", TENANT);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .addSubcommand(Main.importCommand(new ProcessEnvironment(environment, home), clock))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(home.resolve(name), text, StandardCharsets.UTF_8);
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The values of a field in the server's list. */
    private List<String> listed(String field) throws Exception {
        StringWriter token = new StringWriter();
        Main.commandLine()
                .addSubcommand(new TokenCommand(new ProcessEnvironment(environment, home), clock))
                .setOut(new PrintWriter(token, true))
                .execute("token", "--user", "reader", "--tenant", TENANT, "--role", "service");
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/users"))
                .header("Authorization", "Bearer " + token.toString().strip())
                .build();
        JsonValue users = Json.parse(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
        return users.items().stream()
                .map(user -> user.text(field).orElseThrow())
                .toList();
    }
}
